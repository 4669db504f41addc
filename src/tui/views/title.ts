import { formatUnit } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { describeEjp } from './ejp-words.ts';
import type { ViewModel } from './view-model.ts';

/** A power that differs by less does not change the title: VA, and as a share of the power. */
const MIN_VA = 50;
const MIN_CHANGE_SHARE = 0.05;
/** Shortest time between two changes of the power, ms. */
const MIN_INTERVAL_MS = 10_000;

/** The terminal's title as it was set: `linky EJP OUI 1 240 VA`. */
export interface Title {
  readonly text: string;
  /** All but the power. */
  readonly state: string;
  readonly papp: number | undefined;
  readonly at: number;
}

/** The title for this moment; the one of before as long as it says what matters. */
export function afterTitle(title: Title | undefined, model: ViewModel): Title {
  const { lang, link, stale, now } = model;
  const papp = model.sample?.papp;
  const ejp = describeEjp(model).at(-1)?.text.trim() ?? '';
  const trouble = stale && link.kind !== 'connecting' ? ` ${tui[lang].link[link.kind]}` : '';
  const state = `linky ${ejp}${trouble}`;
  const power = papp === undefined || stale ? '' : ` ${formatUnit(lang, papp, 'VA')}`;
  const next = { text: `${state}${power}`.replace(/[\u00a0\u202f]/g, ' '), state, papp, at: now };
  if (!title || title.state !== state || (title.papp === undefined) !== (papp === undefined)) return next;
  const moved = Math.abs((papp ?? 0) - (title.papp ?? 0));
  const least = Math.max(MIN_VA, (title.papp ?? 0) * MIN_CHANGE_SHARE);
  return moved >= least && Math.abs(now - title.at) >= MIN_INTERVAL_MS ? next : title;
}
