import { formatEuros, formatUnit } from '../../text/format.ts';
import type { PageData } from '../page-data.ts';
import type { Curve } from './curve.ts';
import type { LocalTime } from './local-time.ts';
import type { PageWords } from './page-words.ts';
import type { Window } from './window.ts';

/** A part of what is read out, and the class that it is shown with. */
export type Part = readonly [text: string, style: string];

const DAY = 86_400;

/** Says what is under the cursor, or what the shown part of the curve has in all. */
export class ReadOut {
  readonly #curve: Curve;
  readonly #data: PageData;
  readonly #words: PageWords;
  readonly #time: LocalTime;

  constructor(curve: Curve, data: PageData, words: PageWords, time: LocalTime) {
    this.#curve = curve;
    this.#data = data;
    this.#words = words;
    this.#time = time;
  }

  /** `18:42:10`, `2 350 VA`, `EJP`, `0,81 €/h`. @param at the instant under the cursor */
  partsAt(at: number): Part[] {
    const place = this.#curve.placeAt(at);
    const va = place === undefined ? null : this.#curve.power[place];
    if (place === undefined || va === null || va === undefined) {
      const { notMeasured, toCome } = this.#words;
      return [
        [this.#clock(at, false), 'time'],
        [at > this.#curve.until ? toCome : notMeasured, 'none'],
      ];
    }
    const until = this.#curve.times[place] as number;
    const mean = this.#curve.meanAt(place) ?? va;
    return [
      [this.#timeOf(until), 'time'],
      ...this.#powers(va, mean),
      ...this.#priced(until, mean),
      ...this.#injected(place),
    ];
  }

  /** The shown part in all. */
  partsOf({ from, to }: Window): Part[] {
    const { maximum, mean } = this.#words;
    const best = this.#curve.maximumIn({ from, to });
    const average = this.#curve.meanIn({ from, to });
    const span = `${this.#clock(from, false)} → ${this.#end(to)}`;
    if (best === undefined)
      return [
        [span, 'time'],
        [this.#words.notMeasured, 'none'],
      ];
    const at = this.#clock(this.#curve.times[best] as number, this.#data.step === 0);
    return [
      [span, 'time'],
      [`${maximum} ${this.#va(this.#curve.power[best] ?? 0)} (${at})`, 'power'],
      ...(average === undefined ? [] : [[`${mean} ${this.#va(average)}`, 'mean'] as const]),
    ];
  }

  #timeOf(until: number): string {
    const { step } = this.#data;
    if (step === 0) return this.#clock(until, true);
    return `${this.#clock(until - step, false)}–${this.#time.minutes(until)}`;
  }

  /** The end of a day is its 24:00, not the beginning of the next one. */
  #end(at: number): string {
    if (this.#time.clock(at) !== '00:00:00') return this.#clock(at, false);
    return this.#clock(at - 1, false).replace(/\d\d:\d\d$/, '24:00');
  }

  /** With the day where the curve spans several. */
  #clock(at: number, withSeconds: boolean): string {
    const clock = withSeconds ? this.#time.clock(at) : this.#time.minutes(at);
    if (this.#data.to - this.#data.from < DAY + 2 * 3600) return clock;
    const { weekday, date, month, year } = this.#time.fields(at);
    const { weekdays, months } = this.#words;
    const isLong = this.#data.to - this.#data.from > 300 * DAY;
    return `${weekdays[weekday]} ${date} ${months[month]}${isLong ? ` ${year}` : ''} ${clock}`;
  }

  #powers(va: number, mean: number): Part[] {
    if (this.#data.step === 0) return [[this.#va(va), 'power']];
    return [
      [`${this.#words.maximum} ${this.#va(va)}`, 'power'],
      [`${this.#words.mean} ${this.#va(mean)}`, 'mean'],
    ];
  }

  /** The period, and what an hour at this power costs: VA taken as W. */
  #priced(until: number, va: number): Part[] {
    const period = this.#curve.periodAt(until);
    const name = period === undefined ? undefined : this.#curve.nameOf(period);
    if (period === undefined || !name) return [];
    const price = this.#curve.priceAt(period, until);
    const { lang, perHour, noPrice } = this.#words;
    const cost = price === undefined ? noPrice : formatEuros(lang, (va / 1000) * price) + perHour;
    return [
      [name.name, `period ${name.style}`],
      [cost, 'cost'],
    ];
  }

  #injected(place: number): Part[] {
    const va = this.#curve.injected?.[place];
    if (!va) return [];
    const isEstimated = this.#curve.isEstimatedAt(this.#curve.times[place] as number);
    return [[`${this.#words.injected} ${isEstimated ? '~' : ''}${this.#va(va)}`, 'injected']];
  }

  #va(va: number): string {
    return formatUnit(this.#words.lang, Math.round(va), 'VA');
  }
}
