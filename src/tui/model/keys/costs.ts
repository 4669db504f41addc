import type { Grouping } from '../../../report/grouping.ts';
import type { Selection } from '../selection.ts';
import { type KeyContext, moved, opened } from './moves.ts';

/** Both languages' initials: jour day, semaine week, mois month, année year, EJP season. */
const GROUPING_KEYS: Readonly<Record<string, Grouping>> = {
  ...{ j: 'day', s: 'week', m: 'month', a: 'year', E: 'season' },
  ...{ d: 'day', w: 'week', y: 'year' },
};
const FINER: Readonly<Partial<Record<Grouping, Grouping>>> = {
  ...{ year: 'month', season: 'month', month: 'day', week: 'day' },
};
const COARSER: Readonly<Partial<Record<Grouping, Grouping>>> = { day: 'month', week: 'month', month: 'year' };

export function costsKey(selection: Selection, key: string, { state, today }: KeyContext): Selection {
  const { grouping, costRow } = selection;
  const groups = state.logData.costs?.groups;
  const rows = groups?.[grouping] ?? [];
  const row = rows.at(-1 - costRow);
  if (key === 'enter' && grouping === 'day') return opened(selection, row?.to, today);
  const by = key === 'enter' ? FINER[grouping] : key === 'escape' ? COARSER[grouping] : GROUPING_KEYS[key];
  if (by === undefined) return { ...selection, costRow: moved(costRow, key, rows.length) };
  // Another grouping keeps the place: the row that has the same last day.
  const list = groups?.[by] ?? [];
  const at = row ? list.findIndex(({ to }) => to >= row.to) : -1;
  return { ...selection, grouping: by, costRow: at < 0 ? 0 : list.length - 1 - at };
}
