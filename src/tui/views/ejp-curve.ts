import { PEAKS_OF_A_SEASON, type Season } from '../../report/days/season.ts';
import { sameDateBefore } from '../../report/outlook/year-before.ts';
import { ejpTexts } from '../../text/ejp.ts';
import type { Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { addDays, type Day, daysBetween, monthOf } from '../../time/local.ts';
import { blank, joined, type Line, type Segment, type Size, seg, widthOf } from '../layout/lines.ts';

export interface UsedCurve {
  readonly season: Season;
  readonly today: Day;
  readonly days: ReadonlySet<Day>;
  /** The EJP days of the season before; undefined where the logs do not know all of it. */
  readonly before: readonly Day[] | undefined;
}

/** Columns of the scale. */
const SCALE = 4;
const EIGHTHS = ' ▁▂▃▄▅▆▇█';
const BEFORE = '─';

/** What the curve shows: the count of this season, that of the season before at the same date, as there is room. */
export function usedTitle(lang: Lang, { season, today, days, before }: UsedCurve, width: number): Line {
  const t = ejpTexts[lang].usedCurve;
  const now = [seg(' · '), seg('█', 'peak'), seg(` ${t.now(days.size)}`)];
  const until = sameDateBefore(today < season.to ? today : season.to);
  const year = Number(season.from.slice(0, 4));
  const count = before?.filter((day) => day <= until).length;
  const old = count === undefined ? [] : t.before(count, `${year - 1}-${String(year).slice(2)}`);
  const titles = [...old.map((text) => [...now, seg(` · ${BEFORE} ${text}`)]), now].map((rest) => [
    seg(t.title, 'title'),
    ...rest,
  ]);
  return titles.find((title) => widthOf(title) <= width) ?? [seg(t.title, 'title')];
}

/** Used days over the season, from none to all 22, the season before as a line; the months under it. */
export function usedCurve(lang: Lang, { season, today, days, before }: UsedCurve, { width, height }: Size): Line[] {
  const columns = width - SCALE - 1;
  const rows = height - 2;
  const range = daysBetween(season.from, season.to);
  const lastOf = (column: number): Day => {
    const at = Math.min(range.length, Math.max(1, Math.floor(((column + 1) * range.length) / columns))) - 1;
    return range[at] as Day;
  };
  const firstOf = (column: number): Day => (column === 0 ? season.from : addDays(lastOf(column - 1), 1));
  const levels = Array.from({ length: columns }, (_, column) => {
    const last = lastOf(column);
    const isToCome = firstOf(column) > today && last > today;
    const used = isToCome ? undefined : countUntil([...days], last);
    const old = before && countUntil(before, sameDateBefore(last));
    return {
      used: used === undefined ? 0 : (used / PEAKS_OF_A_SEASON) * rows,
      old: old ? oldRow(old, rows) : undefined,
    };
  });
  const lines = Array.from({ length: rows }, (_, i): Line => {
    const floor = rows - 1 - i;
    const cells = levels.map(({ used, old }): Segment => {
      if (old === floor) return { text: BEFORE, style: used >= floor + 1 ? 'chosen' : 'plain' };
      const eighths = Math.max(0, Math.min(8, Math.round((used - floor) * 8)));
      return { text: EIGHTHS.charAt(eighths), style: 'peak' };
    });
    const count = scaleAt(floor, rows);
    return [seg(`${count.padStart(SCALE - 1)} ${count === '' ? '│' : '┤'}`, 'border'), ...joined(cells)];
  });
  return [
    ...lines,
    [seg(`${'0'.padStart(SCALE - 1)} └${'─'.repeat(columns)}`, 'border')],
    months(lang, range, columns),
  ];
}

const countUntil = (days: readonly Day[], last: Day): number => days.filter((day) => day <= last).length;

/** The row, from 0 at the bottom, whose upper edge is nearest to a count. */
const oldRow = (count: number, rows: number): number =>
  Math.max(0, Math.min(rows - 1, Math.round((count / PEAKS_OF_A_SEASON) * rows) - 1));

/** 22 at the top, 11 in the middle. */
function scaleAt(floor: number, rows: number): string {
  if (floor === rows - 1) return String(PEAKS_OF_A_SEASON);
  return rows >= 6 && floor === Math.round(rows / 2) - 1 ? String(PEAKS_OF_A_SEASON / 2) : '';
}

/** Each month under its first day. */
function months(lang: Lang, range: readonly Day[], columns: number): Line {
  let text = '';
  for (const [i, day] of range.entries()) {
    if (i > 0 && monthOf(range[i - 1] as Day) === monthOf(day)) continue;
    const name = views[lang].months[Number(day.slice(5, 7)) - 1] as string;
    const at = Math.floor((i * columns) / range.length);
    if (at === 0 || at > text.length) text = text.padEnd(at) + name;
  }
  return [blank(SCALE + 1), seg(text, 'dim')];
}
