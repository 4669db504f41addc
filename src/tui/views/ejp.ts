import { PEAKS_OF_A_SEASON } from '../../report/season.ts';
import { formatEuros, formatNumber } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { clockOf, dayOf, daysBetween } from '../../time/local.ts';
import { blank, type Line, type Size, seg, widthOf, wrapped } from '../layout/lines.ts';
import type { EjpPage } from '../model/log-data.ts';
import { feedTime } from '../model/state.ts';
import { calendar } from './calendar.ts';
import { ejpDayList } from './ejp-list.ts';
import { describeEjp, runningEjpDay, speaksOfEjp, usedOf } from './ejp-words.ts';
import { placeholder } from './placeholder.ts';
import { frameRows, hasFrames, section } from './section.ts';
import { tempoView } from './tempo.ts';
import { NONE, type ViewModel } from './view-model.ts';

/** The season's days from 1 November to 31 March, the EJP ones among them, what they drew and what they cost. */
export function ejpView(model: ViewModel, size: Size): Line[] {
  const { lang, selection, state, now } = model;
  const { width, height } = size;
  const t = views[lang].ejp;
  const frames = hasFrames(size);
  const inner = frames ? width - 2 : width;
  const page = state.logData.ejp;
  if (!speaksOfEjp(model) && !(page && page.ejpDays.length > 0)) return tempoView(model, size);
  if (!page || page.fault !== undefined) {
    return section({ title: [seg('EJP', 'title')], rows: placeholder(model, page, inner) }, size, frames);
  }

  const { season, ejpDays } = page;
  const today = dayOf(feedTime(state, now));
  const ejp = selection.seasonsBack === 0 ? state.sample?.message.ejp : undefined;
  const running = selection.seasonsBack === 0 ? runningEjpDay(model) : undefined;
  const used = new Set([...ejpDays.map(({ day }) => day), ...(running === undefined ? [] : [running])]);
  const known = used.size > 0 || page.logged.length > 0;
  const announced = ejp?.notice && 'from' in ejp.notice ? dayOf(Date.parse(ejp.notice.from)) : undefined;
  const logged = new Set(page.logged);
  const chosen = ejpDays.at(-1 - selection.ejpRow)?.day;
  const unlogged = daysBetween(season.from, season.to < today ? season.to : today).filter((day) => !logged.has(day));
  const words = [
    t.season(season.from, season.to),
    t.used(usedOf(used.size, known)),
    ...(known && today <= season.to ? [t.left(Math.max(0, PEAKS_OF_A_SEASON - used.size))] : []),
    ...(unlogged.length > 0 ? [t.unlogged(unlogged.length)] : []),
  ];
  while (words.length > 2 && words.join(' · ').length > inner - 4) words.pop();
  if (words.join(' · ').length > inner - 4) words[0] = t.shortSeason(season.from, season.to);
  const title: Line = words.map((text, i) => seg(`${i > 0 ? ' · ' : ''}${text}`, i < 2 ? 'title' : 'plain'));
  const months = calendar({
    ...{ lang, today, width: inner },
    from: season.from,
    to: season.to,
    signOf: (day) => {
      if (used.has(day)) return { sign: '█', style: day === chosen ? 'value' : 'peak' };
      if (day === announced) return { sign: '!', style: 'ejpNotice' };
      return day <= today && !logged.has(day) ? { sign: '?', style: 'dim' } : undefined;
    },
  });
  const rows = [
    ...(selection.seasonsBack === 0 ? [stateRow(model, inner)] : []),
    ...(height < LEAST_NUMBERED ? months.slice(1) : months),
    ...(frames ? [[seg(` ${t.legend}`, 'dim')] as Line] : []),
    ...costRows(model, page, inner),
    ...(today > season.to && selection.seasonsBack === 0
      ? wrapped(t.summer, inner - 2).map((text) => [seg(` ${text}`, 'dim')])
      : []),
  ];
  const upper = Math.min(height, rows.length + frameRows(frames));
  return [
    ...section({ title, rows }, { width, height: upper }, frames),
    ...(upper < height
      ? ejpDayList(model, { ...page, unlogged: unlogged.length }, { width, height: height - upper }, frames)
      : []),
  ];
}

/** In a lower view the calendar has no numbers over its days, rows. */
const LEAST_NUMBERED = 10;

/** Today: NON, OUI until when, or the notice with its times. */
function stateRow(model: ViewModel, width: number): Line {
  const { lang, state, now } = model;
  const t = views[lang].ejp;
  const ejp = state.sample?.message.ejp;
  const words = describeEjp(model).map((part): Line => {
    if (!ejp) return [part, seg(` ${t.unknown}`, 'dim')];
    const until = ejp.until === undefined ? [] : [seg(` ${t.until(clockOf(Date.parse(ejp.until)).slice(0, 5))}`)];
    return [part, ...until, ...(ejp.active || ejp.notice || model.stale ? [] : [seg(` ${t.none}`)])];
  });
  const label = seg(` ${t.today} (${views[lang].shortDate(dayOf(feedTime(state, now)))})`);
  return (
    words.map((part): Line => [label, blank(1), ...part]).find((line) => widthOf(line) <= width) ??
    (words.at(-1) as Line)
  );
}

/** What the peaks cost, and would have cost at the price of the other hours. */
function costRows({ lang }: ViewModel, page: EjpPage, width: number): Line[] {
  const t = views[lang].ejp;
  const { total, ejpDays, season, prices } = page;
  if (ejpDays.length === 0) return [];
  const price = (key: string): string => {
    const found = prices.priceOn(key, ejpDays.at(-1)?.day ?? season.to);
    return found === undefined ? NONE : formatNumber(lang, found, 4);
  };
  if (total.cost === undefined || total.normalCost === undefined) {
    return wrapped(t.costUnknown, width - 2).map((part) => [seg(` ${part}`, 'warning')]);
  }
  const amounts = [formatEuros(lang, total.cost), formatEuros(lang, total.normalCost)] as const;
  const full = t.cost(...amounts);
  const text = full.length <= width - 2 ? full : t.costShort(...amounts);
  const priced = `${text} · ${t.price(price('HN'), price('HPM'))}`;
  return wrapped(priced.length <= width - 2 ? priced : text, width - 2).map((part) => [seg(` ${part}`)]);
}
