import { keyOfPeriod } from '../../meter/contract.ts';
import { priceOf } from '../../report/sums/pricing.ts';
import { curve as texts } from '../../text/curve.ts';
import { formatEuros, formatUnit } from '../../text/format.ts';
import { clockOf, dayOf } from '../../time/local.ts';
import type { Line, Segment } from '../layout/lines.ts';
import { seg, widthOf } from '../layout/lines.ts';
import { styleOfPeriod } from '../layout/period-style.ts';
import type { Axis } from '../model/curve/axis.ts';
import { NBSP } from './amounts.ts';
import type { ShownCurves } from './shown-curve.ts';
import type { ViewModel } from './view-model.ts';

const MINUTE_MS = 60_000;

/**
 * What is under the cursor: `14:35–14:42  max 2 340 VA  moy. 1 870 VA  inj. 0,00 kW  PM  0,64 €/h`. What has no room is
 * left out from the end.
 */
export function readOut(model: ViewModel, curves: ShownCurves, column: number, width: number): Line {
  const line: Segment[] = [];
  for (const part of partsOf(model, curves, column)) {
    if (line.length > 0 && widthOf(line) + part.text.length + 2 > width) break;
    line.push(line.length > 0 ? { ...part, text: `  ${part.text}` } : part);
  }
  return line;
}

function partsOf(model: ViewModel, curves: ShownCurves, column: number): Segment[] {
  const { lang } = model;
  const text = texts[lang];
  const { axis, power, injection, over } = curves;
  const { max, mean, period, isMixed } = power.columns[column] ?? {};
  const injected = injection.columns[column]?.mean;
  const time = seg(timeOf(model, axis, column), 'title');
  const before = over?.[column];
  const compared = before === undefined ? [] : [seg(text.against(formatUnit(lang, Math.round(before), 'VA')))];
  if (max === undefined) {
    const isToCome = axis.from + column * axis.step > axis.until;
    return [time, seg(isToCome ? text.toCome : text.notMeasured, 'dim'), ...compared];
  }
  const va = (power: number): string => formatUnit(lang, Math.round(power), 'VA');
  // Of several periods no price is that of all.
  const cost = isMixed ? undefined : costOf(model, axis.from + column * axis.step, period, mean ?? max);
  return [
    time,
    seg(text.maximum(va(max)), 'value'),
    ...compared,
    seg(text.mean(va(mean ?? max))),
    ...(injected === undefined ? [] : [seg(text.injected(formatUnit(lang, injected / 1000, 'kW', 2)))]),
    ...(period === undefined ? [] : [seg(period, styleOfPeriod(period))]),
    ...(cost === undefined ? [] : [seg(text.perHour(formatEuros(lang, cost).replace(' ', NBSP)))]),
  ];
}

/** `14:35–14:42`, with the day where the curve spans several or another one than today; seconds where they tell apart. */
function timeOf({ lang, today }: ViewModel, { from, step, columns }: Axis, column: number): string {
  const begin = from + column * step;
  const clock = (at: number): string => clockOf(at).slice(0, step < MINUTE_MS ? 8 : 5);
  const end = clock(begin + step);
  const first = clock(begin);
  const day = dayOf(begin);
  const isToday = day === today && dayOf(from + columns * step - 1) === dayOf(from);
  const named = isToday ? first : texts[lang].dayAndTime(day, first);
  const last = dayOf(begin + step - 1);
  if (last !== day) return `${named} → ${texts[lang].dayAndTime(dayOf(begin + step), end)}`;
  return first === end ? named : `${named}–${end}`;
}

/** What an hour at this power costs, €: VA taken as W. @param price €/kWh */
export const hourlyCost = (price: number, va: number): number => (va / 1000) * price;

/** What an hour of a column costs, where its period has a price. */
function costOf({ state }: ViewModel, at: number, period: string | undefined, va: number): number | undefined {
  const prices = state.today?.prices ?? state.logData.costs?.prices;
  if (period === undefined || !prices) return undefined;
  const price = priceOf(keyOfPeriod(period), dayOf(at), prices)?.price;
  return price === undefined ? undefined : hourlyCost(price, va);
}
