import type { Lang } from '../text/format.ts';
import type { DisplayOptions } from '../tui/terminal/capabilities.ts';
import { disableJit } from './jit.ts';

/** The places that the screen looks at. */
export interface ViewedHome {
  readonly logs: string;
  readonly socket: string;
  readonly prices: string;
}

export interface OpenScreenOptions {
  readonly look?: DisplayOptions;
  readonly lang: Lang;
  /** The directory of the logs that was asked for; undefined: the one that the daemon names. */
  readonly logs: string | undefined;
}

export const hasTerminal = (): boolean => process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb';

/**
 * The screen; lines of text where there is no terminal for it.
 * @returns the exit code
 */
export async function openScreen(home: ViewedHome, { look, lang, logs }: OpenScreenOptions): Promise<number> {
  const { socket, prices: tariffsFile } = home;
  const { env } = process;
  if (hasTerminal()) {
    disableJit();
    const { runTui } = await import('../tui/tui.ts');
    return runTui({ socket, logs, home: home.logs, tariffsFile, lang, env, ...(look ? { display: look } : {}) });
  }
  const [{ runPlain }, { speaksUtf8 }] = await Promise.all([
    import('../tui/plain.ts'),
    import('../tui/terminal/capabilities.ts'),
  ]);
  return runPlain({ socket, lang, ascii: look?.ascii || !speaksUtf8(env) });
}
