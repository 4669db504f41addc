import { type Euros, inCents, plus } from '../../energy/euros.ts';
import { formatChange, formatEuros, formatUnit, type Lang, signedEuros } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import type { YearBefore, YearSide } from '../outlook/year-before.ts';
import { billOf } from '../sums/bill.ts';
import { ESTIMATED } from '../sums/totals.ts';
import { UNKNOWN } from './amount-text.ts';
import { inOrder, percentText, periodTitle } from './group-rows.ts';
import { FULL, type SummaryLine } from './summary-line.ts';

/** What the same days had drawn and cost a year before, and what has changed since. */
export function yearLines({ now, before, span, days, of, until }: YearBefore, lang: Lang): SummaryLine[] {
  const texts = allTexts[lang];
  const { coverage } = before;
  const notes = [
    texts.yearBefore.span(span.from, span.to, until),
    ...(days < of ? [texts.yearBefore.days(days, of)] : []),
    ...(coverage < FULL ? [texts.yearBefore.covered(percentText(lang, coverage))] : []),
  ];
  const line = (
    kind: SummaryLine['kind'],
    label: string,
    [wh, past]: Pair<number>,
    euros: Pair<Euros>,
    sign = '',
  ): SummaryLine => {
    const changes = [
      ...(wh === undefined || past === undefined ? [] : [formatChange(lang, (wh - past) / 1000, 'kWh', 1)]),
      ...changeOf(euros, lang),
    ];
    return {
      ...{ kind, label, energy: past === undefined ? '' : sign + formatUnit(lang, past / 1000, 'kWh', 3) },
      amount: euros[1] === undefined ? UNKNOWN : formatEuros(lang, inCents(euros[1])),
      ...(changes.length > 0 ? { note: changes.join(' ') } : {}),
    };
  };
  const bills = [billOf(now), billOf(before)] as const;
  // Two nets in part are of the same parts, or not to be compared.
  const isPart =
    bills[1].missing.length > 0 &&
    bills.every(({ missing, isUneven }) => !isUneven && `${missing}` === `${bills[1].missing}`);
  const nets: Pair<Euros> = isPart ? [bills[0].known, bills[1].known] : [bills[0].net, bills[1].net];
  return [
    { kind: 'yearBefore', label: texts.yearBefore.label, note: notes.join(' · ') },
    { kind: 'yearBeforeHead', label: '', energy: '', amount: '', note: texts.yearBefore.change },
    ...inOrder([...before.periods, ...now.periods.filter(({ key }) => !partOf(before, key))]).map((part) => {
      const [own, past] = [partOf(now, part.key), partOf(before, part.key)];
      const costs: Pair<Euros> = [own ? own.cost : 0n, past ? past.cost : 0n];
      return line('yearBeforePeriod', texts.usage(periodTitle(part)), [own?.wh ?? 0, past?.wh ?? 0], costs);
    }),
    line('yearBeforeTotal', texts.totalUsage, [now.wh, before.wh], [now.cost, before.cost]),
    ...(now.injectedWh > 0 || before.injectedWh > 0
      ? [
          line(
            'yearBeforeInjected',
            texts.injected,
            [now.injectedWh, before.injectedWh],
            [now.revenue, before.revenue],
            before.injectionEstimated ? ESTIMATED : '',
          ),
        ]
      : []),
    ...(now.subscription === undefined && before.subscription === undefined
      ? []
      : [
          line(
            'yearBeforeSubscription',
            texts.bill.subscription,
            [undefined, undefined],
            [now.subscription, before.subscription],
          ),
        ]),
    line('yearBeforeNet', isPart ? texts.bill.partialNet : texts.bill.net, [undefined, undefined], nets),
  ];
}

/** Of the days now, of those a year before. */
type Pair<T> = readonly [T | undefined, T | undefined];

const partOf = ({ periods }: YearSide, key: string) => periods.find((part) => part.key === key);

/** The difference of the two amounts as they are shown. */
function changeOf([own, past]: Pair<Euros>, lang: Lang): string[] {
  const difference = plus(own, past === undefined ? undefined : -past);
  if (difference === undefined || own === undefined || past === undefined) return [];
  return [signedEuros(lang, Math.round((inCents(own) - inCents(past)) * 100) / 100)];
}
