import { tui } from '../../text/tui.ts';
import type { RowCurve } from '../layout/lines.ts';
import { blank, dropToFit, fit, type Line, type Row, type Size, seg, widthOf } from '../layout/lines.ts';
import { ejpDaysUsed, speaksOfEjp } from './ejp-words.ts';
import * as measured from './sample-values.ts';
import { todayLine, todayTable } from './today.ts';
import { bannerRows, bannerTitle, energyTitle } from './today-panel.ts';
import type { ViewModel } from './view-model.ts';

/** Everything from this rank on may give way to the table of today. */
const BELOW_TABLE = 7;
const GAP: Row = { line: [], rank: 9 };

/** Under 80x20: one row a value, the least needed left out. */
export function compact(model: ViewModel, { width, height }: Size): Line[] {
  const overload = measured.overload(model);
  const isAbsent = model.link.kind === 'absent';
  const rows = [
    valueAndCurve(model, 'power', width),
    ...(measured.showsInjection(model) ? [valueAndCurve(model, 'injection', width)] : []),
    ...loadRows(model, width),
    ...(overload ? [{ line: [blank(1), overload], rank: 0 }] : []),
    ...measured.warningRows(model, width, 1),
    flowRow(model, width),
    GAP,
    ...indexRows(model, width),
    GAP,
    ...(isAbsent ? [{ line: [blank(1), ...bannerTitle(model, width - 2)], rank: BELOW_TABLE }] : []),
    ...(isAbsent ? [...bannerRows(model, width), GAP] : []),
  ];
  const room = height - rows.filter(({ rank }) => rank < BELOW_TABLE).length;
  return dropToFit([...rows, ...todayRows(model, width, room)], height);
}

function valueAndCurve(model: ViewModel, kind: RowCurve['kind'], width: number): Row {
  const label = ` ${tui[model.lang][kind].padEnd(10)} `;
  const room = width >= 60 ? 16 : 15;
  const shown = measured.markedQuantity(model, kind, (marked) => widthOf(marked) <= room);
  const left = fit([seg(label), ...shown], label.length + room);
  const curve = measured.sparkline(model, kind, width - widthOf(left) - 3, model.selection.window.span);
  return { line: [...left, blank(2), curve, blank(1)], rank: 0 };
}

function loadRows(model: ViewModel, width: number): Row[] {
  const load = measured.load(model);
  if (!load) return [];
  const text = [seg(` ${tui[model.lang].load.padEnd(10)} `), ...load.shown, blank(2)];
  return [{ line: [...text, ...load.bar(Math.max(0, width - widthOf(text) - 1))], rank: 1 }];
}

/** The current, the age of the last frame, and the EJP days where there is room for them. */
function flowRow(model: ViewModel, width: number): Row {
  const text = tui[model.lang];
  const amperes = measured.current(model);
  const current: Line = amperes ? [seg(`${text.current} `), amperes, blank(3)] : [];
  const line: Line = [blank(1), ...current, seg(`${text.frame} `), measured.describeFrameAge(model)];
  const used = speaksOfEjp(model) ? ejpDaysUsed(model) : undefined;
  const whole = used === undefined ? line : [...line, blank(3), seg(`${text.ejpDays} ${used}`)];
  return { line: widthOf(whole) < width ? whole : line, rank: 2 };
}

/** The table of today where its least rows have room, else today in one row. */
function todayRows(model: ViewModel, width: number, room: number): Row[] {
  const text = tui[model.lang];
  const table = todayTable(model, width);
  if (room > table.filter(({ rank }) => rank === 0).length) {
    return [{ line: [blank(1), ...energyTitle(model, [], width - 2)], rank: 6 }, ...table];
  }
  return [{ line: [blank(1), seg(`${text.today}  `), ...todayLine(model)], rank: 0 }];
}

/** The indexes, two in a row where that fits; the running one stays the longest. */
function indexRows(model: ViewModel, width: number): Row[] {
  const all = measured.indexes(model).map(({ label, kwh, running }) => ({
    line: [blank(1), seg(`${label} `), kwh] as Line,
    rank: running ? 0 : 3,
  }));
  const half = Math.floor(width / 2);
  if (all.some(({ line }) => widthOf(line) > half)) return all;
  return all.flatMap((one, i) => {
    const two = all[i + 1];
    if (i % 2 === 1) return [];
    return [{ line: [...fit(one.line, half), ...(two?.line ?? [])], rank: Math.min(one.rank, two?.rank ?? 9) }];
  });
}
