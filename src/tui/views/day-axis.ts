import type { DayProfile } from '../../report/profile.ts';
import type { Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Day, instantOf, type Stretch } from '../../time/local.ts';
import { type Line, seg } from '../layout/lines.ts';
import { axisRow, SCALE } from './chart.ts';

/** A day as the columns of its curve: 23, 24 or 25 hours. */
export interface DayAxis extends Stretch, Pick<DayProfile, 'periods'> {
  readonly day: Day;
  readonly columns: number;
}

/** Hours that are marked under the curve: the dear ones of EJP, the cheap ones of the others. */
const MARKS: readonly { readonly name: string; readonly of: RegExp; readonly sign: string }[] = [
  { name: 'PM', of: /^PM$/, sign: '▒' },
  { name: 'HC', of: /^HC/, sign: '░' },
];
/** Least distance of two hours under the curve, columns. */
const BETWEEN_HOURS = 9;

/** The period that ran in the middle of a column. */
function periodAt({ from, to, columns, periods }: DayAxis, column: number): string | undefined {
  const at = from + ((column + 0.5) * (to - from)) / columns;
  return periods.find((each) => each.from <= at && at <= each.to)?.period;
}

export const isPeak = (axis: DayAxis, column: number): boolean => periodAt(axis, column) === 'PM';

/** The rows under the curve: the marked hours where there are any, then the names of the hours. */
export function dayFeet(lang: Lang, axis: DayAxis, marked: boolean): Line[] {
  const mark = MARKS.find(({ of }) => axis.periods.some(({ period }) => of.test(period)));
  const hours = axisRow(hoursOf(lang, axis));
  if (!mark || !marked) return [hours];
  const style = mark.name === 'PM' ? 'peak' : 'dim';
  const signs = Array.from({ length: axis.columns }, (_, column) =>
    mark.of.test(periodAt(axis, column) ?? '') ? mark.sign : ' ',
  ).join('');
  const label = seg(mark.name.padStart(SCALE - 1), style);
  return [[label, seg('│', 'border'), { text: signs, style }], hours];
}

/** The names of local hours where they begin. An hour that the clock skips has none, a doubled one twice the room. */
function hoursOf(lang: Lang, { day, from, to, columns }: DayAxis): string {
  const name = views[lang].day.hour;
  const every = [1, 2, 3, 6, 12, 24].find((hours) => (columns * hours) / 24 >= BETWEEN_HOURS) ?? 24;
  const end = name(24);
  let text = '';
  for (let hour = 0; hour < 24; hour += every) {
    const at = instantOf(`${day}T${String(hour).padStart(2, '0')}:00:00`);
    const column = Math.round(((at - from) / (to - from)) * columns);
    if (column >= text.length && column + name(hour).length < columns - end.length)
      text = text.padEnd(column) + name(hour);
  }
  return text.padEnd(columns - end.length) + end;
}
