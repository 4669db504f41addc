import type { EjpDayReport, EjpDaysTotal } from '../../report/ejp-days.ts';
import { formatNumber } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { clockOf, dayOf } from '../../time/local.ts';
import { fitting, type Line, type Size, seg } from '../layout/lines.ts';
import { type Column, rowsInSight, selected, tabulate } from '../layout/table.ts';
import type { EjpPage } from '../model/log-data.ts';
import { runningEjpDay } from './ejp-words.ts';
import { frameRows, section } from './section.ts';
import { count, NONE, type ViewModel } from './view-model.ts';

type Listed = EjpPage & { /** Days of the season so far without a log. */ readonly unlogged: number };

interface Row extends EjpDaysTotal {
  readonly label: string;
  readonly hours: string;
}

/** The EJP days of the season, the newest at the bottom, then all together. */
export function ejpDayList(model: ViewModel, page: Listed, { width, height }: Size, frames: boolean): Line[] {
  const { lang, selection } = model;
  const t = views[lang].ejp;
  const { ejpDays } = page;
  const inner = frames ? width - 2 : width;
  // A low list has only its days.
  const bare = height < BARE;
  const title: Line = bare ? [] : [seg(fitting(t.days, inner - 4), 'title')];
  if (ejpDays.length === 0) {
    const words = page.logged.length === 0 ? t.emptyUnlogged : page.unlogged > 0 ? t.emptyLogged : t.empty;
    const rows: Line[] = [[seg(` ${words}`, 'dim')]];
    return section({ title, rows }, { width, height }, frames);
  }
  const visible = Math.max(1, height - (bare ? 0 : frameRows(frames) + 2));
  const at = ejpDays.length - 1 - Math.min(selection.ejpRow, ejpDays.length - 1);
  const { first, last } = rowsInSight(at, ejpDays.length, visible);
  const shown = ejpDays.slice(first, last + 1);
  const rows = shown.map((peak): Row => ({ ...peak, label: views[lang].date(peak.day), hours: hoursOf(model, peak) }));
  const table = tabulate(columnsIn(lang), [...rows, { ...page.total, label: views[lang].total, hours: '' }], inner);
  const place = views[lang].costs.rows(
    count(lang, first + 1),
    count(lang, first + shown.length),
    count(lang, ejpDays.length),
  );
  const words = shown.length < ejpDays.length ? t.days.map((each) => `${each} · ${place}`) : [];
  return section(
    {
      title: bare ? [] : [seg(fitting([...words, ...t.days], inner - 4), 'title')],
      rows: [
        ...(bare ? [] : [table.head]),
        ...table.rows.slice(0, -1).map((line, i) => (first + i === at ? selected(line) : line)),
        (table.rows.at(-1) as Line).map(({ text }) => seg(text, 'title')),
      ],
    },
    { width, height },
    frames && !bare,
  );
}

/** A lower list has neither frame nor head, rows. */
const BARE = 4;

/** `07:00–01:00`, as the log has it. A running peak has no end yet; without a log of its own day the begin is unknown. */
function hoursOf(model: ViewModel, { day, from, to }: EjpDayReport): string {
  if (from === undefined || to === undefined) return NONE;
  const t = views[model.lang].ejp;
  const clock = (at: number): string => clockOf(at).slice(0, 5);
  if (dayOf(from) !== day) return t.until(clock(to));
  return `${clock(from)}–${!model.stale && runningEjpDay(model) === day ? t.running : clock(to)}`;
}

function columnsIn(lang: ViewModel['lang']): Column<Row>[] {
  const t = views[lang].ejp;
  const kwh = (wh: number): string => formatNumber(lang, wh / 1000, 3);
  const euros = (amount: number | undefined): string => (amount === undefined ? NONE : formatNumber(lang, amount, 2));
  const extra = ({ cost, normalCost }: Row): number | undefined =>
    cost === undefined || normalCost === undefined ? undefined : cost - normalCost;
  return [
    { title: t.day, rank: 0, left: true, cell: ({ label }) => label },
    { title: t.hours, rank: 3, left: true, cell: ({ hours }) => hours },
    { title: 'HN kWh', rank: 4, cell: ({ normalWh }) => kwh(normalWh) },
    { title: 'PM kWh', rank: 0, cell: ({ peakWh }) => kwh(peakWh) },
    { title: 'PM €', rank: 0, style: 'value', cell: ({ cost }) => euros(cost) },
    { title: `${t.atNormal} €`, rank: 2, cell: ({ normalCost }) => euros(normalCost) },
    { title: `${t.extra} €`, rank: 5, cell: (row) => euros(extra(row)) },
  ];
}
