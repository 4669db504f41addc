import { type Euros, inCents } from '../../energy/euros.ts';
import { PEAK_MS, peakStartOn } from '../../meter/ejp.ts';
import { forecastOf, type MeanPeak } from '../../report/outlook/ejp-outlook.ts';
import type { EjpDayReport } from '../../report/sums/ejp-days.ts';
import { ejpTexts } from '../../text/ejp.ts';
import { formatEuros, formatNumber, formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { blank, type Line, type Row, type Segment, seg, widthOf, wrapped } from '../layout/lines.ts';
import type { EjpPage } from '../model/log-data.ts';
import { energyText } from './amounts.ts';
import { COUNTED_MINUTES, describeEjp, ejpNow, noticeStart, runningEjpDay } from './ejp-words.ts';
import type { ViewModel } from './view-model.ts';

const MINUTE_MS = 60_000;
/** Between the months near to the day looked at and those far from it. */
const PRICE_RANK = 8;

/**
 * EJP now, what it costs and what to expect: how long the peak still lasts, what it has cost and will have cost, or when
 * the announced one begins; then what a kWh costs now. Each part whole, in as many rows as they need.
 */
export function nowRows(model: ViewModel, page: EjpPage, mean: MeanPeak | undefined, width: number): Row[] {
  const { lang, today, stale } = model;
  const t = ejpTexts[lang].now;
  const ejp = ejpNow(model);
  const label = seg(`${t.today} (${views[lang].shortDate(today)})`);
  const running = runningEjpDay(model);
  const badges = describeEjp(model);
  // What is said beside it need not be in it.
  const badge = (ejp?.active ? badges.at(-1) : badges[0]) as Segment;
  const words: Segment[] = !ejp
    ? [seg(t.unknown, 'dim')]
    : running !== undefined
      ? peakParts(model, page, running, mean)
      : ejp.notice
        ? waitParts(model)
        : stale
          ? []
          : [seg(t.none)];
  const lines = packed([...words, ...priceParts(model, page, running !== undefined)], width, [badge]);
  // Prices may go before the calendar, what the peak costs must not.
  const rank = running === undefined ? PRICE_RANK : 1;
  const [first = []] = lines;
  const labelled = [blank(1), label, blank(1), ...first];
  const head = widthOf(labelled) < width ? labelled : [blank(1), ...first];
  return [{ line: head, rank: 0 }, ...lines.slice(1).map((line) => ({ line: [blank(1), ...line], rank }))];
}

/** How long the peak of a notice is still away, where the badge does not count the minutes yet. */
function waitParts({ sample, at, lang, stale }: ViewModel): Segment[] {
  const from = sample && noticeStart(sample);
  if (from === undefined || stale || from - at <= COUNTED_MINUTES * MINUTE_MS) return [];
  return [seg(ejpTexts[lang].now.begins(waitText(lang, from - at)), 'value')];
}

/** The running peak: time to its end, its cost so far, and in the end. */
function peakParts(model: ViewModel, page: EjpPage, day: EjpDayReport['day'], mean: MeanPeak | undefined): Segment[] {
  const { lang, at } = model;
  const t = ejpTexts[lang].now;
  const until = ejpNow(model)?.until;
  const end = until === undefined ? peakStartOn(day) + PEAK_MS : Date.parse(until);
  const left = end > at ? [seg(t.left(waitText(lang, end - at)), 'value')] : [];
  const peak = page.ejpDays.find((each) => each.day === day);
  if (!peak) return left;
  if (peak.cost === undefined) return [...left, seg(t.kwhSoFar(energyText(lang, peak.peakWh)))];
  const forecast = forecastOf(peak, mean, page.prices.priceOn('HPM', model.today));
  const text = forecast && (forecast.isOwnRate ? t.atThisRate : t.likeOthers)(euros(lang, forecast.total));
  return [...left, seg(t.soFar(euros(lang, peak.cost)), 'value'), ...(text ? [seg(text)] : [])];
}

const euros = (lang: Lang, amount: Euros): string => formatEuros(lang, inCents(amount));

/** A wait in whole minutes: `12 h 30`, `20 min`. */
export function waitText(lang: Lang, ms: number): string {
  const minutes = Math.ceil(ms / MINUTE_MS);
  if (minutes < 60) return formatUnit(lang, minutes, 'min');
  return ejpTexts[lang].now.hours(Math.floor(minutes / 60), String(minutes % 60).padStart(2, '0'));
}

/** What a kWh costs now, in the peak against the other hours; else what it would cost in the peak too. */
function priceParts({ lang, today }: ViewModel, { prices }: EjpPage, inPeak: boolean): Segment[] {
  const t = ejpTexts[lang].now;
  const [normal, peak] = [prices.priceOn('HN', today), prices.priceOn('HPM', today)];
  const price = (value: number): string => formatUnit(lang, value, '€', 4);
  const ratio = normal && peak !== undefined ? `, ${t.times(formatNumber(lang, peak / normal, 1))}` : '';
  const ofPeak = peak === undefined ? [] : [`${price(peak)}${ratio}`];
  if (inPeak) return ofPeak.map((text) => seg(t.kwh(text)));
  return [...(normal === undefined ? [] : [seg(t.kwh(price(normal)))]), ...ofPeak.map((text) => seg(t.peakKwh(text)))];
}

const BETWEEN = ' · ';

/**
 * Parts after each other with a dot between two, in rows that leave a blank at both sides: each whole, and only one that
 * is longer than a row broken at its blanks.
 */
export function packed(parts: readonly Segment[], width: number, head: Line = []): Line[] {
  const lines: Segment[][] = [[...head]];
  const pieces = parts.flatMap((part) => wrapped(part.text, width - 2).map((text) => ({ ...part, text })));
  for (const piece of pieces) {
    const last = lines.at(-1) as Segment[];
    const isAfterHead = lines.length === 1 && last.length === head.length;
    const added = [...(last.length === 0 ? [] : [isAfterHead ? blank(1) : seg(BETWEEN, 'dim')]), piece];
    if (widthOf(last) + widthOf(added) <= width - 2) last.push(...added);
    else lines.push([piece]);
  }
  return lines;
}
