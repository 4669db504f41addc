import { inCents } from '../../energy/euros.ts';
import { BY_INDEX, PEAKS_OF_A_SEASON } from '../../report/season.ts';
import { formatEuros, formatNumber } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Day, dayOf, daysBetween } from '../../time/local.ts';
import { blank, type Line, paragraph, type Size, seg, widthOf } from '../layout/lines.ts';
import type { EjpPage } from '../model/log-data.ts';
import { hourMinute, NONE } from './amounts.ts';
import { calendar } from './calendar.ts';
import { ejpDayList } from './ejp-list.ts';
import { describeEjp, noticeStart, runningEjpDay, speaksOfEjp, usedOf, withDay } from './ejp-words.ts';
import { frameRows, hasFrames, noLogsYet, placeholder, section } from './section.ts';
import { tempoView } from './tempo.ts';
import type { ViewModel } from './view-model.ts';

/** In a lower view the calendar has no numbers over its days, rows. */
const MIN_NUMBERED = 10;

/** The season's days from 1 November to 31 March, the EJP ones among them, what they drew and what they cost. */
export function ejpView(model: ViewModel, size: Size): Line[] {
  const { lang, selection, state, today } = model;
  const { width, height } = size;
  const t = views[lang].ejp;
  const frames = hasFrames(size);
  const inner = frames ? width - 2 : width;
  const page = state.logData.ejp;
  if (!speaksOfEjp(model) && !(page && page.ejpDays.length > 0)) return tempoView(model, size);
  if (!page || page.fault !== undefined) {
    return section([seg('EJP', 'title')], placeholder(model, page, inner), size, frames);
  }
  const { season, ejpDays } = page;
  const isPresent = selection.seasonsBack === 0;
  const used = withDay(
    ejpDays.map(({ day }) => day),
    isPresent ? runningEjpDay(model) : undefined,
  );
  const logged = new Set(page.logged);
  const unlogged = daysBetween(season.from, season.to < today ? season.to : today).filter((day) => !logged.has(day));
  const months = seasonCalendar(model, page, used, inner);
  const rows = [
    ...(isPresent ? [stateRow(model, inner)] : []),
    ...(height < MIN_NUMBERED ? months.slice(1) : months),
    ...(frames ? [[seg(` ${t.legend}${page.indexOnly.length > 0 ? t.indexOnlyLegend : ''}`, 'dim')]] : []),
    ...costRows(model, page, inner),
    ...(page.logged.length === 0 && page.olderSeasons === 0 ? noLogsYet(model, inner) : []),
    ...(isPresent && today > season.to ? paragraph(t.summer, inner, 'dim') : []),
  ];
  const upper = Math.min(height, rows.length + frameRows(frames));
  const lower = { width, height: height - upper };
  return [
    ...section(seasonTitle(model, page, used.size, unlogged.length, inner), rows, { width, height: upper }, frames),
    ...(lower.height > 0 ? ejpDayList(model, { ...page, unlogged: unlogged.length }, lower, frames) : []),
  ];
}

/** The season, its used days, and as there is room how many are left, and how many have no log. */
function seasonTitle(
  { lang, today }: ViewModel,
  { season, logged }: EjpPage,
  used: number,
  unlogged: number,
  width: number,
): Line {
  const t = views[lang].ejp;
  const known = used > 0 || logged.length > 0;
  const words = [
    t.season(season.from, season.to),
    t.used(usedOf(used, known)),
    ...(known && today <= season.to ? [t.left(Math.max(0, PEAKS_OF_A_SEASON - used))] : []),
    ...(unlogged > 0 ? [t.unlogged(unlogged)] : []),
  ];
  while (words.length > 2 && words.join(' · ').length > width - 4) words.pop();
  if (words.join(' · ').length > width - 4) words[0] = t.shortSeason(season.from, season.to);
  return words.map((text, i) => seg(`${i > 0 ? ' · ' : ''}${text}`, i < 2 ? 'title' : 'plain'));
}

/** The EJP days, the announced one, and the days without a log. */
function seasonCalendar(model: ViewModel, page: EjpPage, used: ReadonlySet<Day>, width: number): Line[] {
  const { lang, today, selection, sample } = model;
  const from = sample && selection.seasonsBack === 0 ? noticeStart(sample) : undefined;
  const announced = from === undefined ? undefined : dayOf(from);
  const chosen = page.ejpDays.at(-1 - selection.ejpRow)?.day;
  const logged = new Set(page.logged);
  return calendar({
    ...{ lang, today, width, from: page.season.from, to: page.season.to },
    signOf: (day) => {
      if (used.has(day))
        return { sign: page.indexOnly.includes(day) ? BY_INDEX : '█', style: day === chosen ? 'value' : 'peak' };
      if (day === announced) return { sign: '!', style: 'ejpNotice' };
      return day <= today && !logged.has(day) ? { sign: '?', style: 'dim' } : undefined;
    },
  });
}

/** Today: NON, OUI until when, or the notice with its times. */
function stateRow(model: ViewModel, width: number): Line {
  const { lang, today, sample, stale } = model;
  const t = views[lang].ejp;
  const label = seg(` ${t.today} (${views[lang].shortDate(today)})`);
  const rows = describeEjp(model).map((part): Line => {
    if (!sample) return [label, blank(1), part, seg(` ${t.unknown}`, 'dim')];
    const { until, active, notice } = sample.ejp;
    const end = until === undefined ? [] : [seg(` ${t.until(hourMinute(Date.parse(until)))}`)];
    return [label, blank(1), part, ...end, ...(active || notice || stale ? [] : [seg(` ${t.none}`)])];
  });
  return rows.find((line) => widthOf(line) <= width) ?? (rows.at(-1) as Line).slice(2);
}

/** What the peaks cost, and would have cost at the price of the other hours. */
function costRows({ lang }: ViewModel, { total, ejpDays, season, prices }: EjpPage, width: number): Line[] {
  const t = views[lang].ejp;
  if (ejpDays.length === 0) return [];
  if (total.cost === undefined || total.normalCost === undefined) return paragraph(t.costUnknown, width, 'warning');
  const price = (key: string): string => {
    const found = prices.priceOn(key, ejpDays.at(-1)?.day ?? season.to);
    return found === undefined ? NONE : formatNumber(lang, found, 4);
  };
  const amounts = [formatEuros(lang, inCents(total.cost)), formatEuros(lang, inCents(total.normalCost))] as const;
  const full = t.cost(...amounts);
  const text = full.length <= width - 2 ? full : t.costShort(...amounts);
  const priced = `${text} · ${t.price(price('HN'), price('HPM'))}`;
  return paragraph(priced.length <= width - 2 ? priced : text, width);
}
