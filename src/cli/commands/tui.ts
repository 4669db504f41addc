import type { Lang } from '../../text/format.ts';
import type { DisplayOptions } from '../../tui/terminal/capabilities.ts';
import type { Call } from '../command.ts';
import type { DisplayFlags } from '../display-options.ts';
import { disableJit } from '../jit.ts';
import { CLI, PACKAGE, type Paths, readPaths } from '../paths.ts';

export const hasTerminal = (): boolean => process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb';

/** `tui`: the screen. @returns the exit code */
export async function tui(call: Call<DisplayFlags>): Promise<number> {
  const paths = await readPaths(call, 'FEED_SOCKET');
  const { displayOptionsOf } = await import('../display-options.ts');
  const { options, lang } = call;
  const named = { logs: options.logs !== undefined, language: options.lang !== undefined };
  return openScreen(paths, lang, named, displayOptionsOf(options));
}

/**
 * Opens the screen, or writes lines of text where there is no terminal for it.
 * @param named whether the command line has named the directory of the logs, else it is the one that the daemon names; and
 * the language, else it is the one that the user chose on the screen
 * @returns the exit code
 */
export async function openScreen(
  { socket, prices, logs }: Pick<Paths, 'socket' | 'prices' | 'logs'>,
  lang: Lang,
  named: { readonly logs: boolean; readonly language: boolean },
  display?: DisplayOptions,
): Promise<number> {
  const { env } = process;
  const program = { cli: CLI, directory: PACKAGE };
  if (hasTerminal()) {
    disableJit();
    const { runTui } = await import('../../tui/tui.ts');
    const files = { socket, home: logs, logs: named.logs ? logs : undefined, tariffsFile: prices, program };
    return runTui({ ...files, lang, namesLanguage: named.language, env, ...(display ? { display } : {}) });
  }
  const [{ runPlain }, { speaksUtf8 }] = await Promise.all([
    import('../../tui/plain.ts'),
    import('../../tui/terminal/capabilities.ts'),
  ]);
  const absence = { env, program, logs, pricesFile: prices };
  return runPlain({ socket, lang, ascii: display?.ascii || !speaksUtf8(env), absence });
}
