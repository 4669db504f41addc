import type { EnergyRecord } from '../../energy/record.ts';
import { periodOfCode, UNKNOWN_CODE } from '../../meter/contract.ts';

/**
 * The topic `record`: a line of the log. Its indexes stand beside the other fields, as in the log.
 * @param t s since 1970 UTC; a line's never changes, so that one that comes twice is known by it
 */
export const recordOf = (record: EnergyRecord, t: number): object => ({
  t,
  period: record.periodCode === UNKNOWN_CODE ? null : periodOfCode(record.periodCode),
  ...record.indexes,
  papp: record.papp ?? null,
  i: record.iinst ?? null,
  ...(record.injectionIndex === undefined ? {} : { injection: record.injectionIndex }),
  ...(record.pinj === undefined ? {} : { pinj: record.pinj }),
});
