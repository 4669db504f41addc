import { type Euros, toCent } from '../../energy/euros.ts';
import { type PriceList, subscriptionKeyOf } from '../../energy/prices.ts';
import { CONTRACTS, periodOfKey } from '../../meter/contract.ts';
import type { GroupName } from '../../text/group-name.ts';
import type { Day } from '../../time/local.ts';
import { type Amount, amountOf } from '../sums/amount.ts';
import { type Grouping, groupDays } from '../sums/grouping.ts';
import { dayOfSubscription, lackingKey, type MissingPrice, mergedByKey, priced } from '../sums/pricing.ts';
import type { DayReport, Report } from '../sums/report.ts';
import { sumOf } from '../sums/totals.ts';
import type { ComparedContract } from './choices.ts';
import { type GivenKinds, type OddWinter, oddWinters, ownContractOf } from './day-kinds.ts';
import type { Load, LoadPart } from './load.ts';
import type { Schedule } from './schedule.ts';

/** What the compared days cost, or would have cost, under a contract. */
export interface ContractCost {
  readonly energy: Amount;
  readonly subscription: Amount;
  /** Of both, each rounded to the cent first, as they are shown. */
  readonly total: Amount;
  /**
   * The total less that of the own contract; that of the energy alone, as a part, where a subscription is not known.
   * Of amounts that are known in part there is none.
   */
  readonly difference: Amount;
  /** It as a fraction of the total of the own contract. */
  readonly share: number | undefined;
}

/** Energy and cost of a period under a contract. */
export interface PeriodCost {
  readonly key: string;
  readonly period: string;
  readonly wh: number;
  readonly cost: Amount;
}

/** One contract over all the compared days. */
export interface ContractRow extends ContractCost {
  /** Undefined for the own one. */
  readonly contract: ComparedContract | undefined;
  readonly periods: readonly PeriodCost[];
  /** The days of the report on which its periods are known. */
  readonly knownDays: number;
  /** Energy of holes that span several of its periods, shared among them by time, Wh. */
  readonly apportionedWh: number;
}

/** The compared days of a month, of a week… */
export interface ContractGroup {
  readonly name: GroupName;
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
  /** In the order of the rows. */
  readonly costs: readonly ContractCost[];
}

/** What the same days have cost under the own contract, and would have cost under others. */
export interface ContractComparison {
  /** Days on which every contract is known. */
  readonly days: readonly DayReport[];
  /** Days of the report, those left out included. */
  readonly ofDays: number;
  readonly wh: number;
  /** The own contract first, then those asked for that are known on some day. */
  readonly rows: readonly ContractRow[];
  readonly groups: readonly ContractGroup[];
  /** The contracts that are not known on any day: nothing can be said of them. */
  readonly unknown: readonly ComparedContract[];
  /** Days that are left out of all rows, by the contract that is not known on them. */
  readonly leftOut: readonly { readonly contract: ComparedContract; readonly days: readonly Day[] }[];
  /** Winters whose EJP days may not be right. */
  readonly oddWinters: readonly OddWinter[];
  /** Prices of other contracts that are missing; those of the own one are warnings of the report. */
  readonly missing: readonly MissingPrice[];
}

export interface ComparisonInput {
  readonly report: Report;
  readonly load: Load;
  readonly schedules: readonly Schedule[];
  readonly prices: PriceList;
  readonly given: GivenKinds;
  readonly by?: Grouping | undefined;
}

