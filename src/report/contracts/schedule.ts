import type { Colour } from '../../meter/tempo.ts';
import { type ClockRange, isInRange } from '../../time/clock-range.ts';
import { addDays, type Day } from '../../time/local.ts';
import type { ComparedContract } from './choices.ts';

/** What suppliers decide for each day; undefined where that is not known. */
export interface DayKinds {
  /** The Tempo colour of the day that begins at 06:00. */
  colourOf(day: Day): Colour | undefined;
  /** Whether the mobile peak begins at 07:00. */
  isEjpDay(day: Day): boolean | undefined;
}

/** When each period of a contract counts. */
export interface Schedule {
  readonly contract: ComparedContract;
  /** The key of the index that would count at a time of a day; undefined where that is not known. */
  keyAt(day: Day, minute: number): string | undefined;
}

/** When a Tempo day begins, in minutes since midnight. */
export const TEMPO_START = 6 * 60;
/** From 06:00 to 22:00 heures pleines count. */
const TEMPO_PEAK: ClockRange = { from: TEMPO_START, to: 22 * 60 };
/** The mobile peak of the law, over midnight. */
const EJP_PEAK: ClockRange = { from: 7 * 60, to: 60 };
const COLOUR_LETTERS: Readonly<Record<Colour, string>> = { blue: 'B', white: 'W', red: 'R' };

/** The schedules of contracts. @param offPeak the off-peak hours of the contract HC */
export const schedulesOf = (offPeak: readonly ClockRange[], kinds: DayKinds): Record<ComparedContract, Schedule> => ({
  base: { contract: 'base', keyAt: () => 'BASE' },
  hc: {
    contract: 'hc',
    keyAt: (_, minute) => (offPeak.some((range) => isInRange(range, minute)) ? 'HC' : 'HP'),
  },
  tempo: {
    contract: 'tempo',
    keyAt: (day, minute) => {
      const colour = kinds.colourOf(minute < TEMPO_START ? addDays(day, -1) : day);
      return colour && `${isInRange(TEMPO_PEAK, minute) ? 'HP' : 'HC'}J${COLOUR_LETTERS[colour]}`;
    },
  },
  ejp: {
    contract: 'ejp',
    keyAt: (day, minute) => {
      if (!isInRange(EJP_PEAK, minute)) return 'HN';
      const isPeak = kinds.isEjpDay(minute < EJP_PEAK.to ? addDays(day, -1) : day);
      return isPeak === undefined ? undefined : isPeak ? 'HPM' : 'HN';
    },
  },
});

/** The times at which a period of any of them may begin, in minutes since midnight. */
export const cutsOf = (offPeak: readonly ClockRange[]): number[] =>
  [TEMPO_PEAK, EJP_PEAK, ...offPeak].flatMap(({ from, to }) => [from, to]);
