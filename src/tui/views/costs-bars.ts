import { inCents } from '../../energy/euros.ts';
import { kindOfDay } from '../../report/sums/day-kind.ts';
import type { GroupReport } from '../../report/sums/grouping.ts';
import type { Report } from '../../report/sums/report.ts';
import { ESTIMATED, type PeriodTotal, titleOf } from '../../report/sums/totals.ts';
import { costsPage } from '../../text/costs-page.ts';
import { formatNumber, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Day, daysBetween, monthOf } from '../../time/local.ts';
import { type Line, type Size, seg, widthOf } from '../layout/lines.ts';
import { type CostBars, greatestBar } from '../model/cost-bars.ts';
import { costText, energyText, percentText } from './amounts.ts';
import { type Bar, barWidth, stackedBars } from './bars.ts';
import { signOf } from './period-signs.ts';

/** The bars of the chosen row: what each day or week cost, by its periods; without prices their energy. */
export function costBarsChart(lang: Lang, shown: CostBars, size: Size): Line[] {
  const { unit, bars, cursor } = shown;
  const t = views[lang];
  const isPriced = inEuros(bars);
  const amount = ({ wh, cost }: PeriodTotal): number => (isPriced ? inCents(cost ?? 0n) : wh / 1000);
  const places = placesOf(shown);
  const narrow = barWidth(places.length, size.width) < 3;
  const drawn = places.map((place, i): Bar => {
    const first = place.bar?.from ?? place.day;
    const before = places[i - 1]?.day;
    const isNew = before === undefined || monthOf(before) !== monthOf(place.day);
    const month = t.months[Number(place.day.slice(5, 7)) - 1] as string;
    const date = String(Number(place.day.slice(8)));
    return {
      name: unit === 'week' ? (isNew ? month : '') : narrow && i % 5 !== 0 ? '' : date,
      parts: place.bar?.periods.map((part) => ({ amount: Math.max(0, amount(part)), ...signOf(part.key) })),
      key: `bar:${first}`,
    };
  });
  const at = bars[cursor];
  return stackedBars(drawn, {
    ...size,
    cursor: at ? places.findIndex(({ bar }) => bar === at) : -1,
    cursorName: at ? t.costs.name(at.name) : '',
    label: (value) => scaleText(lang, value),
  });
}

const scaleText = (lang: Lang, value: number): string =>
  formatNumber(lang, value, value === 0 || Number.isInteger(value) ? 0 : 2);

const inEuros = (bars: readonly GroupReport[]): boolean => bars.every(({ cost }) => cost !== undefined);

/** A place for each day of the row, also for those that nothing is known of; of weeks, those that are known. */
function placesOf({ unit, group, bars }: CostBars): { readonly day: Day; readonly bar: GroupReport | undefined }[] {
  if (unit === 'week') return bars.map((bar) => ({ day: bar.to, bar }));
  const known = new Map(bars.map((bar) => [bar.from, bar]));
  return daysBetween(group.from, group.to).map((day) => ({ day, bar: known.get(day) }));
}

/** What the bars are; or the one under the cursor, read out as far as the width goes. */
export function costBarsTitle(lang: Lang, report: Report, shown: CostBars, width: number): Line {
  const t = costsPage[lang];
  const { unit, group, bars, cursor } = shown;
  const at = bars[cursor];
  if (at) return readOut(lang, report, at, width);
  const isPriced = inEuros(bars);
  const best = greatestBar(bars);
  const name = views[lang].costs.name;
  const most = best && t.most(isPriced ? costText(lang, best.cost) : energyText(lang, best.wh), name(best.name));
  const words = t.bars[unit][isPriced ? 'euros' : 'kwh'];
  return packedTitle([words, name(group.name), ...(most === undefined ? [] : [most])], width);
}

/** `mar. 24/11/2026 · 8,412 kWh  1,30 € · HN 8,412 kWh 1,30 € · inj. 4,105 kWh · relevés 58 % · jour EJP` */
function readOut(lang: Lang, report: Report, bar: GroupReport, width: number): Line {
  const t = costsPage[lang];
  const kind = bar.name.by === 'day' ? kindOfDay(report, bar.from, bar.periods) : undefined;
  const used = bar.periods.filter(({ wh }) => wh > 0);
  const sign = bar.injectionEstimated ? ESTIMATED : '';
  return packedTitle(
    [
      views[lang].costs.name(bar.name),
      `${energyText(lang, bar.wh)}  ${costText(lang, bar.cost)}`,
      ...(kind === undefined ? [] : [kind === 'ejp' ? t.ejpDay : t.colourDay[kind]]),
      ...(used.length > 1
        ? used.map((part) => `${titleOf(part)} ${energyText(lang, part.wh)} ${costText(lang, part.cost)}`)
        : []),
      ...(bar.injectedWh > 0 ? [t.injected(sign + energyText(lang, bar.injectedWh))] : []),
      views[lang].costs.covered(percentText(lang, bar.coverage)),
    ],
    width,
  );
}

/** Parts of a title, the first in bold; those that have no room go from the end. */
export function packedTitle([first = '', ...parts]: readonly string[], width: number): Line {
  const line = [seg(first, 'title')];
  for (const part of parts) {
    if (widthOf(line) + 3 + part.length > width) break;
    line.push(seg(` · ${part}`));
  }
  return line;
}
