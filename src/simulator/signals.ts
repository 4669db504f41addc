import type { Calendar } from './calendar.ts';
import { horodateOf, hours, type LegalTime } from './legal-time.ts';

/** An announced or running peak: the number of its DPM and FPM groups, its start and end as horodates. */
interface AnnouncedPeak {
  readonly number: number;
  readonly from: string;
  readonly to: string;
}

/** What the supplier's calendar makes the meter send. */
export interface Signals {
  /** The supplier index that counts: 0 is EASF01. */
  readonly running: number;
  /** Historique sends PEJP: half an hour before the peak. */
  readonly pejp: boolean;
  /** Tempo colours: 0 none or unknown, 1 blue, 2 white, 3 red. */
  readonly today: number;
  readonly tomorrow: number;
  /** STGE 28-29 and 30-31: number of the announced and of the running peak; 0 for none. */
  readonly notice: number;
  readonly peak: number;
  readonly peaks: readonly AnnouncedPeak[];
}

const NO_SIGNALS = { running: 0, pejp: false, today: 0, tomorrow: 0, notice: 0, peak: 0, peaks: [] };

/** What the supplier decides for a legal day. */
export interface DayChoices {
  /** Whether the mobile peak begins on it. */
  readonly isEjpDay: (day: number) => boolean;
  /** Its Tempo colour: 1 blue, 2 white, 3 red. */
  readonly tempoColour: (day: number) => number;
}

/** The signals of a calendar at a legal time. */
export function signalsAt(calendar: Calendar, time: LegalTime, choices: DayChoices): Signals {
  switch (calendar) {
    case 'BASE':
      return NO_SIGNALS;
    case 'HC':
      return { ...NO_SIGNALS, running: time.second >= hours(22, 30) || time.second < hours(6, 30) ? 0 : 1 };
    case 'EJP':
      return ejpSignals(time, choices);
    case 'TEMPO':
      return tempoSignals(time, choices);
  }
}

/**
 * The peak of an EJP day runs from 07:00 to 01:00 of the next morning. Historique warns half an hour before; standard
 * from 17:00 of the day before, and DPM1 then has the next peak instead of the running one.
 */
function ejpSignals({ day, second }: LegalTime, { isEjpDay }: DayChoices): Signals {
  const today = isEjpDay(day);
  const beforeOne = second < hours(1);
  const beforeSeven = second < hours(7);
  const peak = (today && !beforeSeven) || (beforeOne && isEjpDay(day - 1)) ? 1 : 0;
  const pejp = today && second >= hours(6, 30) && beforeSeven;
  const evening = second >= hours(17) && isEjpDay(day + 1);
  const notice = evening || (today && beforeSeven) ? 1 : 0;
  if (peak + notice === 0) return NO_SIGNALS;
  const peakDay = evening ? day + 1 : beforeOne && !today ? day - 1 : day;
  const from = horodateOf({ day: peakDay, second: hours(7) });
  const to = horodateOf({ day: peakDay + 1, second: hours(1) });
  return { ...NO_SIGNALS, running: peak, pejp, peak, notice, peaks: [{ number: 1, from, to }] };
}

/** Days from 06:00 to 06:00; tomorrow's colour is sent from 20:00. White days are peaks number 1, red ones number 2. */
function tempoSignals({ day, second }: LegalTime, { tempoColour }: DayChoices): Signals {
  const tempoDay = second < hours(6) ? day - 1 : day;
  const today = tempoColour(tempoDay);
  const isKnown = second >= hours(20) || second < hours(6);
  const tomorrow = isKnown ? tempoColour(tempoDay + 1) : 0;
  const offPeak = second >= hours(22) || second < hours(6);
  const peak = today - 1;
  const notice = tomorrow > 1 ? tomorrow - 1 : 0;
  // Announced and running peak may have the same number: the announced one is then sent.
  const days: Record<number, number> = { [peak]: tempoDay, [notice]: tempoDay + 1 };
  const sixOn = (date: number): string => horodateOf({ day: date, second: hours(6) });
  const peaks = [1, 2].flatMap((number) => {
    const first = days[number];
    return first === undefined ? [] : [{ number, from: sixOn(first), to: sixOn(first + 1) }];
  });
  return { ...NO_SIGNALS, running: peak * 2 + (offPeak ? 0 : 1), today, tomorrow, notice, peak, peaks };
}
