import type { Selection } from '../selection.ts';
import { type KeyContext, moved, opened } from './moves.ts';

export function ejpKey(selection: Selection, key: string, { state, today }: KeyContext): Selection {
  const { ejpRow, seasonsBack } = selection;
  const { ejpDays = [], olderSeasons = 0 } = state.logData.ejp ?? {};
  if (key === 'enter') return opened(selection, ejpDays.at(-1 - ejpRow)?.day, today);
  const seasons: Readonly<Record<string, number>> = { left: seasonsBack + 1, right: seasonsBack - 1, t: 0 };
  const back = seasons[key];
  if (back === undefined) return { ...selection, ejpRow: moved(ejpRow, key, ejpDays.length) };
  return { ...selection, seasonsBack: Math.max(0, Math.min(olderSeasons, back)), ejpRow: 0 };
}
