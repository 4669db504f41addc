import type { Euros } from '../../energy/euros.ts';
import { BY_INDEX } from '../../report/days/season.ts';
import type { EjpDayReport, EjpDaysTotal } from '../../report/sums/ejp-days.ts';
import { ejpTexts } from '../../text/ejp.ts';
import { formatNumber, formatShortDay, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Day, dayOf } from '../../time/local.ts';
import { blank, clickable, fit, fitting, type Line, paragraph, type Size, seg, widthOf } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { type Column, rowsInSight, selected, tabulate } from '../layout/table.ts';
import { DAY_KEY } from '../model/keys/ejp.ts';
import type { EjpPage } from '../model/log-data.ts';
import { eurosText, hourMinute, kwhText, NONE } from './amounts.ts';
import { barHead, costBar } from './ejp-bars.ts';
import { runningEjpDay } from './ejp-words.ts';
import { frameRows, section } from './section.ts';
import type { ViewModel } from './view-model.ts';

interface Row extends EjpDaysTotal {
  readonly label: string;
  readonly hours: string;
  readonly maximumVa: number | undefined;
}

export interface ListOptions extends Size {
  readonly frames: boolean;
  /** Days of the season so far without a log. */
  readonly unlogged: number;
}

/** A lower list has neither frame nor head, rows. */
const BARE = 4;
/** Columns of the bars beside the table, at least; the table is given no more than it needs for all its columns. */
const MIN_BARS = 16;
const MAX_TABLE = 92;

/** In a narrower list a day is its date only, in a somewhat wider one its weekday and date, without the year. */
const NARROW = 28;
const SHORT = 34;

function dateIn(lang: Lang, day: Day, width: number): string {
  if (width >= SHORT) return views[lang].date(day);
  if (width >= NARROW) return views[lang].shortDate(day);
  const short = formatShortDay(lang, day);
  return lang === 'fr' ? short.slice(0, 5) : short.slice(5);
}

/** Rows that show the whole list. */
export const listHeight = ({ ejpDays }: EjpPage, frames: boolean): number =>
  frameRows(frames) + (ejpDays.length === 0 ? 1 : ejpDays.length + 2);

/** The EJP days of the season, the newest at the bottom, then all together; beside them what they cost, as bars. */
export function ejpDayList(model: ViewModel, page: EjpPage, options: ListOptions): Line[] {
  const { lang, selection, stale } = model;
  const { width, height, frames, unlogged } = options;
  return listOf(
    lang,
    page,
    width,
    height,
    frames,
    unlogged,
    selection.ejpDay,
    stale ? undefined : runningEjpDay(model),
  );
}