/** Compares the days of a report on which all contracts are known. */
export function compareContracts(input: ComparisonInput): ContractComparison {
  const { report, load, schedules } = input;
  const known = schedules.map((schedule) => report.days.filter(({ day }) => isKnown(schedule, load.days.get(day))));
  const usable = schedules.filter((_, i) => (known[i]?.length ?? 0) > 0);
  const sets = usable.map((schedule) => new Set(known[schedules.indexOf(schedule)]));
  const days = report.days.filter((day) => sets.every((set) => set.has(day)));
  const others = usable.map((schedule) => new OtherContract(schedule, input));
  const costsOf = (some: readonly DayReport[]): ContractCost[] => {
    const own = ownCost(report, some);
    return [own, ...others.map((other) => costAgainst(own, other.sums(some)))];
  };
  const costs = costsOf(days);
  const missing = others.flatMap((other) => other.missing(days));
  return {
    ...{ days, ofDays: report.days.length, wh: sumOf(days, ({ wh }) => wh) },
    rows: costs.map((cost, i) => {
      const other = others[i - 1];
      return {
        ...cost,
        contract: other?.contract,
        periods: other ? other.sums(days).periods : ownPeriods(report, days),
        knownDays: i === 0 ? report.days.length : (sets[i - 1]?.size ?? 0),
        apportionedWh: other?.apportionedWh(days) ?? 0,
      };
    }),
    groups: input.by ? groupsOf(report, days, input.by, costsOf) : [],
    unknown: schedules.filter((schedule) => !usable.includes(schedule)).map(({ contract }) => contract),
    leftOut: usable.flatMap(({ contract }, i) => {
      const lacking = report.days.filter((day) => !sets[i]?.has(day)).map(({ day }) => day);
      return lacking.length > 0 ? { contract, days: lacking } : [];
    }),
    oddWinters: usable.some(({ contract }) => contract === 'ejp') ? oddWintersOf(input.given, days) : [],
    missing: mergedByKey(missing),
  };
}

/** Of days on which no EJP contract counted: its own logs know best. */
const oddWintersOf = (given: GivenKinds, days: readonly DayReport[]): OddWinter[] =>
  oddWinters(
    given,
    days.filter((day) => ownContractOf(day) !== 'EJP').map(({ day }) => day),
  );

/** Whether it is known which of its periods counts, whenever something was drawn on a day. */
const isKnown = (schedule: Schedule, parts: readonly LoadPart[] = []): boolean =>
  parts.every(({ day, minute, wh }) => wh === 0 || schedule.keyAt(day, minute) !== undefined);

function groupsOf(
  report: Report,
  days: readonly DayReport[],
  by: Grouping,
  costsOf: (days: readonly DayReport[]) => readonly ContractCost[],
): ContractGroup[] {
  return groupDays({ ...report, days, missingDays: [] }, by).map(({ name, from, to }) => {
    const own = days.filter(({ day }) => day >= from && day <= to);
    return { name, from, to, days: own.length, costs: costsOf(own) };
  });
}

/** The sums of a contract, without what it is compared with. */
type Sums = Pick<ContractCost, 'energy' | 'subscription'>;

function ownCost(report: Report, days: readonly DayReport[]): ContractCost {
  const energy = amountOf(days.flatMap(({ periods }) => periods.flatMap(({ wh, cost }) => (wh === 0 ? [] : [cost]))));
  const subscription = amountOf(days.map(({ day }) => report.subscriptions.get(day)));
  return { energy, subscription, total: totalOf({ energy, subscription }), difference: NOTHING, share: undefined };
}

const ownPeriods = ({ periods }: Report, days: readonly DayReport[]): PeriodCost[] =>
  periods.map(({ key, period, name }) => {
    const own = days.flatMap((day) => day.periods.find((part) => part.key === key) ?? []);
    const used = own.filter(({ wh }) => wh !== 0);
    return {
      key,
      period: name ?? period,
      wh: sumOf(own, ({ wh }) => wh),
      cost: amountOf(used.map(({ cost }) => cost)),
    };
  });

const NOTHING: Amount = { euros: undefined, isPart: false };

function costAgainst(own: ContractCost, { energy, subscription }: Sums): ContractCost {
  const total = totalOf({ energy, subscription });
  const ofTotals = differenceOf(total, own.total);
  const ofEnergy = differenceOf(energy, own.energy);
  const difference = { euros: ofTotals ?? ofEnergy, isPart: ofTotals === undefined && ofEnergy !== undefined };
  const base = Number(own.total.euros ?? 0n);
  const share = ofTotals === undefined || base <= 0 ? undefined : Number(ofTotals) / base;
  return { energy, subscription, total, difference, share };
}

/** One amount less another, each as it is shown; undefined unless both are whole. */
const differenceOf = (one: Amount, other: Amount): Euros | undefined =>
  one.isPart || other.isPart || one.euros === undefined || other.euros === undefined
    ? undefined
    : toCent(one.euros) - toCent(other.euros);

