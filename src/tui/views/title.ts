import { formatUnit } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { describeEjp, speaksOfEjp } from './ejp-words.ts';
import type { ViewModel } from './view-model.ts';

/** A power that differs less is not worth another title: VA, and part of the power. */
const LEAST_VA = 50;
const LEAST_PART = 0.05;
/** How often the power may be told anew, ms. */
const EVERY_MS = 10_000;

/** The terminal's title as it was set: `linky EJP OUI 1 240 VA`. */
export interface Title {
  readonly text: string;
  /** All but the power. */
  readonly words: string;
  readonly papp: number | undefined;
  readonly at: number;
}

/** The title for this moment: the same one as long as it says what matters. */
export function afterTitle(title: Title | undefined, model: ViewModel): Title {
  const { state, lang, link, stale, now } = model;
  const papp = state.sample?.message.papp;
  const ejp = describeEjp(model).at(-1)?.text.trim() ?? '';
  const words = ['linky', ejp, ...(stale && link.kind !== 'connecting' ? [tui[lang].link[link.kind]] : [])].join(' ');
  const power = papp === undefined || stale ? '' : ` ${formatUnit(lang, papp, 'VA')}`;
  const next = { text: `${words}${power}`.replace(/[\u00a0\u202f]/g, ' '), words, papp, at: now };
  if (!title || title.words !== words || (title.papp === undefined) !== (papp === undefined)) return next;
  const moved = Math.abs((papp ?? 0) - (title.papp ?? 0));
  const least = Math.max(LEAST_VA, (title.papp ?? 0) * LEAST_PART);
  return moved >= least && Math.abs(now - title.at) >= EVERY_MS ? next : title;
}

/** EJP in one word, to notice its changes; undefined as long as it is not known. */
export function ejpState(model: ViewModel): 'off' | 'notice' | 'on' | undefined {
  const sample = model.state.sample?.message;
  if (!sample || !speaksOfEjp(model)) return undefined;
  return sample.ejp.active ? 'on' : sample.ejp.notice ? 'notice' : 'off';
}
