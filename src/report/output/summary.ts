import { type Euros, eurosOf, inCents, toCent } from '../../energy/euros.ts';
import { SUBSCRIPTION_KEY } from '../../energy/prices.ts';
import { formatEuros, formatUnit, type Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import { clockOf, type Day, dayOf, daysBetween } from '../../time/local.ts';
import { dayList } from '../days/day-spans.ts';
import { BY_INDEX, PEAKS_OF_A_SEASON, seasonYears } from '../days/season.ts';
import { type Comparison, comparisonText } from '../outlook/compare.ts';
import type { NoProjection, Projection } from '../outlook/projection.ts';
import type { YearBefore } from '../outlook/year-before.ts';
import { type Amount, amountOr } from '../sums/amount.ts';
import { billOfReport } from '../sums/bill.ts';
import { meanPower } from '../sums/mean-power.ts';
import { ownOf, sharesOf } from '../sums/own-shares.ts';
import type { Report } from '../sums/report.ts';
import { isInPart, UNKNOWN } from './amount-text.ts';
import { inOrder, percentText, periodTitle } from './group-rows.ts';
import { projectionLines } from './projection-lines.ts';
import { type DayShape, describeCurve } from './sparkline.ts';
import { FULL, type SummaryLine } from './summary-line.ts';
import { yearLines } from './year-lines.ts';

type Texts = (typeof allTexts)[Lang];

/** What a summary shows besides its report. */
export interface SummaryView {
  /** The power of the day, of a report on a single one. */
  readonly shape?: DayShape | undefined;
  readonly comparison?: Comparison | undefined;
  readonly yearBefore?: YearBefore | undefined;
  readonly projections?: readonly (Projection | NoProjection)[];
  /** The present instant, ms. */
  readonly now?: number | undefined;
}

/** Blocks of lines: each period with kWh and €, their total, the injection, and the bill that they make; then all else; then the year before. */
export function summaryOf(report: Report, lang: Lang, view: SummaryView = {}): SummaryLine[][] {
  const summary = new Summary(report, view, lang);
  const past = view.yearBefore ? [yearLines(view.yearBefore, lang)] : [];
  const bill = [...summary.energies(), ...summary.bill(), ...projectionLines(view.projections ?? [], lang)];
  const own = summary.own();
  return [bill, ...(own.length > 0 ? [own] : []), summary.others(), ...past];
}

/** The lines on one report in one language. */
class Summary {
  readonly #report: Report;
  readonly #view: SummaryView;
  readonly #lang: Lang;
  readonly #texts: Texts;

  constructor(report: Report, view: SummaryView, lang: Lang) {
    this.#report = report;
    this.#view = view;
    this.#lang = lang;
    this.#texts = allTexts[lang];
  }

  energies(): SummaryLine[] {
    const texts = this.#texts;
    const { periods, total, injected } = this.#report;
    return [
      ...inOrder(periods).map(
        (part): SummaryLine => ({
          ...{ kind: 'period', key: part.key, label: texts.usage(periodTitle(part)) },
          ...this.#amounts(part.wh, amountOr(part.cost, part.costPart), this.#pricedDays(part.key)),
        }),
      ),
      {
        ...{ kind: 'total', label: texts.totalUsage, ...this.#amounts(total.wh, amountOr(total.cost, total.costPart)) },
        ...(addsUp(this.#report) ? {} : { note: texts.exactSum }),
      },
      {
        ...{ kind: 'injected', label: texts.injected },
        ...this.#amounts(
          injected.isKnown ? injected.wh : undefined,
          injected.isKnown ? amountOr(injected.revenue, injected.revenuePart) : amountOr(undefined, undefined),
          this.#pricedDays('INJECTION'),
          injected.estimated ? [texts.estimated] : [],
        ),
      },
    ];
  }

  /** The subscription and the net; what this leaves out is named. */
  bill(): SummaryLine[] {
    const { periods, injected, subscription, subscriptionPart } = this.#report;
    const texts = this.#texts.bill;
    const { revenue, revenuePart, wh: injectedWh } = injected;
    const { net, known, missing } = billOfReport(this.#report);
    const named = [
      ...inOrder(periods).map((part) => [part.key, periodTitle(part)] as const),
      ['INJECTION', texts.injectionPart] as const,
      [SUBSCRIPTION_KEY, texts.subscriptionPart] as const,
    ].flatMap(([key, name]) => {
      if (!missing.includes(key)) return [];
      const [known, of] = this.#pricedDays(key);
      return known === 0 ? [name] : [texts.ofDays(name, of - known)];
    });
    const isPartial = net === undefined && known !== undefined;
    return [
      {
        ...{ kind: 'subscription', label: texts.subscription, amount: this.#euros(subscription ?? subscriptionPart) },
        ...(subscriptionPart === undefined ? {} : { note: texts.inPart(...this.#pricedDays(SUBSCRIPTION_KEY)) }),
      },
      {
        ...{ kind: 'net', label: isPartial ? texts.partialNet : texts.net, amount: this.#euros(known) },
        ...(known === undefined
          ? {}
          : { note: injectedWh > 0 && (revenue ?? revenuePart) !== undefined ? texts.lessInjection : texts.taxes }),
      },
      ...(isPartial ? [{ kind: 'notCounted', label: texts.notCounted, note: texts.unpriced(named) } as const] : []),
    ];
  }

  /** The own production, what was used of it, and what the home used in all; nothing without data of production. */
  own(): SummaryLine[] {
    const { own: byDay, from, to } = this.#report;
    const own = ownOf(byDay, daysBetween(from, to));
    if (!own) return [];
    const texts = this.#texts.own;
    if (own.knownMs === 0) return [{ kind: 'own', label: texts.produced, note: texts.none }];
    const { selfWh, houseWh, ofProduction, ofHouse, coverage } = sharesOf(own);
    const percent = (part: number): string => percentText(this.#lang, part);
    const line = (label: string, wh: number, ...notes: readonly (string | undefined)[]): SummaryLine => {
      const note = notes.filter((each) => each !== undefined).join(' · ');
      const energy = formatUnit(this.#lang, wh / 1000, 'kWh', 3);
      return { kind: 'own', label, energy, ...(note === '' ? {} : { note }) };
    };
    const estimated = own.isEstimated ? this.#texts.estimated : undefined;
    // Beside the energies of all the time above, each says that it is of a part of it.
    const part = coverage < FULL ? texts.ofTheTime(percent(coverage)) : undefined;
    return [
      line(texts.produced, own.producedWh, part),
      line(
        texts.self,
        selfWh,
        ofProduction === undefined ? undefined : texts.ofProduction(percent(ofProduction)),
        estimated,
      ),
      ...(part === undefined ? [] : [line(texts.drawn, own.drawnWh, part)]),
      line(texts.house, houseWh, part, ofHouse === undefined ? undefined : texts.ofHouse(percent(ofHouse)), estimated),
    ];
  }

  others(): SummaryLine[] {
    return [...this.#ejpDays(), ...this.#powers(), ...this.#curve(), ...this.#comparison()];
  }

  /** Highest and mean power; of a single day also how much of it is known, which of several days the rows show. */
  #powers(): SummaryLine[] {
    const texts = this.#texts;
    const { days, from, to } = this.#report;
    const { shape, now } = this.#view;
    const mean = meanPower(this.#report, now);
    const coverage = from === to ? (days[0]?.coverage ?? 0) : 1;
    let maximum: { readonly va: number; readonly day: Day } | undefined;
    for (const { day, maximumVa: va } of days) if (va !== undefined && va > (maximum?.va ?? -1)) maximum = { va, day };
    const power = maximum ? formatUnit(this.#lang, maximum.va, 'VA') : '';
    const highest = (day: Day): string =>
      from !== to
        ? texts.peakOn(power, day)
        : shape?.maximumAt === undefined
          ? power
          : texts.peakAt(power, clockOf(shape.maximumAt).slice(0, 5));
    const lines: SummaryLine[] = [];
    if (maximum) lines.push({ kind: 'maximum', label: texts.peak, note: highest(maximum.day) });
    if (mean) {
      const share = percentText(this.#lang, mean.share);
      lines.push({
        kind: 'mean',
        label: texts.mean,
        note: texts.meanOver(formatUnit(this.#lang, mean.watts, 'W'), share),
      });
    }
    if (coverage < FULL) {
      const note = texts.ofTheDay(percentText(this.#lang, coverage));
      lines.push({ kind: 'coverage', label: texts.coverage, note });
    }
    return lines;
  }

  #curve(): SummaryLine[] {
    const curve = describeCurve(this.#report, this.#view.shape, this.#lang);
    return curve ? [{ kind: 'curve', label: curve.label, note: curve.text }] : [];
  }

  #comparison(): SummaryLine[] {
    const { comparison } = this.#view;
    if (!comparison) return [];
    return [{ kind: 'comparison', label: this.#texts.compared, note: comparisonText(comparison, this.#lang) }];
  }

  #ejpDays(): SummaryLine[] {
    const { ejpDays, ejpDaysByIndex, ejpSeason: season, periods, to } = this.#report;
    if (!periods.some(({ key }) => key === 'HPM')) return [];
    const texts = this.#texts;
    const signOf = (days: readonly Day[]): string => (days.length > 0 ? BY_INDEX : '');
    const days = dayList(ejpDays, this.#lang, (day) => signOf(ejpDaysByIndex.filter((each) => each === day)));
    const isMarked = ejpDaysByIndex.length > 0 || (season?.indexOnly.length ?? 0) > 0;
    const list = texts.ejpList(days, ejpDays.length) + (isMarked ? ` ${texts.ejpByIndex}` : '');
    const line = (note: string): SummaryLine[] => [{ kind: 'ejpDays', label: texts.ejpDays, note }];
    if (!season) return line(list);
    const used = `${season.days.length}/${PEAKS_OF_A_SEASON}${signOf(season.indexOnly)}`;
    // The count first, as a long list of days is broken into lines.
    // A season that has ended is named: "this one" would be the one that runs.
    const isOver = to > season.to || (this.#view.now !== undefined && dayOf(this.#view.now) > season.to);
    const name = isOver ? seasonYears(season) : undefined;
    return line(`${texts.ejpSeason(used, name, season.since)} · ${list}`);
  }

  /** @param days of an amount in part: how many have a price, of how many that need one */
  #amounts(
    wh: number | undefined,
    amount: Amount,
    days?: readonly [number, number],
    others: readonly string[] = [],
  ): Pick<SummaryLine, 'energy' | 'amount' | 'note'> {
    const texts = this.#texts.bill;
    const notes = [...(isInPart(amount) ? [days ? texts.inPart(...days) : texts.part] : []), ...others];
    return {
      ...{
        energy: wh === undefined ? UNKNOWN : formatUnit(this.#lang, wh / 1000, 'kWh', 3),
        amount: this.#euros(amount.euros),
      },
      ...(notes.length > 0 ? { note: notes.join(' · ') } : {}),
    };
  }

  /** On how many days a price is known, of how many that need it. @param key as tariffs.conf names it */
  #pricedDays(key: string): [number, number] {
    const { days, subscriptions } = this.#report;
    let [known, of] = [0, 0];
    const count = (cost: Euros | undefined): void => {
      of++;
      if (cost !== undefined) known++;
    };
    if (key === SUBSCRIPTION_KEY) for (const each of subscriptions.values()) count(each);
    else if (key === 'INJECTION') {
      for (const { injectedWh, revenue } of days) if (injectedWh !== 0) count(revenue);
    } else {
      for (const { periods } of days)
        for (const part of periods) if (part.key === key && part.wh !== 0) count(part.cost);
    }
    return [known, of];
  }

  #euros(amount: Euros | undefined): string {
    return amount === undefined ? UNKNOWN : formatEuros(this.#lang, inCents(amount));
  }
}

/** Whether the costs of the periods, as they are shown, make the total that is shown: each is rounded from the exact one. */
function addsUp({ periods, total }: Report): boolean {
  const shown = eurosOf(periods, ({ cost }) => (cost === undefined ? undefined : toCent(cost)));
  return shown === undefined || total.cost === undefined || shown === toCent(total.cost);
}
