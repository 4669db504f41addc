import { contractOfKey } from '../../meter/contract.ts';
import { type Tab, viewsOf } from './selection.ts';
import type { State } from './state.ts';

/** The contract by the meter's word, or by that of the logs. */
export const contractOf = ({ sample, hello, logData }: State): string | undefined =>
  sample?.message.contract ?? hello?.contract ?? contractOfLogs(logData);

/** A report names no contract where the supplier has a calendar of its own: that has a name, or only indexes. */
function contractOfLogs({ costs, lastRecord }: State['logData']): string | undefined {
  const report = costs?.report;
  const [key] = Object.keys(lastRecord?.indexes ?? {});
  return report?.contract ?? report?.calendar?.name ?? (key === undefined ? undefined : contractOfKey(key));
}

/** The views that this home has. */
export function tabsOf(state: State): readonly Tab[] {
  const { costs, ejp } = state.logData;
  const { active, notice } = state.sample?.message.ejp ?? {};
  const isEjp = Boolean(active || notice) || (costs?.report?.ejpDays.length ?? 0) > 0 || (ejp?.ejpDays.length ?? 0) > 0;
  return viewsOf(contractOf(state), isEjp);
}

/** Whether the view of the EJP days shows those of Tempo: on that contract, in a season without EJP days. */
export const showsTempo = (state: State): boolean =>
  contractOf(state) === 'TEMPO' && (state.logData.ejp?.ejpDays.length ?? 0) === 0;
