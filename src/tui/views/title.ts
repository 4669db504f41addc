import { formatUnit } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { describeEjp, speaksOfEjp } from './ejp-words.ts';
import type { ViewModel } from './view-model.ts';

/** A power that differs by less does not change the title: VA, and as a share of the power. */
const LEAST_VA = 50;
const LEAST_PART = 0.05;
/** Shortest time between two changes of the power, ms. */
const EVERY_MS = 10_000;

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
  const { state, lang, link, stale, now } = model;
  const papp = state.sample?.message.papp;
  const ejp = describeEjp(model).at(-1)?.text.trim() ?? '';
  const condition = ['linky', ejp, ...(stale && link.kind !== 'connecting' ? [tui[lang].link[link.kind]] : [])].join(
    ' ',
  );
  const power = papp === undefined || stale ? '' : ` ${formatUnit(lang, papp, 'VA')}`;
  const next = { text: `${condition}${power}`.replace(/[\u00a0\u202f]/g, ' '), state: condition, papp, at: now };
  if (!title || title.state !== condition || (title.papp === undefined) !== (papp === undefined)) return next;
  const moved = Math.abs((papp ?? 0) - (title.papp ?? 0));
  const least = Math.max(LEAST_VA, (title.papp ?? 0) * LEAST_PART);
  return moved >= least && Math.abs(now - title.at) >= EVERY_MS ? next : title;
}

/** EJP in one word, to notice its changes; undefined while it is unknown. */
export function ejpState(model: ViewModel): 'off' | 'notice' | 'on' | undefined {
  const sample = model.state.sample?.message;
  if (!sample || !speaksOfEjp(model)) return undefined;
  return sample.ejp.active ? 'on' : sample.ejp.notice ? 'notice' : 'off';
}
