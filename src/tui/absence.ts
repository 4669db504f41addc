import { finish } from '../report/sums/read-logs.ts';
import { formatUnit, type Lang } from '../text/format.ts';
import { clockOf, dayOf } from '../time/local.ts';
import { examineMachine, type MachineRequest } from './files/machine.ts';
import { clean } from './layout/lines.ts';
import { readLastRecord } from './loader/last-record.ts';
import { LogSource } from './loader/log-source.ts';
import { afterLogData, type State } from './model/state.ts';
import { NBSP, NONE } from './views/amounts.ts';
import { daemonAdvice } from './views/first-use.ts';
import { lastKnown, lastKnownPeriod } from './views/last-known.ts';
import { viewModelOf } from './views/view-model.ts';

/** Where logs and program are, on this machine. */
export type Absence = Omit<MachineRequest, 'cwd' | 'node' | 'socket'>;

/** While the daemon is absent: the last line of the logs, marked as such, and what to do, as lines of text. */
export function absenceLines(
  state: State,
  lang: Lang,
  absence: Absence,
): { readonly known: string | undefined; readonly advice: readonly string[] } {
  const { logs, pricesFile: tariffsFile } = absence;
  const lastRecord = finish(readLastRecord(new LogSource({ logs, tariffsFile })));
  const socket = state.connection.kind === 'lost' ? state.connection.lost.path : '';
  const machine = examineMachine({ ...absence, socket, cwd: process.cwd(), node: process.execPath });
  const model = viewModelOf({ ...afterLogData(state, { lastRecord }), machine }, Date.now(), lang);
  const record = lastKnown(model);
  const advice = daemonAdvice(model).map(({ words, command }) => [words, command].filter(Boolean).join(' '));
  if (!record) return { known: undefined, advice: advice.map(clean) };
  const { at, papp } = record;
  const period = lastKnownPeriod(model)?.period ?? NONE;
  const power = papp === undefined ? '' : `  PAPP ${formatUnit(lang, papp, 'VA')}${NBSP}?`;
  return { known: clean(`${dayOf(at)} ${clockOf(at)}  ${period}${NBSP}?${power}`), advice: advice.map(clean) };
}
