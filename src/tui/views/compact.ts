import { tui } from '../../text/tui.ts';
import type { Graph } from '../layout/graph.ts';
import { blank, dropToFit, fit, fitting, type Line, type Row, type Size, seg, widthOf } from '../layout/lines.ts';
import { ejpDaysUsed, speaksOfEjp } from './ejp-words.ts';
import { sparkSegment } from './sparkline.ts';
import { todayLine, todayTable } from './today.ts';
import { bannerRows, bannerTitle } from './today-panel.ts';
import * as facts from './view-model.ts';

/** Under 80x20: one row a fact, the least needed left out. */
export function compact(model: facts.ViewModel, { width, height }: Size): Line[] {
  const { lang } = model;
  const text = tui[lang];
  const rows: Row[] = [];
  const gap = (): void => void rows.push({ line: [], rank: 9 });
  const absent = model.link.kind === 'absent';

  rows.push({ line: valueAndCurve(model, 'power', width), rank: 0 });
  if (facts.showsInjection(model)) rows.push({ line: valueAndCurve(model, 'injection', width), rank: 0 });
  const load = facts.load(model);
  if (load) {
    const words = [seg(` ${text.load.padEnd(10)} `), load.percent, load.of, blank(2)];
    const bar = facts.loadBar(model, load.share, Math.max(0, width - widthOf(words) - 1));
    rows.push({ line: [...words, ...bar], rank: 1 });
  }
  const over = facts.overload(model);
  if (over) rows.push({ line: [blank(1), over], rank: 0 });
  for (const { words } of facts.faults(model)) {
    rows.push({ line: [blank(1), seg(fitting(words, width - 2), 'warning')], rank: 1 });
  }
  const amperes = facts.current(model);
  const flow: Line = amperes ? [seg(`${text.current} `), amperes, blank(3)] : [];
  const line: Line = [blank(1), ...flow, seg(`${text.frame} `), facts.frameWords(model)];
  const used = speaksOfEjp(model) ? ejpDaysUsed(model) : undefined;
  const ejpDays: Line = used === undefined ? [] : [blank(3), seg(`${text.ejpDays} ${used}`)];
  rows.push({ line: widthOf([...line, ...ejpDays]) < width ? [...line, ...ejpDays] : line, rank: 2 });
  gap();
  for (const row of indexRows(model, width)) rows.push(row);
  gap();
  if (absent) {
    rows.push({ line: [blank(1), ...bannerTitle(model, width - 2)], rank: 7 }, ...bannerRows(model, width));
    gap();
  }
  const table = todayTable(model, width);
  const spare = height - rows.filter(({ rank }) => rank < 7).length;
  if (spare >= table.filter(({ rank }) => rank === 0).length + 1) {
    rows.push({ line: [blank(1), seg(text.energy, 'title')], rank: 6 }, ...table);
  } else rows.push({ line: [blank(1), seg(`${text.today}  `), ...todayLine(model)], rank: 0 });
  return dropToFit(rows, height);
}

function valueAndCurve(model: facts.ViewModel, kind: Graph['kind'], width: number): Line {
  const text = tui[model.lang];
  const isPower = kind === 'power';
  const words: Line = isPower ? [facts.power(model)] : [facts.injection(model), ...facts.injectionMark(model)];
  const label = ` ${(isPower ? text.power : text.injection).padEnd(10)} `;
  const left = fit([seg(label), ...words], label.length + (width >= 60 ? 16 : 15));
  return [...left, blank(2), sparkSegment(model, kind, width - widthOf(left) - 3, facts.windowOf(model)), blank(1)];
}

/** The indexes, two in a row where that fits; the running one stays the longest. */
function indexRows(model: facts.ViewModel, width: number): Row[] {
  const all = facts.indexes(model).map(({ label, kwh, running }) => ({
    line: [blank(1), seg(`${label} `), kwh] as Line,
    rank: running ? 0 : 3,
  }));
  const half = Math.floor(width / 2);
  if (all.some(({ line }) => widthOf(line) > half)) return all;
  const rows: Row[] = [];
  for (let i = 0; i < all.length; i += 2) {
    const [one, two] = all.slice(i, i + 2);
    if (one)
      rows.push({ line: [...fit(one.line, half), ...(two?.line ?? [])], rank: Math.min(one.rank, two?.rank ?? 9) });
  }
  return rows;
}
