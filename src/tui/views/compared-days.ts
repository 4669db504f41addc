import { type Euros, inCents } from '../../energy/euros.ts';
import type { Report } from '../../report/sums/report.ts';
import { ESTIMATED, titleOf } from '../../report/sums/totals.ts';
import { curve as texts } from '../../text/curve.ts';
import { formatShortDay, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Line, paragraph, seg } from '../layout/lines.ts';
import { type Column, tabulate } from '../layout/table.ts';
import { comparedSpan, pageOf, shownSpan } from '../model/curve/shown.ts';
import { eurosText, kwhText } from './amounts.ts';
import { placeholder } from './section.ts';
import type { ViewModel } from './view-model.ts';

/** `mar. 17/11/2026`, `16/11/2026 → 19/11/2026` */
export function comparedName(model: ViewModel): string | undefined {
  const { lang, selection, today } = model;
  const days = comparedSpan(selection, today);
  if (!days) return undefined;
  if (days.from === days.to) return views[lang].date(days.from);
  return `${formatShortDay(lang, days.from)} → ${formatShortDay(lang, days.to)}`;
}

interface Row {
  readonly label: string;
  readonly wh: readonly [shown: number, before: number];
  /** Before the kWh. */
  readonly signs?: readonly [shown: string, before: string];
  readonly euros: readonly [shown: Euros | undefined, before: Euros | undefined];
}

/** A row a period: what was used on the days shown and on the others, and the difference, in kWh and €. */
export function comparisonRows(model: ViewModel, report: Report, width: number): Line[] {
  const { lang } = model;
  const page = pageOf(model.state.logData.compared, comparedSpan(model.selection, model.today));
  const name = comparedName(model);
  if (name === undefined) return [];
  if (!page) return paragraph(texts[lang].compared.reading, width, 'dim');
  if (!page.report) return placeholder(model, page, width);
  if (page.report.days.length === 0) return paragraph(`${name}. ${texts[lang].nothingLogged}`, width, 'warning');
  const rows = rowsOf(lang, report, page.report);
  const table = tabulate(columnsIn(lang, name), rows, width);
  return [table.head, ...table.rows];
}

const signOf = ({ injected }: Report): string => (injected.estimated ? ESTIMATED : '');

function rowsOf(lang: Lang, shown: Report, before: Report): Row[] {
  const keys = [...new Set([...shown.periods, ...before.periods].map(({ key }) => key))];
  const part = ({ periods }: Report, key: string) => periods.find((each) => each.key === key);
  const rows = keys.map((key): Row => {
    const [now, then] = [part(shown, key), part(before, key)];
    const named = now ?? then;
    return {
      label: named ? titleOf(named) : key,
      wh: [now?.wh ?? 0, then?.wh ?? 0],
      euros: [now ? now.cost : 0n, then ? then.cost : 0n],
    };
  });
  rows.push({
    label: views[lang].total,
    wh: [shown.total.wh, before.total.wh],
    euros: [shown.total.cost, before.total.cost],
  });
  if (shown.injected.wh > 0 || before.injected.wh > 0) {
    rows.push({
      label: views[lang].injected,
      wh: [shown.injected.wh, before.injected.wh],
      signs: [signOf(shown), signOf(before)],
      euros: [shown.injected.revenue, before.injected.revenue],
    });
  }
  return rows;
}

function columnsIn(lang: Lang, name: string): Column<Row>[] {
  const t = texts[lang].compared;
  const difference = (value: string, isMore: boolean): string => (isMore ? `+${value}` : value);
  const euros = ({ euros: [shown, before] }: Row): Euros | undefined =>
    shown === undefined || before === undefined ? undefined : shown - before;
  return [
    { title: views[lang].period, rank: 0, left: true, cell: ({ label }) => label },
    { title: 'kWh', rank: 2, cell: ({ wh, signs }) => (signs?.[0] ?? '') + kwhText(lang, wh[0]) },
    { title: name, rank: 3, cell: ({ wh, signs }) => (signs?.[1] ?? '') + kwhText(lang, wh[1]) },
    {
      title: `${t.difference} kWh`,
      rank: 0,
      style: 'value',
      cell: ({ wh }) => difference(kwhText(lang, wh[0] - wh[1]), wh[0] - wh[1] > 0),
    },
    { title: '€', rank: 2, cell: (row) => eurosText(lang, row.euros[0]) },
    { title: `${name} €`, rank: 4, cell: (row) => eurosText(lang, row.euros[1]) },
    {
      title: `${t.difference} €`,
      rank: 0,
      style: 'value',
      cell: (row) => {
        const amount = euros(row);
        return difference(eurosText(lang, amount), amount !== undefined && inCents(amount) > 0);
      },
    },
  ];
}

/** The title of the figures while days are compared; a day that still runs is not compared in full. */
export function comparisonTitle({ lang, selection, today }: ViewModel): Line {
  const t = texts[lang].compared;
  const shown = shownSpan(selection, today);
  const isRunning = shown.to >= today;
  const isOne = shown.from === shown.to;
  const isPart = isRunning || (comparedSpan(selection, today)?.to ?? '') >= today;
  const words = isRunning && isOne ? t.sameTime : isPart ? t.todayRuns : undefined;
  return [seg(t.title, 'title'), ...(words === undefined ? [] : [seg(` · ${words}`)])];
}
