/*
 * Two EJP winters for the screens: a line an hour, no chance. The first one has all its 22 peaks and a change of prices in
 * February, the second one runs.
 */
import { writeFileSync } from 'node:fs';
import { formatData } from '../../src/journal/log-line.ts';
import { logFile } from '../../src/journal/writer.ts';
import { addDays, type Day, dayOf, daysBetween } from '../../src/time/local.ts';
import { Home } from './screen-logs.ts';

const HOUR_MS = 3_600_000;

/** The days of the month with a peak. */
const PEAKS: Readonly<Record<string, readonly number[]>> = {
  '2025-11': [20, 25],
  '2025-12': [2, 4, 9, 11, 16, 18],
  '2026-01': [6, 8, 13, 15, 20, 22, 27, 29],
  '2026-02': [3, 5, 10, 12, 17],
  '2026-03': [3],
  '2026-11': [5, 12, 17, 19, 24],
  '2026-12': [1, 3, 8, 10, 15],
  '2027-01': [5, 7, 12, 14, 19, 21],
  '2027-02': [2],
};

const isPeakDay = (day: Day): boolean => PEAKS[day.slice(0, 7)]?.includes(Number(day.slice(8))) === true;

/** What the house draws, W: more in the cold months and in the evening, less in a peak. */
function drawn(at: number, inPeak: boolean): number {
  const date = new Date(at);
  const cold = Math.max(0, 5 - Math.abs(((date.getMonth() + 6) % 12) - 6.5));
  const evening = [17, 18, 19, 20, 21].includes(date.getHours()) ? 700 : 0;
  return Math.round((250 + cold * 110 + evening + ((date.getDate() * 37) % 9) * 45) * (inPeak ? 0.7 : 1));
}

/** A home whose logs end at an instant, ms; they begin on 20 October 2025. */
export function winterHome(until: number, prices?: string): Home {
  const home = new Home(prices);
  const indexes = { HN: 12_000_000, HPM: 800_000 };
  const lines = new Map<Day, string[]>();
  for (let at = Date.parse('2025-10-20T00:00:00+02:00'); at <= until; at += HOUR_MS) {
    const inPeak = (day: Day, hour: number): boolean =>
      (hour >= 7 && isPeakDay(day)) || (hour < 1 && isPeakDay(addDays(day, -1)));
    const day = dayOf(at);
    const runs = inPeak(day, new Date(at).getHours());
    const before = at - HOUR_MS;
    const ran = inPeak(dayOf(before), new Date(before).getHours());
    indexes[ran ? 'HPM' : 'HN'] += drawn(before, ran);
    const line = formatData({
      ...{ at, periodCode: runs ? 'PM..' : 'HN..', papp: drawn(at, runs) * 3, iinst: 5, indexes: { ...indexes } },
      ...{ pinj: undefined, injectionIndex: undefined },
    });
    lines.set(day, [...(lines.get(day) ?? []), line]);
  }
  for (const [day, ofDay] of lines) writeFileSync(logFile(home.paths.logs, day), `${ofDay.join('\n')}\n`);
  return home;
}

/** Its peaks from one day to another. */
export const peaksFrom = (from: Day, to: Day): Day[] => daysBetween(from, to).filter(isPeakDay);
