import { type Grouping, hasSeasons } from '../../../report/sums/grouping.ts';
import { type Day, isDay } from '../../../time/local.ts';
import { chosenRow, costBars, greatestBar } from '../cost-bars.ts';
import type { Selection } from '../selection.ts';
import { type KeyContext, moved, opened } from './moves.ts';

/** Both languages' initials: jour day, semaine week, mois month, année year; E the season of EJP or Tempo. */
const GROUPING_KEYS: Readonly<Record<string, Grouping>> = {
  ...{ j: 'day', s: 'week', m: 'month', a: 'year', E: 'season' },
  ...{ d: 'day', w: 'week', y: 'year' },
};
const FINER: Readonly<Partial<Record<Grouping, Grouping>>> = {
  ...{ year: 'month', season: 'month', month: 'day', week: 'day' },
};
const COARSER: Readonly<Partial<Record<Grouping, Grouping>>> = { day: 'month', week: 'month', month: 'year' };
/** Bars that the cursor moves by. */
const STEPS: Readonly<Record<string, number>> = { '[': -1, ']': 1, '{': -10, '}': 10 };

export function costsKey(selection: Selection, pressed: string, context: KeyContext): Selection {
  // A capital letter is its key with shift.
  const key = /^S-[a-z]$/.test(pressed) ? pressed.slice(2).toUpperCase() : pressed;
  const { isUnderContracts = false } = selection;
  if (key === 'x' || (key === 'escape' && isUnderContracts))
    return { ...selection, isUnderContracts: !isUnderContracts };
  const onBars = barKey(selection, key, context);
  if (onBars) return onBars;
  const { grouping, costRow } = selection;
  const { report, groups } = context.state.logData.costs ?? {};
  const rows = groups?.[grouping] ?? [];
  const row = rows[chosenRow(rows, selection)];
  const clicked = /^row:(\d+)$/.exec(key)?.[1];
  if (clicked !== undefined && rows[Number(clicked)]) {
    const to = rows.length - 1 - Number(clicked);
    // A click on the row that is chosen opens it.
    return to === costRow ? costsKey(selection, 'enter', context) : { ...selection, costRow: to, costBar: undefined };
  }
  if (key === 'enter' && grouping === 'day') return opened(selection, row?.to, context.today);
  const by = key === 'enter' ? FINER[grouping] : key === 'escape' ? COARSER[grouping] : GROUPING_KEYS[key];
  if (by === 'season' && !(report && hasSeasons(report))) return selection;
  if (by !== undefined) return grouped(selection, by, row?.to, context);
  const to = moved(costRow, key, rows.length);
  return to === costRow ? selection : { ...selection, costRow: to, costBar: undefined };
}

/** Another grouping keeps the place: the row that has a day. */
function grouped(selection: Selection, by: Grouping, day: Day | undefined, { state }: KeyContext): Selection {
  const list = state.logData.costs?.groups[by] ?? [];
  const at = day === undefined ? -1 : list.findIndex(({ to }) => to >= day);
  return { ...selection, grouping: by, costRow: at < 0 ? 0 : list.length - 1 - at, costBar: undefined };
}

/** The keys of the bars: `[ ] { }` and a click move the cursor, M finds the greatest, Enter opens it, Esc drops it. */
function barKey(selection: Selection, key: string, context: KeyContext): Selection | undefined {
  const page = context.state.logData.costs;
  const shown = costBars(page, selection);
  if (!page || !shown) return undefined;
  const { unit, bars, cursor } = shown;
  const isOwn = selection.grouping !== 'day';
  const at = bars[cursor];
  if (key === 'escape') return isOwn && selection.costBar ? { ...selection, costBar: undefined } : undefined;
  if (key === 'enter') {
    if (!isOwn || !at) return undefined;
    return unit === 'day' ? opened(selection, at.from, context.today) : grouped(selection, unit, at.to, context);
  }
  const clicked = key.startsWith('bar:') ? key.slice('bar:'.length) : '';
  if (isDay(clicked)) {
    return at && at.from <= clicked && clicked <= at.to ? costsKey(selection, 'enter', context) : pointed(clicked);
  }
  if (key === 'M') {
    const best = greatestBar(bars);
    return best && pointed(best.from);
  }
  const step = STEPS[key];
  if (step === undefined) return undefined;
  const all = page.groups[unit];
  // The first press shows the newest bar.
  const from = at ? all.indexOf(at) : all.indexOf(bars.at(-1) as (typeof all)[number]) - step;
  const to = all[Math.max(0, Math.min(all.length - 1, from + step))];
  return to && pointed(to.from, to.to);

  /** The cursor on a day, and the row that has it. */
  function pointed(day: Day, last = day): Selection {
    const rows = page?.groups[selection.grouping] ?? [];
    const row = rows[chosenRow(rows, selection)];
    const isHere = row && row.from <= last && day <= row.to;
    const place = isHere ? -1 : rows.findIndex(({ to }) => to >= day);
    const costRow = place < 0 ? selection.costRow : rows.length - 1 - place;
    return { ...selection, costRow, costBar: isOwn ? day : undefined };
  }
}
