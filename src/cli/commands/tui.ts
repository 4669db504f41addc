import type { Lang } from '../../text/format.ts';
import type { DisplayOptions } from '../../tui/terminal/capabilities.ts';
import type { Call } from '../command.ts';
import type { DisplayFlags } from '../display-options.ts';
import { disableJit } from '../jit.ts';
import { readPaths } from '../paths.ts';

/** What the screen shows: the logs and prices of a home, and the feed of its daemon. */
export interface ViewedHome {
  readonly logs: string;
  readonly socket: string;
  readonly prices: string;
}

export interface OpenScreenOptions {
  readonly display?: DisplayOptions;
  readonly lang: Lang;
  /** The directory of the logs that was asked for; undefined: the one that the daemon names. */
  readonly logs: string | undefined;
}

export const hasTerminal = (): boolean => process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb';

/** `tui`: the screen. @returns the exit code */
export async function tui(call: Call<DisplayFlags>): Promise<number> {
  const paths = await readPaths(call, 'FEED_SOCKET');
  const { displayOptionsOf } = await import('../display-options.ts');
  const logs = call.options.logs === undefined ? undefined : paths.logs;
  return openScreen(paths, { display: displayOptionsOf(call.options), lang: call.lang, logs });
}

/** Opens the screen, or writes lines of text where there is no terminal for it. @returns the exit code */
export async function openScreen(home: ViewedHome, { display, lang, logs }: OpenScreenOptions): Promise<number> {
  const { socket, prices: tariffsFile } = home;
  const { env } = process;
  if (hasTerminal()) {
    disableJit();
    const { runTui } = await import('../../tui/tui.ts');
    return runTui({ socket, logs, home: home.logs, tariffsFile, lang, env, ...(display ? { display } : {}) });
  }
  const [{ runPlain }, { speaksUtf8 }] = await Promise.all([
    import('../../tui/plain.ts'),
    import('../../tui/terminal/capabilities.ts'),
  ]);
  return runPlain({ socket, lang, ascii: display?.ascii || !speaksUtf8(env) });
}
