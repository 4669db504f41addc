import { type Tab, viewsOf } from './selection.ts';
import type { State } from './state.ts';

/** The contract by the meter's word, or by that of the logs. */
export const contractOf = ({ sample, hello, logData }: State): string | undefined =>
  sample?.message.contract ?? hello?.contract ?? logData.costs?.report?.contract;

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