function totalOf({ energy, subscription }: Sums): Amount {
  const shown = [energy, subscription].flatMap(({ euros }) => (euros === undefined ? [] : toCent(euros)));
  return {
    euros: shown.length === 0 ? undefined : shown.reduce((sum, each) => sum + each),
    isPart: energy.isPart || subscription.isPart,
  };
}

/** The cost of days under a contract that is not the own one. */
class OtherContract {
  readonly contract: ComparedContract;
  readonly #schedule: Schedule;
  readonly #input: ComparisonInput;
  readonly #name: string;

  constructor(schedule: Schedule, input: ComparisonInput) {
    this.contract = schedule.contract;
    this.#schedule = schedule;
    this.#input = input;
    this.#name = schedule.contract.toUpperCase();
  }

  sums(days: readonly DayReport[]): Sums & Pick<ContractRow, 'periods'> {
    const periods = new Map<string, { wh: number; costs: (Euros | undefined)[] }>();
    for (const key of CONTRACTS.find(({ name }) => name === this.#name)?.keys ?? [])
      periods.set(key, { wh: 0, costs: [] });
    for (const { day } of days)
      for (const [key, wh] of this.#energyOf(day)) {
        const period = periods.get(key);
        if (!period || wh === 0) continue;
        period.wh += wh;
        period.costs.push(priced(wh, key, day, this.#input.prices));
      }
    return {
      energy: amountOf([...periods.values()].flatMap(({ costs }) => costs)),
      subscription: amountOf(days.map((day) => this.#subscriptionOf(day))),
      periods: [...periods].map(([key, { wh, costs }]) => ({
        key,
        period: periodOfKey(key),
        wh,
        cost: amountOf(costs),
      })),
    };
  }

  /** The energy of holes that span several of its periods. */
  apportionedWh(days: readonly DayReport[]): number {
    const spans = new Map<string, boolean>();
    return sumOf(days, ({ day }) =>
      sumOf(this.#input.load.days.get(day) ?? [], ({ fromHoles }) =>
        sumOf(fromHoles, ({ hole, wh }) => {
          const id = `${hole.from} ${hole.to}`;
          const isSpanning = spans.get(id) ?? this.#spansPeriods(hole);
          spans.set(id, isSpanning);
          return isSpanning ? wh : 0;
        }),
      ),
    );
  }

  /** The keys without a price on days that need it; of a price that depends on the subscribed power, this one. */
  missing(days: readonly DayReport[]): MissingPrice[] {
    const { prices } = this.#input;
    const missing: MissingPrice[] = [];
    const note = (key: string, day: Day): void => {
      missing.push({ kind: 'noPrice', key: lackingKey(key, day, prices), from: day, to: day });
    };
    for (const each of days) {
      const { day } = each;
      for (const [key, wh] of this.#energyOf(day)) if (priced(wh, key, day, prices) === undefined) note(key, day);
      if (this.#subscriptionOf(each) === undefined) note(subscriptionKeyOf(this.#name), day);
    }
    return missing;
  }

  #energyOf(day: Day): Map<string, number> {
    const energy = new Map<string, number>();
    for (const { minute, wh } of this.#input.load.days.get(day) ?? []) {
      const key = this.#schedule.keyAt(day, minute);
      if (key !== undefined) energy.set(key, (energy.get(key) ?? 0) + wh);
    }
    return energy;
  }

  /** On a day on which it is the own contract, what that pays. */
  #subscriptionOf(day: DayReport): Euros | undefined {
    const { prices } = this.#input;
    const isOwn = ownContractOf(day) === this.#name;
    const monthly = isOwn
      ? prices.subscriptionOn(day.day, this.#name)
      : prices.inForceOn(subscriptionKeyOf(this.#name), day.day);
    return dayOfSubscription(day.day, monthly);
  }

  #spansPeriods(hole: LoadPart['fromHoles'][number]['hole']): boolean {
    const keys = this.#input.load.partsWithin(hole).map(({ day, minute }) => this.#schedule.keyAt(day, minute));
    return new Set(keys).size > 1;
  }
}
