import { UNKNOWN_CODE } from '../../meter/contract.ts';
import { legalStartOf, PEAK_MS } from '../../meter/ejp.ts';
import type { LastRecord } from '../model/log-data.ts';
import type { ViewModel } from './view-model.ts';

/** An older line says nothing of the present any more, ms. */
const MAX_AGE_MS = 3_600_000;

/**
 * The last line of the logs, where the daemon is absent and has sent nothing since this screen was opened; undefined
 * where that line is old. What is shown of it is marked as no longer certain.
 */
export function lastKnown({ sample, link, state, at: now }: ViewModel): LastRecord | undefined {
  const record = state.logData.lastRecord;
  if (sample || link.kind !== 'absent' || !record) return undefined;
  return now - record.at <= MAX_AGE_MS ? record : undefined;
}

/** The period of that line, and its instant (ms); undefined where the line does not know it, or its peak is over by law. */
export function lastKnownPeriod(model: ViewModel): Pick<LastRecord, 'period' | 'at'> | undefined {
  const record = lastKnown(model);
  if (!record || record.period === UNKNOWN_CODE) return undefined;
  const isOver = record.period === 'PM' && model.at >= legalStartOf(record.at) + PEAK_MS;
  return isOver ? undefined : { period: record.period, at: record.at };
}
