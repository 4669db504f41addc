import { isCheap, tempoDayOf } from '../../meter/contract.ts';
import { type Column, type Curve, SCALE } from './curve.ts';
import { type Line, type Segment, type Style, seg } from './lines.ts';
import { styleOfPeriod } from './period-style.ts';

interface Mark {
  readonly name: string;
  /** The sign of a column; a blank where it is not marked. */
  sign(period: string): string;
}

/** Days of Tempo, the dearer the darker; their cheap hours are low. */
const DAYS: Readonly<Record<string, string>> = { B: '░', W: '▒', R: '█' };
const CHEAP = '▁';

/** What is marked under a curve: the first of these that there is. They tell prices where there are no colours. */
const MARKS: readonly Mark[] = [
  { name: 'PM', sign: (period) => (period === 'PM' ? '▒' : ' ') },
  {
    name: 'Tempo',
    sign: (period) => {
      const day = tempoDayOf(period);
      return day === undefined ? ' ' : isCheap(period) ? CHEAP : (DAYS[day] ?? ' ');
    },
  },
  { name: 'HC', sign: (period) => (isCheap(period) ? '░' : ' ') },
];

/** The row under a plot that marks hours by their price; undefined where no hour is marked. */
export function periodFoot({ columns }: Pick<Curve, 'columns'>): Line | undefined {
  for (const mark of MARKS) {
    const first = columns.find(({ period }) => period !== undefined && mark.sign(period) !== ' ');
    if (first)
      return [seg(mark.name.padStart(SCALE - 1), nameStyle(mark, first)), seg('│', 'border'), ...signs(mark, columns)];
  }
  return undefined;
}

/** The name of one price has its colour; one of several has none. */
const nameStyle = ({ name }: Mark, { period }: Column): Style => (name === 'Tempo' ? 'dim' : styleOfPeriod(period));

function signs(mark: Mark, columns: readonly Column[]): Line {
  const out: Segment[] = [];
  for (const { period } of columns) {
    const text = period === undefined ? ' ' : mark.sign(period);
    const style = text === ' ' ? 'plain' : styleOfPeriod(period);
    const last = out.at(-1);
    if (last?.style === style) out[out.length - 1] = { text: last.text + text, style };
    else out.push({ text, style });
  }
  return out;
}
