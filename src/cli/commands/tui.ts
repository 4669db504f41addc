import type { Lang } from '../../text/format.ts';
import type { DisplayOptions } from '../../tui/terminal/capabilities.ts';
import { keepCode } from '../code-cache.ts';
import type { Call } from '../command.ts';
import type { DisplayFlags } from '../display-options.ts';
import { prepareForScreen } from '../jit.ts';
import { type Paths, readPaths } from '../paths.ts';

export const hasTerminal = (): boolean => process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb';

/** `tui`: the screen. @returns the exit code */
export async function tui(call: Call<DisplayFlags>): Promise<number> {
  const paths = await readPaths(call, 'FEED_SOCKET');
  const { displayOptionsOf } = await import('../display-options.ts');
  return openScreen(paths, call.lang, call.options.logs !== undefined, displayOptionsOf(call.options));
}

/**
 * Opens the screen, or writes lines of text where there is no terminal for it.
 * @param namesLogs whether the user has named the directory of the logs: else it is the one that the daemon names
 * @returns the exit code
 */
export async function openScreen(
  { socket, prices, logs }: Pick<Paths, 'socket' | 'prices' | 'logs'>,
  lang: Lang,
  namesLogs: boolean,
  display?: DisplayOptions,
): Promise<number> {
  const { env } = process;
  if (hasTerminal()) {
    prepareForScreen();
    const { runTui } = await import('../../tui/tui.ts');
    const files = { socket, home: logs, logs: namesLogs ? logs : undefined, tariffsFile: prices };
    return runTui({ ...files, lang, env, settled: keepCode, ...(display ? { display } : {}) });
  }
  const [{ runPlain }, { speaksUtf8 }] = await Promise.all([
    import('../../tui/plain.ts'),
    import('../../tui/terminal/capabilities.ts'),
  ]);
  return runPlain({ socket, lang, ascii: display?.ascii || !speaksUtf8(env) });
}
