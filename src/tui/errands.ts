import type { Exported, ExportFormat } from './model/selection.ts';
import type { State } from './model/state.ts';
import type { TuiOptions } from './tui-options.ts';
import type { ViewModel } from './views/view-model.ts';

/*
 * What the screen does seldom, with code that is loaded for it: it looks at the machine where something is missing, and
 * writes what is shown to a file.
 */

/** Whether something is missing that the machine has to be looked at for: the logs, or any price. */
export const isLacking = ({ machine, today }: State): boolean =>
  !machine && today !== undefined && (today.fault !== undefined || today.prices.isEmpty);

/** What could be done on this machine; undefined where the program does not know how it is called. */
export async function examined(options: TuiOptions, state: State): Promise<State['machine']> {
  const { program, env, socket, home, logs = state.hello?.logs ?? home, tariffsFile } = options;
  if (!program) return undefined;
  const { examineMachine } = await import('./files/machine.ts');
  const here = { cwd: process.cwd(), node: process.execPath };
  return examineMachine({ ...here, env, program, socket, logs, pricesFile: tariffsFile });
}

/** Writes what is shown to a file, and says where. @param text the rows of the screen */
export async function exported(
  model: ViewModel,
  format: ExportFormat,
  text: string,
  env: NodeJS.ProcessEnv,
): Promise<Exported> {
  const [{ exportOf }, { writeExport }] = await Promise.all([import('./export.ts'), import('./files/export-file.ts')]);
  const content = exportOf(model, format, text);
  return content ? writeExport(content, env) : { kind: 'nothing' };
}
