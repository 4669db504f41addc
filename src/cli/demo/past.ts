import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatData } from '../../journal/log-line.ts';
import { logFile } from '../../journal/writer.ts';
import { type MeterOptions, SimulatedMeter } from '../../simulator/meter.ts';
import { isEjpDay, tempoColour } from '../../simulator/scenario.ts';
import { addDays, type Day, dayOf, daysBetween, endOfDay, startOfDay } from '../../time/local.ts';

/** The household of a demo, its meter, and the weather of its years. */
export const HOUSE = { scenario: 'weather', mode: 'historique', phases: 1, seed: 7, producer: false } as const;

/** Days of logs before the one on which a demo begins: fourteen months, so that two EJP seasons can be compared. */
const PAST_DAYS = 425;
/** The last days, the first day of the demo included, have a line as often as the daemon writes one. */
const WHOLE_DAYS = 3;
/** Between two lines, ms: of the older days, a step of the curves; of the whole ones, eight readings and the pause. */
const COARSE_MS = 600_000;
const FINE_MS = 20_000;
/** A log that was written just now may still be written to: one of a day that has ended is not, ms. */
const SETTLED_MS = 60_000;

/** Where the past ends, and the meter goes on. */
export interface Present {
  /** When the last line was written, ms since 1970 UTC. */
  readonly since: number;
  /** What the indexes were then, Wh, in the order of the contract's keys. */
  readonly indexes: readonly number[];
}

/** Writes the logs of the fourteen months before an instant (ms), as a daemon would have: a real home has a past to show. */
export function writePast(logs: string, contract: MeterOptions['contract'], until: number): Present {
  const today = dayOf(until);
  const days = daysBetween(addDays(today, -PAST_DAYS), today);
  const firstWhole = addDays(today, 1 - WHOLE_DAYS);
  const meter = new SimulatedMeter({ ...HOUSE, contract, start: startOfDay(days[0] as Day) });
  for (const day of days) {
    const stepMs = day < firstWhole ? COARSE_MS : FINE_MS;
    const lines = linesOf(meter, day, stepMs, until - FINE_MS);
    const file = logFile(logs, day);
    // On the first minute of a day there is nothing yet.
    if (lines.length === 0) continue;
    writeFileSync(file, `${lines.join('\n')}\n`);
    if (day === today) continue;
    const changed = Math.min(endOfDay(day), Date.now() - SETTLED_MS) / 1000;
    utimesSync(file, changed, changed);
  }
  const { at, indexes } = meter.state();
  return { since: at, indexes: Object.values(indexes) };
}

/** Writes beside the configuration what the weather made of these days, whatever the contract: their colours, which were EJP days. */
export function writeDayFiles(conf: string, until: number): void {
  const today = dayOf(until);
  const { scenario, seed } = HOUSE;
  const days = daysBetween(addDays(today, -PAST_DAYS - 1), today).map((day) => ({
    day,
    legal: Date.parse(day) / 86_400_000,
  }));
  const colours = days.map(({ day, legal }) => `${day} ${COLOURS[tempoColour(scenario, seed, legal)]}`);
  const ejpDays = days.map(({ day, legal }) => (isEjpDay(scenario, seed, legal) ? day : `${day} non`));
  writeFileSync(join(conf, 'tempo-days.conf'), `${colours.join('\n')}\n`);
  writeFileSync(join(conf, 'ejp-days.conf'), `${ejpDays.join('\n')}\n`);
}

/** By their numbers. */
const COLOURS = ['', 'bleu', 'blanc', 'rouge'];

/** A day's lines, up to an instant (ms). */
function linesOf(meter: SimulatedMeter, day: Day, stepMs: number, until: number): string[] {
  const lines: string[] = [];
  const start = startOfDay(day);
  const end = Math.min(endOfDay(day, start), until);
  for (let at = start; at < end; at += stepMs) {
    meter.advanceTo(at, stepMs);
    const { periodCode, indexes, papp, iinst } = meter.state();
    lines.push(formatData({ at, periodCode, indexes, papp, iinst, injectionIndex: undefined, pinj: undefined }));
  }
  return lines;
}
