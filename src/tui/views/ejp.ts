import type { MeanPeak } from '../../report/outlook/ejp-outlook.ts';
import { ejpTexts } from '../../text/ejp.ts';
import type { Day } from '../../time/local.ts';
import { dropToFit, fit, type Line, paragraph, type Row, type Size, seg } from '../layout/lines.ts';
import { showsTempo, tabsOf } from '../model/contract.ts';
import type { EjpPage } from '../model/log-data.ts';
import { NONE } from './amounts.ts';
import { seasonCalendar, unloggedDays } from './ejp-calendar.ts';
import { MIN_CHARTS, seasonCharts } from './ejp-charts.ts';
import { ejpDayList, listHeight } from './ejp-list.ts';
import { nowRows } from './ejp-now.ts';
import { readout } from './ejp-readout.ts';
import { meanPeak, seasonRows, seasonTitle } from './ejp-season.ts';
import { runningEjpDay, withDay } from './ejp-words.ts';
import { frameRows, hasFrames, noLogsYet, placeholder, section } from './section.ts';
import { tempoView } from './tempo.ts';
import { shownContract, type ViewModel } from './view-model.ts';

/** Rows that the list keeps where the rows above it need more: its head, two days and their sum. */
const MIN_LIST = 4;
/** From this width on a low screen has the list beside the calendar, which needs these columns. */
const BESIDE = 60;
const CALENDAR = 37;

/** What is known of one season. */
interface Known {
  readonly page: EjpPage;
  readonly used: ReadonlySet<Day>;
  readonly unlogged: number;
  readonly mean: MeanPeak | undefined;
  readonly isPresent: boolean;
}

/** EJP now, and the season's days from 1 November to 31 March: what they drew, what they cost, what is to come. */
export function ejpView(model: ViewModel, size: Size): Line[] {
  const { state, selection, today } = model;
  const frames = hasFrames(size);
  const inner = frames ? size.width - 2 : size.width;
  const page = state.logData.ejp;
  if (showsTempo(state)) return tempoView(model, size);
  if (tabsOf(state).every(({ view }) => view !== 'ejp')) return otherContract(model, size);
  if (!page || page.fault !== undefined) {
    return section([seg('EJP', 'title')], placeholder(model, page, inner), size, frames);
  }
  const isPresent = selection.seasonsBack === 0;
  const days = [...(page.earlier?.ejpDays ?? []), ...page.ejpDays.map(({ day }) => day)];
  const used = withDay(days, isPresent ? runningEjpDay(model) : undefined);
  const known = { page, used, unlogged: unloggedDays(page, today).size, mean: meanPeak(model, page), isPresent };
  if (frames) return framed(model, known, size);
  return size.width >= BESIDE ? beside(model, known, size) : stacked(model, known, size);
}

/** The contract of this meter has no days of its own: where to look instead. */
function otherContract(model: ViewModel, size: Size): Line[] {
  const t = ejpTexts[model.lang];
  const frames = hasFrames(size);
  const inner = frames ? size.width - 2 : size.width;
  const rows = [...paragraph(t.other(shownContract(model) ?? NONE), inner), ...paragraph(t.elsewhere, inner)];
  return section([seg('EJP', 'title')], rows, size, frames);
}

/** The season over its list, and where there is room charts of it below. */
function framed(model: ViewModel, known: Known, { width, height }: Size): Line[] {
  const { page, used, unlogged } = known;
  const inner = width - 2;
  const rows = [
    ...(known.isPresent ? nowRows(model, page, known.mean, inner) : []),
    ...seasonCalendar(model, page, used, inner),
    ...readoutRows(model, page, inner),
    ...seasonRows(model, page, { ...known, used: used.size }, inner),
    ...unloggedAdvice(model, page, inner),
  ];
  const list = listHeight(page, true);
  const upper = Math.min(rows.length + frameRows(true), height - Math.min(list, MIN_LIST + frameRows(true)));
  const left = height - upper - list;
  const charts = page.logged.length > 0 && left >= MIN_CHARTS ? left : 0;
  const title = seasonTitle(model, page, used.size, unlogged, inner);
  return [
    ...section(title, dropToFit(rows, upper - frameRows(true)), { width, height: upper }, true),
    ...ejpDayList(model, page, { width, height: height - upper - charts, frames: true, unlogged }),
    ...(charts > 0 ? seasonCharts(model, page, used, { width, height: charts }) : []),
  ];
}

/** Why the page is empty, where there is no log of any season. */
const unloggedAdvice = (model: ViewModel, page: EjpPage, width: number): Row[] =>
  page.logged.length > 0 || page.olderSeasons > 0 ? [] : noLogsYet(model, width).map((line) => ({ line, rank: 2 }));

/** The day that was chosen. It stays where the legend goes. */
const readoutRows = (model: ViewModel, page: EjpPage, width: number): Row[] => {
  const { ejpDay } = model.selection;
  return ejpDay === undefined ? [] : [{ line: readout(model, page, ejpDay, width), rank: 1 }];
};

/** On a low screen: the calendar at the left, the list at the right, what is said of now and of the season around them. */
function beside(model: ViewModel, known: Known, { width, height }: Size): Line[] {
  const { page, used, unlogged } = known;
  const title = seasonTitle(model, page, used.size, unlogged, width);
  const head = [
    ...(known.isPresent ? nowRows(model, page, known.mean, width) : []),
    ...readoutRows(model, page, width),
  ];
  const upper = dropToFit(head, Math.max(1, Math.min(head.length, height - 7)));
  const lower = { width: width - CALENDAR, height: height - upper.length - 1 };
  const left = dropToFit(
    [
      ...seasonCalendar(model, page, used, CALENDAR),
      ...seasonRows(model, page, { ...known, used: used.size }, CALENDAR),
    ],
    lower.height,
  );
  const list = ejpDayList(model, page, { ...lower, frames: false, unlogged });
  const both = list.map((line, i): Line => [...fit(left[i] ?? [], CALENDAR), ...line]);
  return section(title, [...upper, ...both], { width, height }, false);
}

/** On a small screen: all below each other, the list last. */
function stacked(model: ViewModel, known: Known, { width, height }: Size): Line[] {
  const { page, used, unlogged } = known;
  const rows = [
    ...(known.isPresent ? nowRows(model, page, known.mean, width) : []),
    ...readoutRows(model, page, width),
    ...seasonCalendar(model, page, used, width),
    ...seasonRows(model, page, { ...known, used: used.size }, width),
  ];
  const room = height - 1;
  const list = room >= 2 * MIN_LIST + 2 ? Math.max(MIN_LIST, room - rows.length) : 0;
  const upper = dropToFit(rows, room - list);
  const lower = { width, height: room - upper.length };
  return section(
    seasonTitle(model, page, used.size, unlogged, width),
    [...upper, ...(lower.height > 1 ? ejpDayList(model, page, { ...lower, frames: false, unlogged }) : [])],
    { width, height },
    false,
  );
}
