import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { formatData } from '../../src/journal/log-line.ts';
import { logFile } from '../../src/journal/writer.ts';
import { type MeterOptions, type MeterState, SimulatedMeter } from '../../src/simulator/meter.ts';
import { type Day, dayOf, endOfDay, startOfDay } from '../../src/time/local.ts';

/** A simulated home, and how often its log has a line. */
export interface House extends Pick<MeterOptions, 'contract'>, Partial<Omit<MeterOptions, 'contract' | 'start'>> {
  readonly from: Day;
  readonly to: Day;
  readonly stepMs: number;
}

/** The states of a simulated meter, from the first midnight to the last one, both included. */
export function* livesOf({ from, to, stepMs, ...options }: House): Generator<MeterState> {
  const start = startOfDay(from);
  const end = endOfDay(to);
  const usual = { mode: 'historique', phases: 1, scenario: 'weather', seed: 7, producer: false } as const;
  const meter = new SimulatedMeter({ ...usual, ...options, start });
  for (let at = start; at <= end; at += stepMs) {
    meter.advanceTo(at, stepMs);
    yield meter.state();
  }
}

/** A time of change that no report takes for a log that is still being written. */
const LONG_AGO = new Date('2026-06-01');

/** Writes states as the logs that a daemon would have written. @param seenBy what the meter of the log counts, of each */
export function writeHouse(
  logs: string,
  states: Iterable<MeterState>,
  seenBy: (state: MeterState) => Pick<MeterState, 'periodCode' | 'indexes'> = (state) => state,
): void {
  mkdirSync(logs, { recursive: true });
  const lines = new Map<Day, string[]>();
  for (const state of states) {
    const { at, papp, iinst } = state;
    const line = formatData({ ...seenBy(state), at, papp, iinst, injectionIndex: undefined, pinj: undefined });
    const day = dayOf(at);
    const known = lines.get(day);
    if (known) known.push(line);
    else lines.set(day, [line]);
  }
  for (const [day, each] of lines) {
    const file = logFile(logs, day);
    writeFileSync(file, `${each.join('\n')}\n`);
    utimesSync(file, LONG_AGO, LONG_AGO);
  }
}

/** As a meter on BASE sees it: one index for all. */
export const asBase = ({ indexes }: Pick<MeterState, 'indexes'>): Pick<MeterState, 'periodCode' | 'indexes'> => ({
  periodCode: 'TH..',
  indexes: { BASE: Object.values(indexes).reduce((sum, wh) => sum + wh) },
});