const listOf = memoizeLast(
  (
    lang: Lang,
    page: EjpPage,
    width: number,
    height: number,
    frames: boolean,
    unlogged: number,
    cursor: Day | undefined,
    running: Day | undefined,
  ): Line[] => {
    const size = { width, height };
    const t = ejpTexts[lang].list;
    const { ejpDays } = page;
    const inner = frames ? width - 2 : width;
    const bare = height < BARE;
    const titled = (texts: readonly string[]): Line => (bare ? [] : [seg(fitting(texts, inner - 4), 'title')]);
    if (ejpDays.length === 0) {
      const text =
        page.logged.length === 0
          ? t.emptyUnlogged
          : unlogged > 0 || (page.earlier?.ejpDays.length ?? 0) > 0
            ? t.emptyLogged
            : t.empty;
      return section(titled(t.titles), paragraph(text, inner, 'dim'), size, frames);
    }
    const visible = Math.max(1, height - (bare ? 0 : frameRows(frames) + 2));
    const chosen = cursor ?? ejpDays.at(-1)?.day;
    const at = ejpDays.findIndex(({ day }) => day === chosen);
    // A cursor on another day leaves the newest ones in sight, or those around it.
    const near = ejpDays.filter(({ day }) => chosen === undefined || day <= chosen).length - 1;
    const { first, last } = rowsInSight(Math.max(0, near), ejpDays.length, visible);
    const shown = ejpDays.slice(first, last + 1);
    const rows = shown.map((each): Row => {
      const byIndex = page.indexOnly.includes(each.day);
      const label = dateIn(lang, each.day, inner) + (byIndex ? BY_INDEX : '');
      return { ...each, label, hours: hoursOf(lang, each, byIndex, running) };
    });
    const sum: Row = { ...page.total, label: views[lang].total, hours: '', maximumVa: undefined };
    const columns = columnsIn(lang, inner < NARROW);
    const table = tabulate(columns, [...rows, sum], inner - MIN_BARS >= MAX_TABLE ? MAX_TABLE : inner);
    const lines = table.rows.slice(0, -1);
    const room = inner - widthOf(table.head) - 4;
    const hasBars = room >= Math.max(MIN_BARS, widthOf(barHead(lang)));
    const greatest = ejpDays.reduce((most, { cost = 0n }) => (cost > most ? cost : most), 0n);
    const listed = lines.map((line, i): Line => {
      const { day } = shown[i] as EjpDayReport;
      const bar = hasBars ? costBar(shown[i] as EjpDayReport, greatest, room) : [];
      const text = fit(line, hasBars ? widthOf(table.head) + 1 : inner);
      return clickable(
        [...(first + i === at ? selected(text) : text), ...(hasBars ? [blank(2)] : []), ...bar],
        `${DAY_KEY}${day}`,
      );
    });
    const total = (table.rows.at(-1) as Line).map(({ text }) => seg(text, 'title'));
    const numbers = [first + 1, first + shown.length, ejpDays.length].map((n) => formatNumber(lang, n));
    const place = views[lang].costs.rows(...(numbers as [string, string, string]));
    const placed = shown.length < ejpDays.length ? t.titles.map((text) => `${text} · ${place}`) : [];
    const titles = hasBars ? [...table.head, blank(3), ...barHead(lang)] : table.head;
    const head: Line[] = bare ? [] : [titles];
    return section(titled([...placed, ...t.titles]), [...head, ...listed, total], size, frames && !bare);
  },
);

/** `07:00–01:00`, as the log has it. A running peak has no end yet; without a log of its own day the begin is unknown. */
function hoursOf(lang: Lang, { day, from, to }: EjpDayReport, byIndex: boolean, running: Day | undefined): string {
  const t = ejpTexts[lang].list;
  if (from === undefined || to === undefined) return byIndex ? t.indexOnly : NONE;
  if (dayOf(from) !== day) return t.until(hourMinute(to));
  return `${hourMinute(from)}–${running === day ? t.running : hourMinute(to)}`;
}

export const extraOf = ({ cost, normalCost }: EjpDaysTotal): Euros | undefined =>
  cost === undefined || normalCost === undefined ? undefined : cost - normalCost;

function columnsIn(lang: Lang, narrow: boolean): Column<Row>[] {
  const t = ejpTexts[lang].list;
  const euros = (amount: Euros | undefined): string => eurosText(lang, amount);
  return [
    { title: narrow ? t.shortDay : t.day, rank: 0, left: true, cell: ({ label }) => label },
    { title: t.hours, rank: 3, left: true, cell: ({ hours }) => hours },
    { title: 'HN kWh', rank: 4, cell: ({ normalWh }) => kwhText(lang, normalWh) },
    { title: 'PM kWh', rank: 0, cell: ({ peakWh }) => kwhText(lang, peakWh) },
    { title: 'PM €', rank: 0, style: 'value', cell: ({ cost }) => euros(cost) },
    { title: `${t.atNormal} €`, rank: 2, cell: ({ normalCost }) => euros(normalCost) },
    { title: `${t.extra} €`, rank: 5, cell: (row) => euros(extraOf(row)) },
    {
      title: t.maximum,
      rank: 6,
      cell: ({ maximumVa }) => (maximumVa === undefined ? '' : formatNumber(lang, maximumVa)),
    },
  ];
}
