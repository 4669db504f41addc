import type { SampleMessage } from '../../feed/messages.ts';
import { legalStartOf, MAX_LATE_MS, minutesUntil, PEAK_MS } from '../../meter/ejp.ts';
import { PEAKS_OF_A_SEASON } from '../../report/days/season.ts';
import { ejpTexts } from '../../text/ejp.ts';
import { formatShortDay, type Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { type Day, dayOf, isoOf } from '../../time/local.ts';
import { type Segment, seg } from '../layout/lines.ts';
import type { SeasonCount } from '../model/log-data.ts';
import { hourMinute, NBSP, NONE } from './amounts.ts';
import { lastKnownPeriod } from './last-known.ts';
import { shownContract, type ViewModel } from './view-model.ts';

/** Whether the screen speaks of EJP at all: on that contract, and as long as no contract is known. */
export function speaksOfEjp(model: ViewModel): boolean {
  const { active, notice } = model.sample?.ejp ?? {};
  return (shownContract(model) ?? 'EJP') === 'EJP' || Boolean(active || notice);
}

/** From here on the minutes until the peak are told. */
export const COUNTED_MINUTES = 60;

/**
 * When the announced peak begins, from the longest text to the shortest: `à 07:00 (dans 20 min)`, or its times
 * `07:00–01:00` where both are known, with its day when that is not today; none where the time is not known.
 */
function noticeTexts(lang: Lang, sample: SampleMessage, now: number): readonly string[] {
  const from = noticeStart(sample);
  if (from === undefined) return [];
  const { notice } = sample.ejp;
  const to = Date.parse((notice && 'to' in notice && notice.to) || '');
  const { ejpAt, ejpIn } = tui[lang];
  const short = formatShortDay(lang, dayOf(from));
  const day = dayOf(from) === dayOf(now) ? '' : `${lang === 'fr' ? short.slice(0, 5) : short.slice(5)}${NBSP}`;
  const hour = hourMinute(from);
  const span = Number.isNaN(to) ? [] : [`${day}${hour}–${hourMinute(to)}`];
  const at = Number.isNaN(to) ? day + ejpAt(hour) : `${day}${hour}`;
  const minutes = minutesUntil(from, now);
  // An old sample may be of a peak that has begun since.
  const isNear = minutes <= COUNTED_MINUTES && now < from + MAX_LATE_MS;
  if (!isNear) return [...span, at];
  const left = minutes > 0 ? ejpTexts[lang].badge.minutes(minutes) : ejpIn(0);
  return [`${span[0] ?? at} (${ejpIn(minutes)})`, `${at} (${left})`, at];
}

/** The longest of the texts on the announced peak, and the shortest. */
export function describeNotice(lang: Lang, sample: SampleMessage, now: number): readonly [long: string, short: string] {
  const texts = noticeTexts(lang, sample, now);
  return [texts[0] ?? '', texts.at(-1) ?? ''];
}

/** When the announced peak begins, ms; an older daemon tells in historique only in how many minutes. */
export function noticeStart({ at, ejp: { notice } }: SampleMessage): number | undefined {
  if (!notice) return undefined;
  if (notice.from !== undefined) return Date.parse(notice.from);
  return 'startsInMinutes' in notice ? Date.parse(at) + notice.startsInMinutes * 60_000 : undefined;
}

/** EJP by the last sample; while none has come, by the last line of recent logs. Undefined where nobody knows it. */
export function ejpNow(model: ViewModel): SampleMessage['ejp'] | undefined {
  const { sample } = model;
  if (sample) return sample.ejp.unknown ? undefined : sample.ejp;
  const known = lastKnownPeriod(model);
  if (!known) return undefined;
  if (known.period !== 'PM') return { active: false, notice: null };
  const start = legalStartOf(known.at);
  return { active: true, notice: null, since: isoOf(start), until: isoOf(start + PEAK_MS) };
}

/** The EJP day that runs; between midnight and 01:00 it is that of the day before. */
export function runningEjpDay(model: ViewModel): Day | undefined {
  const ejp = ejpNow(model);
  if (!ejp?.active) return undefined;
  const since = ejp.since ?? model.sample?.at;
  return since === undefined ? undefined : dayOf(legalStartOf(Date.parse(since)));
}

/** `3 / 22`, `min. 3 / 22`: the EJP days of the season, the one that runs among them; undefined until the logs are read. */
export function ejpDaysUsed(model: ViewModel): string | undefined {
  const { season } = model.state;
  if (!season) return undefined;
  return usedOf(model.lang, withDay(season.days, runningEjpDay(model)).size, season)[1];
}

/** Each day once, with the one that may run. */
export const withDay = (days: readonly Day[], running: Day | undefined): Set<Day> =>
  new Set(running === undefined ? days : [...days, running]);

/**
 * The long text and the short one. Without a log, no used day means that their number is unknown; of a season that is
 * known from a later day, it is the least.
 */
export function usedOf(
  lang: Lang,
  used: number,
  { logged, since }: Pick<SeasonCount, 'logged' | 'since'>,
): readonly [long: string, short: string] {
  const text = `${used === 0 && !logged ? NONE : used} / ${PEAKS_OF_A_SEASON}`;
  return since === undefined || !logged ? [text, text] : ejpTexts[lang].atLeast(text);
}

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
  const { badge } = ejpTexts[lang];
  if (!speaksOfEjp(model)) return [seg(` ${shownContract(model) ?? NONE} `, stale ? 'dim' : 'title')];
  const ejp = ejpNow(model);
  if (!ejp) return [seg(` ${text.unknown} `, 'dim')];
  const { active, notice, until } = ejp;
  const old = stale ? `${NBSP}?` : '';
  if (active) {
    const ends = until === undefined ? [] : [badge.until(hourMinute(Date.parse(until)))];
    return [...ends, text.on].map((each) => seg(` ${each}${old} `, stale ? 'dimReverse' : 'ejpOn'));
  }
  if (!notice || !sample) return [seg(` ${text.off}${old} `, stale ? 'dim' : 'title')];
  const words = noticeTexts(lang, sample, at).map((when) => badge.notice(when));
  const style = stale ? 'dimReverse' : 'ejpNotice';
  return (words.length > 0 ? words : [text.notice]).map((each) => seg(` ${each}${old} `, style));
}
