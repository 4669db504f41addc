import { type Euros, eurosOf, inCents } from '../../energy/euros.ts';
import type { Colour } from '../../meter/tempo.ts';
import { ejpTexts } from '../../text/ejp.ts';
import { aboutEuros, type Lang } from '../../text/format.ts';
import { type Line, seg } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { tabulate } from '../layout/table.ts';
import { eurosText, kwhText, NONE } from './amounts.ts';
import { TEMPO_SIGNS } from './calendar.ts';
import type { TempoDays } from './tempo-days.ts';

/** White and red days of a Tempo year; the others are blue. */
export const TEMPO_DAYS = { white: 43, red: 22 } as const;
const MS_PER_DAY = 86_400_000;

/** The index keys of a colour. */
const KEYS: Readonly<Record<Colour, readonly string[]>> = {
  ...{ red: ['HCJR', 'HPJR'], white: ['HCJW', 'HPJW'], blue: ['HCJB', 'HPJB'] },
};

interface ColourRow {
  readonly colour: Colour;
  readonly used: number;
  readonly of: number;
  readonly wh: number;
  readonly cost: Euros | undefined;
}

/** Of each colour: days used and left, energy, cost, cost of a day, and what the days left would cost at that. */
export const tempoTable = memoizeLast((lang: Lang, { from, to, days, counts }: TempoDays, width: number): Line[] => {
  const t = ejpTexts[lang].tempo;
  const length = Math.round((Date.parse(to) - Date.parse(from)) / MS_PER_DAY) + 1;
  const row = (colour: Colour, used: number, of: number): ColourRow => {
    const parts = days.flatMap(({ periods }) => periods.filter(({ key }) => KEYS[colour].includes(key)));
    const wh = parts.reduce((sum, part) => sum + part.wh, 0);
    return { colour, used, of, wh, cost: eurosOf(parts, ({ cost }) => cost) };
  };
  const rows = [
    row('red', counts.red, TEMPO_DAYS.red),
    row('white', counts.white, TEMPO_DAYS.white),
    row('blue', counts.blue, length - TEMPO_DAYS.red - TEMPO_DAYS.white),
  ];
  const each = ({ used, cost }: ColourRow): number | undefined =>
    used === 0 || cost === undefined ? undefined : inCents(cost) / used;
  const about = (amount: number | undefined): string => (amount === undefined ? NONE : `~${aboutEuros(lang, amount)}`);
  const left = ({ used, of }: ColourRow): number => Math.max(0, of - used);
  const table = tabulate(
    [
      {
        title: t.colour,
        rank: 0,
        left: true,
        cell: ({ colour }) => seg(`${TEMPO_SIGNS[colour].sign} ${t.colours[colour]}`, TEMPO_SIGNS[colour].style),
      },
      { title: t.days, rank: 3, cell: ({ used, of }) => `${used} / ${of}` },
      { title: t.remaining, rank: 0, style: 'value', cell: (each) => String(left(each)) },
      { title: 'kWh', rank: 4, cell: ({ wh }) => kwhText(lang, wh) },
      { title: '€', rank: 2, cell: ({ cost }) => eurosText(lang, cost) },
      { title: t.each, rank: 5, cell: (row) => about(each(row)) },
      {
        title: t.toCome,
        rank: 6,
        cell: (row) => {
          const one = each(row);
          return about(one === undefined ? undefined : one * left(row));
        },
      },
    ],
    rows,
    width,
  );
  return [table.head, ...table.rows];
});
