import type { Span } from '../../report/days/dates.ts';
import { amountText } from '../../report/output/amount-text.ts';
import { describeOddities } from '../../report/output/warnings.ts';
import { type Amount, amountOr } from '../../report/sums/amount.ts';
import { unpricedKeys } from '../../report/sums/pricing.ts';
import type { Report } from '../../report/sums/report.ts';
import { ESTIMATED, titleOf } from '../../report/sums/totals.ts';
import { curve as texts } from '../../text/curve.ts';
import { formatShortDay, formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { daysBetween } from '../../time/local.ts';
import { fit, type Line, paragraph, type Size, seg, widthOf } from '../layout/lines.ts';
import { type Column, tabulate } from '../layout/table.ts';
import { comparedSpan, pageOf, shownSpan } from '../model/curve/shown.ts';
import { kwhText } from './amounts.ts';
import { comparisonRows, comparisonTitle } from './compared-days.ts';
import { curvesOverFigures, energyOf } from './day-curves.ts';
import { placeholder } from './section.ts';
import type { ViewModel } from './view-model.ts';

/** Several days as one curve, then their figures by period. */
export function rangeView(model: ViewModel, size: Size): Line[] {
  const { selection, today, state, lang } = model;
  const span = shownSpan(selection, today);
  const page = pageOf(state.logData.range, span);
  const report = page?.report;
  const { width } = size;
  const heads = headline(model, span, report, width);
  const isCompared = comparedSpan(selection, today) !== undefined;
  const rows = (inner: number): readonly Line[] => {
    if (!report) return placeholder(model, page, inner);
    return isCompared ? comparisonRows(model, report, inner) : figureRows(lang, report, inner);
  };
  return [
    ...heads,
    ...curvesOverFigures(
      model,
      {
        injected: report?.injected ?? { wh: 0, estimated: false },
        title: isCompared ? comparisonTitle(model) : [seg(views[lang].day.figures, 'title')],
        rows: (at) => rows(at.width),
      },
      { width, height: size.height - heads.length },
    ),
  ];
}

/** `◀ 16/11/2026 → 19/11/2026 ▶   4 jours   62,310 kWh  12,77 €`; on narrow screens in two rows. */
function headline({ lang, today }: ViewModel, { from, to }: Span, report: Report | undefined, width: number): Line[] {
  const text = texts[lang];
  const days = daysBetween(from, to).length;
  const arrow = to < today ? ' ▶' : '';
  const left = seg(` ◀ ${formatShortDay(lang, from)} → ${formatShortDay(lang, to)}${arrow}`, 'title');
  const count = seg(`   ${text.days(days)}`);
  const span = [from, to].map((day) => texts[lang].dayAndTime(day, '').trim()).join(' → ');
  const short = seg(` ◀ ${span}${arrow}`, 'title');
  if (!report) return [fit(widthOf([left, count]) <= width ? [left, count] : [short], width)];
  const energy = [...energyOf(lang, report)];
  if (widthOf([left, count, ...energy]) <= width) return [fit([left, count, ...energy], width)];
  const inTwo = [fit(widthOf([left, count]) <= width ? [left, count] : [short], width)];
  while (energy.length > 1 && widthOf(energy) > width) energy.pop();
  return [...inTwo, fit(energy, width)];
}

interface Row {
  readonly label: string;
  readonly wh: number;
  readonly sign?: string;
  readonly amount: Amount;
}

function figureRows(lang: Lang, report: Report, width: number): Line[] {
  const t = views[lang];
  const { periods, total, injected, days } = report;
  const rows: Row[] = periods.map((part) => ({
    label: titleOf(part),
    wh: part.wh,
    amount: amountOr(part.cost, part.costPart),
  }));
  if (periods.length !== 1) rows.push({ label: t.total, wh: total.wh, amount: amountOr(total.cost, total.costPart) });
  if (injected.wh > 0) {
    const sign = injected.estimated ? ESTIMATED : '';
    const amount = amountOr(injected.revenue, injected.revenuePart);
    rows.push({ label: t.injected, wh: injected.wh, amount, sign });
  }
  const table = tabulate(columnsIn(lang, total.wh, days.length), rows, width);
  const missing = unpricedKeys({ periods, revenue: injected.revenue });
  return [
    table.head,
    ...table.rows,
    ...describeOddities(report, report, lang).flatMap((text) => paragraph(text, width, 'warning')),
    ...(missing.length > 0 ? paragraph(t.missingPrice(missing.join(', ')), width, 'warning') : []),
  ];
}

function columnsIn(lang: Lang, totalWh: number, days: number): Column<Row>[] {
  const t = views[lang];
  const share = (wh: number): string => (totalWh > 0 ? formatUnit(lang, (wh / totalWh) * 100, '%') : '');
  return [
    { title: t.period, rank: 0, left: true, cell: ({ label }) => label },
    { title: 'kWh', rank: 0, cell: ({ wh, sign = '' }) => sign + kwhText(lang, wh) },
    { title: '€', rank: 0, style: 'value', cell: ({ amount }) => amountText(amount, lang) },
    { title: `${texts[lang].meanDay} kWh`, rank: 2, cell: ({ wh }) => (days > 0 ? kwhText(lang, wh / days) : '') },
    { title: '%', rank: 3, cell: ({ wh, sign }) => (sign === undefined ? share(wh) : '') },
  ];
}
