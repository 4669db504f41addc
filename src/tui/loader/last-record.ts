import { periodOfCode } from '../../meter/contract.ts';
import type { Work } from '../../report/sums/read-logs.ts';
import type { LastRecord } from '../model/log-data.ts';
import type { LogSource } from './log-source.ts';

/** Reads the last line of the logs, for a screen without a daemon; undefined where they cannot be read, or have none. */
// biome-ignore lint/correctness/useYield: one log is one piece of work
export function* readLastRecord(source: LogSource): Work<LastRecord | undefined> {
  try {
    const day = source.logs.list.at(-1);
    const record = day === undefined ? undefined : source.logs.read(day).records.at(-1);
    if (!record) return undefined;
    const { at, periodCode, papp, iinst, pinj, indexes } = record;
    return { at, period: periodOfCode(periodCode), papp, iinst, pinj, indexes };
  } catch {
    // The pages of the logs say why.
    return undefined;
  }
}
