import type { Euros } from '../../energy/euros.ts';
import type { EjpDayReport, EjpDaysTotal } from '../../report/ejp-days.ts';
import { BY_INDEX } from '../../report/season.ts';
import { formatNumber, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { dayOf } from '../../time/local.ts';
import { fitting, type Line, type Size, seg } from '../layout/lines.ts';
import { type Column, rowsInSight, selected, tabulate } from '../layout/table.ts';
import type { EjpPage } from '../model/log-data.ts';
import { eurosText, hourMinute, kwhText, NONE } from './amounts.ts';
import { runningEjpDay } from './ejp-words.ts';
import { frameRows, section } from './section.ts';
import type { ViewModel } from './view-model.ts';

type Listed = EjpPage & { /** Days of the season so far without a log. */ readonly unlogged: number };

interface Row extends EjpDaysTotal {
  readonly label: string;
  readonly hours: string;
}

/** A lower list has neither frame nor head, rows. */
const BARE = 4;

/** The EJP days of the season, the newest at the bottom, then all together. */
export function ejpDayList(model: ViewModel, page: Listed, size: Size, frames: boolean): Line[] {
  const { lang, selection } = model;
  const t = views[lang].ejp;
  const { ejpDays } = page;
  const inner = frames ? size.width - 2 : size.width;
  const bare = size.height < BARE;
  const titled = (texts: readonly string[]): Line => (bare ? [] : [seg(fitting(texts, inner - 4), 'title')]);
  if (ejpDays.length === 0) {
    const text = page.logged.length === 0 ? t.emptyUnlogged : page.unlogged > 0 ? t.emptyLogged : t.empty;
    return section(titled(t.days), [[seg(` ${text}`, 'dim')]], size, frames);
  }
  const visible = Math.max(1, size.height - (bare ? 0 : frameRows(frames) + 2));
  const at = ejpDays.length - 1 - Math.min(selection.ejpRow, ejpDays.length - 1);
  const { first, last } = rowsInSight(at, ejpDays.length, visible);
  const shown = ejpDays.slice(first, last + 1);
  const rows = shown.map((each): Row => {
    const byIndex = page.indexOnly.includes(each.day);
    const label = views[lang].date(each.day) + (byIndex ? BY_INDEX : '');
    return { ...each, label, hours: hoursOf(model, each, byIndex) };
  });
  const table = tabulate(columnsIn(lang), [...rows, { ...page.total, label: views[lang].total, hours: '' }], inner);
  const lines = table.rows.slice(0, -1).map((line, i) => (first + i === at ? selected(line) : line));
  const total = (table.rows.at(-1) as Line).map(({ text }) => seg(text, 'title'));
  const numbers = [first + 1, first + shown.length, ejpDays.length].map((n) => formatNumber(lang, n));
  const place = views[lang].costs.rows(...(numbers as [string, string, string]));
  const placed = shown.length < ejpDays.length ? t.days.map((text) => `${text} · ${place}`) : [];
  const head = bare ? [] : [table.head];
  return section(titled([...placed, ...t.days]), [...head, ...lines, total], size, frames && !bare);
}

/** `07:00–01:00`, as the log has it. A running peak has no end yet; without a log of its own day the begin is unknown. */
function hoursOf(model: ViewModel, { day, from, to }: EjpDayReport, byIndex: boolean): string {
  const t = views[model.lang].ejp;
  if (from === undefined || to === undefined) return byIndex ? t.indexOnly : NONE;
  if (dayOf(from) !== day) return t.until(hourMinute(to));
  return `${hourMinute(from)}–${!model.stale && runningEjpDay(model) === day ? t.running : hourMinute(to)}`;
}

function columnsIn(lang: Lang): Column<Row>[] {
  const t = views[lang].ejp;
  const euros = (amount: Euros | undefined): string => eurosText(lang, amount);
  const extra = ({ cost, normalCost }: Row): Euros | undefined =>
    cost === undefined || normalCost === undefined ? undefined : cost - normalCost;
  return [
    { title: t.day, rank: 0, left: true, cell: ({ label }) => label },
    { title: t.hours, rank: 3, left: true, cell: ({ hours }) => hours },
    { title: 'HN kWh', rank: 4, cell: ({ normalWh }) => kwhText(lang, normalWh) },
    { title: 'PM kWh', rank: 0, cell: ({ peakWh }) => kwhText(lang, peakWh) },
    { title: 'PM €', rank: 0, style: 'value', cell: ({ cost }) => euros(cost) },
    { title: `${t.atNormal} €`, rank: 2, cell: ({ normalCost }) => euros(normalCost) },
    { title: `${t.extra} €`, rank: 5, cell: (row) => euros(extra(row)) },
  ];
}
