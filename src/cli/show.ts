import type { Lang } from '../text/format.js';
import type { Look } from '../tui/terminal.js';
import { stayLean } from './lean.js';

/** The places that the screen looks at. */
export interface ViewedHome {
  readonly logs: string;
  readonly socket: string;
  readonly tariffs: string;
}

export interface ShowOptions {
  readonly look?: Look;
  readonly lang: Lang;
  /** The directory of the logs that was asked for; undefined: the one that the daemon names. */
  readonly logs: string | undefined;
}

export const hasTerminal = (): boolean => process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb';

/**
 * The screen; lines of text where there is no terminal for it.
 * @returns the exit code
 */
export async function show(home: ViewedHome, { look, lang, logs }: ShowOptions): Promise<number> {
  const { socket, tariffs: tariffsFile } = home;
  const { env } = process;
  if (hasTerminal()) {
    stayLean();
    const { runTui } = await import('../tui/tui.js');
    return runTui({ socket, logs, home: home.logs, tariffsFile, lang, env, ...(look ? { look } : {}) });
  }
  const [{ runPlain }, { speaksUtf8 }] = await Promise.all([import('../tui/plain.js'), import('../tui/terminal.js')]);
  return runPlain({ socket, lang, ascii: look?.ascii || !speaksUtf8(env) });
}
