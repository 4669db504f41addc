/*
 * Logs for the pages: three days of a simulated EJP house, a line each 20 s, the second and a part of the third in the peak,
 * with a hole on the second.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatData } from '../../src/journal/log-line.ts';
import { logFile } from '../../src/journal/writer.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { type Day, daysBetween, endOfDay, instantOf, startOfDay } from '../../src/time/local.ts';

const STEP_MS = 20_000;

export interface PageLogs {
  readonly from: Day;
  readonly to: Day;
  /** Nothing is written from the one to the other, local times. */
  readonly hole?: readonly [string, string];
  /** Nothing is written from here on, ms since 1970 UTC. */
  readonly until?: number;
}

/** Writes logs and prices of a home. */
export function writePageLogs(home: string, { from, to, hole, until = Number.POSITIVE_INFINITY }: PageLogs): void {
  mkdirSync(join(home, 'logs'), { recursive: true });
  mkdirSync(join(home, 'conf'), { recursive: true });
  const prices = ['HN 0.1781', 'HPM 0.3440', 'INJECTION 0.04', 'ABO 19.20'];
  writeFileSync(join(home, 'conf', 'tariffs.conf'), prices.map((each) => `2026-02-01 ${each}\n`).join(''));
  const [begin, end] = hole ? hole.map(instantOf) : [];
  const meter = new SimulatedMeter({
    ...{ contract: 'ejp', scenario: 'ejp-season', mode: 'historique', phases: 1, producer: false, seed: 11 },
    start: startOfDay(from),
  });
  for (const day of daysBetween(from, to)) {
    const lines: string[] = [];
    for (let at = startOfDay(day) + STEP_MS / 2; at < Math.min(until, endOfDay(day)); at += STEP_MS) {
      meter.advanceTo(at);
      if (begin !== undefined && end !== undefined && at > begin && at < end) continue;
      const { periodCode, indexes, papp, iinst } = meter.state();
      lines.push(formatData({ at, periodCode, indexes, papp, iinst, injectionIndex: undefined, pinj: undefined }));
    }
    if (lines.length > 0) writeFileSync(logFile(join(home, 'logs'), day), `${lines.join('\n')}\n`);
  }
}
