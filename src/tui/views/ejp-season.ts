import { type Euros, inCents } from '../../energy/euros.ts';
import type { Price, PriceList } from '../../energy/prices.ts';
import { PEAKS_OF_A_SEASON, type Season } from '../../report/days/season.ts';
import { type EjpOutlook, type MeanPeak, meanPeakOf, outlookOf } from '../../report/outlook/ejp-outlook.ts';
import { ejpTexts } from '../../text/ejp.ts';
import { aboutEuros, formatEuros, formatNumber, type Lang } from '../../text/format.ts';
import { type Day, daysBetween } from '../../time/local.ts';
import { fitting, type Line, paragraph, type Row, seg } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import type { EjpPage } from '../model/log-data.ts';
import { energyText, NONE } from './amounts.ts';
import { packed } from './ejp-now.ts';
import { runningEjpDay, usedOf } from './ejp-words.ts';
import type { ViewModel } from './view-model.ts';

/** The season, its used days, and as there is room how many are left, and how many have no log. */
export function seasonTitle(
  { lang, today }: ViewModel,
  page: EjpPage,
  used: number,
  unlogged: number,
  width: number,
): Line {
  const t = ejpTexts[lang];
  const { season, logged, since } = page;
  const known = used > 0 || logged.length > 0;
  const words = [
    t.season(season.from, season.to),
    t.used(usedOf(lang, used, { logged: known, since })[0]),
    ...(known && today <= season.to ? [t.left(Math.max(0, PEAKS_OF_A_SEASON - used), mayBeMore(page, unlogged))] : []),
    ...(unlogged > 0 ? [t.unlogged(unlogged)] : []),
  ];
  while (words.length > 2 && words.join(' · ').length > width - 4) words.pop();
  if (words.join(' · ').length > width - 4) words[0] = t.shortSeason(season.from, season.to);
  return words.map((text, i) => seg(`${i > 0 ? ' · ' : ''}${text}`, i < 2 ? 'title' : 'plain'));
}

/** Whether days that are not known of may have been EJP days, too: fewer are left then. */
const mayBeMore = ({ since }: EjpPage, unlogged: number): boolean => unlogged > 0 || since !== undefined;

/** What the mean peak is: of those of this season that have ended, else of the season before. */
export function meanPeak(model: ViewModel, { ejpDays, season }: EjpPage): MeanPeak | undefined {
  const running = runningEjpDay(model);
  const ended = ejpDays.filter(({ day }) => day !== running);
  return meanPeakOf(ended, model.state.logData.costs?.report, season);
}

/** The EJP days of a season, the days that have no log, and what its mean peak is. */
interface CountedSeason {
  readonly used: number;
  readonly unlogged: number;
  readonly mean: MeanPeak | undefined;
}

/** What the peaks have cost; their prices; how many are left, and what these will probably cost. */
export function seasonRows(
  model: ViewModel,
  page: EjpPage,
  { used, unlogged, mean }: CountedSeason,
  width: number,
): Row[] {
  const { lang, today, at, selection } = model;
  const { season, prices } = page;
  const isPresent = selection.seasonsBack === 0;
  const outlook = outlookOf({ season, used, at, mean }, prices);
  const rows = (rank: number, lines: readonly Line[]): Row[] => lines.map((line) => ({ line, rank }));
  return [
    ...rows(2, costLines(lang, page, width)),
    ...(isPresent && today <= season.to
      ? rows(3, outlookLines(lang, outlook, mean, season, width, mayBeMore(page, unlogged)))
      : []),
    ...rows(4, priceLines(lang, page, width, isPresent)),
    ...(isPresent && today > season.to ? rows(1, paragraph(ejpTexts[lang].summer, width, 'dim')) : []),
  ];
}

/** What the peaks cost, and would have cost at the price of the other hours; without a price, their energy. */
function costLines(lang: Lang, { total, ejpDays }: EjpPage, width: number): Line[] {
  const t = ejpTexts[lang];
  if (ejpDays.length === 0) return [];
  const missing = [...(total.cost === undefined ? ['HPM'] : []), ...(total.normalCost === undefined ? ['HN'] : [])];
  const euros = (amount: Euros | undefined): string =>
    amount === undefined ? `${NONE} €` : formatEuros(lang, inCents(amount));
  const texts = t.cost(euros(total.cost), euros(total.normalCost));
  const cost = total.cost === undefined ? t.energy(energyText(lang, total.peakWh)) : fitting(texts, width - 2);
  const parts = [seg(cost), ...(missing.length > 0 ? [seg(t.missing(missing.join(', ')), 'warning')] : [])];
  return indented(packed(parts, width));
}

const indented = (lines: readonly Line[]): Line[] => lines.map((line) => [seg(' '), ...line]);

/** `Restent 16 pointes en 127 jours · ~2,9 € chacune, ~46 € d’ici au 31/03 (moyenne de 6)`, as long as there is room. */
function outlookLines(
  lang: Lang,
  { left, days, each, all }: EjpOutlook,
  mean: MeanPeak | undefined,
  { to }: Season,
  width: number,
  atMost: boolean,
): Line[] {
  const t = ejpTexts[lang].outlook;
  if (left === 0) return [];
  const counts = t.left(left, days, atMost);
  if (each === undefined || all === undefined || !mean) return paragraph(fitting(counts, width - 2), width);
  const costs = t.cost(aboutEuros(lang, inCents(each)), aboutEuros(lang, inCents(all)), to);
  const bases = (mean.isOld ? t.seenBefore : t.seen)(mean.count);
  // The words get shorter before the cost of one peak goes.
  const texts = costs.flatMap((cost) => counts.flatMap((count) => bases.map((basis) => `${count} · ${cost} ${basis}`)));
  return paragraph(fitting(texts, width - 2), width);
}

/**
 * The prices of a season, each with the day that it follows another one from. Of the present season one price is said
 * beside the state already.
 */
const priceLines = memoizeLast(
  (lang: Lang, { season, prices, ejpDays }: EjpPage, width: number, isPresent: boolean): Line[] => {
    const keys = [
      ['HN', 'HN'],
      ['PM', 'HPM'],
    ] as const;
    const found = keys.map(([name, key]) => [name, pricesOf(prices, key, season)] as const);
    const isOne = found.every(([, list]) => list.length <= 1);
    if ((isOne && isPresent) || ejpDays.length === 0 || found.every(([, list]) => list.every((price) => !price)))
      return [];
    const { followed, perKwh } = ejpTexts[lang];
    const shown = (price: Price | undefined): string => (price ? formatNumber(lang, price.price, 4) : NONE);
    const text = (form: number): string[] =>
      found.map(([name, [first, ...others]]) => {
        const later = others.map((price) => followed(shown(price), price?.day ?? '')[form] ?? '');
        return `${name} ${shown(first)}${later.join(',')}`;
      });
    const [long, short] = [0, 1].map((form) => text(form).map((part, i) => (i === 0 ? `${perKwh} ${part}` : part))) as [
      string[],
      string[],
    ];
    const parts = long.join(' · ').length <= width - 2 ? long : short;
    return indented(
      packed(
        parts.map((part) => seg(part)),
        width,
      ),
    );
  },
);

/** The prices in force one after the other from the first to the last day; undefined where the first is not known. */
function pricesOf(prices: PriceList, key: string, { from, to }: { from: Day; to: Day }): (Price | undefined)[] {
  const found: (Price | undefined)[] = [];
  for (const day of daysBetween(from, to)) {
    const price = prices.inForceOn(key, day);
    if (found.length === 0 || found.at(-1) !== price) found.push(price);
  }
  return found;
}
