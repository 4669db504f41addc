import type { NoticeMessage } from '../../feed/messages.ts';
import { PEAKS_OF_A_SEASON } from '../../report/season.ts';
import { formatShortDay, type Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { clockOf, type Day, dayOf } from '../../time/local.ts';
import { type Segment, seg } from '../layout/lines.ts';
import { feedTime } from '../model/state.ts';
import { contractOf, NBSP, NONE, type ViewModel } from './view-model.ts';

/** Whether the screen speaks of EJP at all: on that contract, and as long as no contract is known. */
export function speaksOfEjp({ state }: ViewModel): boolean {
  const { sample } = state;
  return (
    (contractOf(state) ?? 'EJP') === 'EJP' ||
    (sample?.message.ejp.active ?? false) ||
    Boolean(sample?.message.ejp.notice)
  );
}

/** `30 min`, or the peak's own times: `07:00–01:00`, with its day when that is not today. */
export function describeNotice(lang: Lang, notice: NoticeMessage, now: number): string {
  if ('startsInMinutes' in notice) return tui[lang].ejpInMinutes(notice.startsInMinutes);
  const [from, to] = [Date.parse(notice.from), Date.parse(notice.to ?? '')];
  const short = formatShortDay(lang, dayOf(from));
  const day = dayOf(from) === dayOf(now) ? '' : `${lang === 'fr' ? short.slice(0, 5) : short.slice(5)}${NBSP}`;
  const hours = (at: number): string => clockOf(at).slice(0, 5);
  return `${day}${hours(from)}${Number.isNaN(to) ? '' : `–${hours(to)}`}`;
}

/** The EJP day that runs, by the last sample. */
export function runningEjpDay({ state }: ViewModel): Day | undefined {
  const ejp = state.sample?.message.ejp;
  return ejp?.active ? (ejp.since?.slice(0, 10) as Day | undefined) : undefined;
}

/** `3 / 22`: the EJP days of the season, the one that runs among them; undefined until the logs are read. */
export function ejpDaysUsed(model: ViewModel): string | undefined {
  const { season } = model.state;
  if (!season) return undefined;
  const running = runningEjpDay(model);
  return usedOf(new Set([...season.days, ...(running === undefined ? [] : [running])]).size, season.logged);
}

/** Without a log, no used day means that their number is unknown. */
export const usedOf = (used: number, logged: boolean): string =>
  `${used > 0 || logged ? used : NONE} / ${PEAKS_OF_A_SEASON}`;

/** EJP in the header, from the longest text to the shortest. */
export function describeEjp(model: ViewModel): readonly Segment[] {
  const { lang, now, stale, state } = model;
  const text = tui[lang].ejp;
  const sample = state.sample?.message;
  if (!speaksOfEjp(model)) {
    return [seg(` ${contractOf(state) ?? NONE} `, stale ? 'dim' : 'title')];
  }
  if (!sample) return [seg(` ${text.unknown} `, 'dim')];
  const { active, notice } = sample.ejp;
  const old = stale ? `${NBSP}?` : '';
  if (active) return [seg(` ${text.on}${old} `, stale ? 'dimReverse' : 'ejpOn')];
  if (!notice) return [seg(` ${text.off}${old} `, stale ? 'dim' : 'title')];
  const style = stale ? 'dimReverse' : 'ejpNotice';
  const when = describeNotice(lang, notice, feedTime(state, now));
  return [seg(` ${text.notice} ${when}${old} `, style), seg(` ${text.notice}${old} `, style)];
}
