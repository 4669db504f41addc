import { tui } from '../../text/tui.ts';
import { sparkSegment } from '../curve.ts';
import type { Graph } from '../layout/graph.ts';
import { blank, dropToFit, fit, fitting, type Line, type Row, type Size, seg, widthOf } from '../layout/lines.ts';
import { peaksUsed, speaksOfEjp } from './ejp-words.ts';
import { todayLine, todayTable } from './today.ts';
import { bannerRows, bannerTitle } from './today-panel.ts';
import * as facts from './view-model.ts';

/** Under 80x20: one row a fact, the least needed left out. */
export function compact(moment: facts.ViewModel, { width, height }: Size): Line[] {
  const { lang } = moment;
  const text = tui[lang];
  const rows: Row[] = [];
  const gap = (): void => void rows.push({ line: [], rank: 9 });
  const absent = moment.link.kind === 'absent';

  rows.push({ line: valueAndCurve(moment, 'power', width), rank: 0 });
  if (facts.showsInjection(moment)) rows.push({ line: valueAndCurve(moment, 'injection', width), rank: 0 });
  const load = facts.load(moment);
  if (load) {
    const words = [seg(` ${text.load.padEnd(10)} `), load.percent, load.of, blank(2)];
    const bar = facts.loadBar(moment, load.share, Math.max(0, width - widthOf(words) - 1));
    rows.push({ line: [...words, ...bar], rank: 1 });
  }
  const over = facts.overload(moment);
  if (over) rows.push({ line: [blank(1), over], rank: 0 });
  for (const { words } of facts.faults(moment)) {
    rows.push({ line: [blank(1), seg(fitting(words, width - 2), 'warning')], rank: 1 });
  }
  const amperes = facts.current(moment);
  const flow: Line = amperes ? [seg(`${text.current} `), amperes, blank(3)] : [];
  const line: Line = [blank(1), ...flow, seg(`${text.frame} `), facts.frameWords(moment)];
  const used = speaksOfEjp(moment) ? peaksUsed(moment) : undefined;
  const peaks: Line = used === undefined ? [] : [blank(3), seg(`${text.ejpDays} ${used}`)];
  rows.push({ line: widthOf([...line, ...peaks]) < width ? [...line, ...peaks] : line, rank: 2 });
  gap();
  for (const row of indexRows(moment, width)) rows.push(row);
  gap();
  if (absent) {
    rows.push({ line: [blank(1), ...bannerTitle(moment, width - 2)], rank: 7 }, ...bannerRows(moment, width));
    gap();
  }
  const table = todayTable(moment, width);
  const spare = height - rows.filter(({ rank }) => rank < 7).length;
  if (spare >= table.filter(({ rank }) => rank === 0).length + 1) {
    rows.push({ line: [blank(1), seg(text.energy, 'title')], rank: 6 }, ...table);
  } else rows.push({ line: [blank(1), seg(`${text.today}  `), ...todayLine(moment)], rank: 0 });
  return dropToFit(rows, height);
}

function valueAndCurve(moment: facts.ViewModel, kind: Graph['kind'], width: number): Line {
  const text = tui[moment.lang];
  const isPower = kind === 'power';
  const words: Line = isPower ? [facts.power(moment)] : [facts.injection(moment), ...facts.injectionMark(moment)];
  const label = ` ${(isPower ? text.power : text.injection).padEnd(10)} `;
  const left = fit([seg(label), ...words], label.length + (width >= 60 ? 16 : 15));
  return [...left, blank(2), sparkSegment(moment, kind, width - widthOf(left) - 3, facts.windowOf(moment)), blank(1)];
}

/** The indexes, two in a row where that fits; the running one stays the longest. */
function indexRows(moment: facts.ViewModel, width: number): Row[] {
  const all = facts.indexes(moment).map(({ label, kwh, running }) => ({
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
