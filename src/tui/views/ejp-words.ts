import type { SampleMessage } from '../../feed/messages.ts';
import { MAX_LATE_MS, minutesUntil } from '../../meter/ejp.ts';
import { PEAKS_OF_A_SEASON } from '../../report/season.ts';
import { formatShortDay, type Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { type Day, dayOf } from '../../time/local.ts';
import { type Segment, seg } from '../layout/lines.ts';
import { hourMinute, NBSP, NONE } from './amounts.ts';
import { shownContract, type ViewModel } from './view-model.ts';

/** Whether the screen speaks of EJP at all: on that contract, and as long as no contract is known. */
export function speaksOfEjp(model: ViewModel): boolean {
  const { active, notice } = model.sample?.ejp ?? {};
  return (shownContract(model) ?? 'EJP') === 'EJP' || Boolean(active || notice);
}

/** From here on the minutes until the peak are told. */
const MAX_MINUTES = 60;

/**
 * When the announced peak begins: `à 07:00 (dans 20 min)`, or its times `07:00–01:00` where both are known, with its day when
 * that is not today; then the same without the minutes.
 */
export function describeNotice(lang: Lang, sample: SampleMessage, now: number): readonly [long: string, short: string] {
  const from = noticeStart(sample);
  if (from === undefined) return ['', ''];
  const { notice } = sample.ejp;
  const to = Date.parse((notice && 'to' in notice && notice.to) || '');
  const { ejpAt, ejpIn } = tui[lang];
  const short = formatShortDay(lang, dayOf(from));
  const day = dayOf(from) === dayOf(now) ? '' : `${lang === 'fr' ? short.slice(0, 5) : short.slice(5)}${NBSP}`;
  const hour = hourMinute(from);
  const when = day + (Number.isNaN(to) ? ejpAt(hour) : `${hour}–${hourMinute(to)}`);
  const minutes = minutesUntil(from, now);
  // An old sample may be of a peak that has begun since.
  const isNear = minutes <= MAX_MINUTES && now < from + MAX_LATE_MS;
  return [isNear ? `${when} (${ejpIn(minutes)})` : when, when];
}

/** When the announced peak begins, ms; an older daemon tells in historique only in how many minutes. */
export function noticeStart({ at, ejp: { notice } }: SampleMessage): number | undefined {
  if (!notice) return undefined;
  if (notice.from !== undefined) return Date.parse(notice.from);
  return 'startsInMinutes' in notice ? Date.parse(at) + notice.startsInMinutes * 60_000 : undefined;
}

/** The EJP day that runs, by the last sample. */
export function runningEjpDay({ sample }: ViewModel): Day | undefined {
  return sample?.ejp.active && !sample.ejp.unknown ? (sample.ejp.since?.slice(0, 10) as Day | undefined) : undefined;
}

/** `3 / 22`: the EJP days of the season, the one that runs among them; undefined until the logs are read. */
export function ejpDaysUsed(model: ViewModel): string | undefined {
  const { season } = model.state;
  if (!season) return undefined;
  return usedOf(withDay(season.days, runningEjpDay(model)).size, season.logged);
}

/** Each day once, with the one that may run. */
export const withDay = (days: readonly Day[], running: Day | undefined): Set<Day> =>
  new Set(running === undefined ? days : [...days, running]);

/** Without a log, no used day means that their number is unknown. */
export const usedOf = (used: number, logged: boolean): string =>
  `${used > 0 || logged ? used : NONE} / ${PEAKS_OF_A_SEASON}`;

/** EJP in one word; undefined while it is unknown. */
export function ejpState(model: ViewModel): 'off' | 'notice' | 'on' | undefined {
  const { sample } = model;
  if (!sample || sample.ejp.unknown || !speaksOfEjp(model)) return undefined;
  return sample.ejp.active ? 'on' : sample.ejp.notice ? 'notice' : 'off';
}

/** EJP in the header, from the longest text to the shortest. */
export function describeEjp(model: ViewModel): readonly Segment[] {
  const { lang, at, sample, stale } = model;
  const text = tui[lang].ejp;
  if (!speaksOfEjp(model)) return [seg(` ${shownContract(model) ?? NONE} `, stale ? 'dim' : 'title')];
  if (!sample || sample.ejp.unknown) return [seg(` ${text.unknown} `, 'dim')];
  const { active, notice } = sample.ejp;
  const old = stale ? `${NBSP}?` : '';
  if (active) return [seg(` ${text.on}${old} `, stale ? 'dimReverse' : 'ejpOn')];
  if (!notice) return [seg(` ${text.off}${old} `, stale ? 'dim' : 'title')];
  const style = stale ? 'dimReverse' : 'ejpNotice';
  const words = [...describeNotice(lang, sample, at).map((when) => `${text.notice} ${when}`), text.notice];
  return words.map((each) => seg(` ${each}${old} `, style));
}
