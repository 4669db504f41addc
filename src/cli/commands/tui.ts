import type { Lang } from '../../text/format.ts';
import { dayOf } from '../../time/local.ts';
import type { DisplayOptions } from '../../tui/terminal/capabilities.ts';
import type { TuiOptions } from '../../tui/tui-options.ts';
import type { Call, CommonOptions } from '../command.ts';
import type { DisplayFlags } from '../display-options.ts';
import { CLI, dayFilesOf, PACKAGE, type Paths, readPaths } from '../paths.ts';
import { keepCode } from '../program-files.ts';

/** The options as commander gives them. */
export type TuiFlags = DisplayFlags & { readonly from?: string; readonly to?: string };

/** Whether the command line says whose logs are read: else they are those of the daemon that answers. */
export const namesLogs = ({ home, logs }: CommonOptions): boolean => home !== undefined || logs !== undefined;

/** What the command line names: the rest is the daemon's, or what the user chose on the screen. */
export interface Named {
  readonly logs: boolean;
  readonly language: boolean;
  /** The directories and files, as a daemon is given them. */
  readonly options?: string;
}

export const namedIn = (options: CommonOptions): Named => ({
  logs: namesLogs(options),
  language: options.lang !== undefined,
  options: (['home', 'conf', 'logs', 'socket'] as const)
    .flatMap((name) => (options[name] === undefined ? [] : [` --${name} ${options[name]}`]))
    .join(''),
});

export const hasTerminal = (): boolean => process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb';

/** `tui`: the screen. @returns the exit code */
export async function tui(call: Call<TuiFlags>): Promise<number> {
  const { options, lang } = call;
  const paths = await readPaths(call, 'FEED_SOCKET');
  const { displayOptionsOf } = await import('../display-options.ts');
  const openOn = options.from === undefined && options.to === undefined ? undefined : await daysOf(options, lang);
  return openScreen(paths, lang, namedIn(options), displayOptionsOf(options), openOn);
}

/** The days of `--from` and `--to`. @throws CliError, code 2 */
async function daysOf({ from, to }: TuiFlags, lang: Lang): Promise<OpenOn> {
  const [{ rangeOption }, { cli }] = await Promise.all([import('../day-option.ts'), import('../../text/cli.ts')]);
  return rangeOption({ from, to }, { from: '--from', to: '--to' }, dayOf(Date.now()), { lang, cli: cli[lang] });
}

type OpenOn = TuiOptions['openOn'];

/**
 * Opens the screen, or writes lines of text where there is no terminal for it.
 * @param named whether the command line has named the directory of the logs, else it is the one that the daemon names; and
 * the language, else it is the one that the user chose on the screen
 * @returns the exit code
 */
export async function openScreen(
  { socket, prices, logs, conf, settings }: Pick<Paths, 'socket' | 'prices' | 'logs' | 'conf' | 'settings'>,
  lang: Lang,
  named: Named,
  display?: DisplayOptions,
  openOn?: OpenOn,
): Promise<number> {
  const { env } = process;
  const program = { cli: CLI, directory: PACKAGE, options: named.options ?? '' };
  if (hasTerminal()) {
    const { runTui } = await import('../../tui/tui.ts');
    const { asStarted, beLean, compile } = await import('../v8-flags.ts');
    beLean('--no-opt', '--no-parallel-scavenge', '--semi-space-growth-factor=1');
    const engine = { load: asStarted, compile, settled: () => asStarted(keepCode) };
    const contracts = { offPeak: settings.HC_HOURS, dayFiles: dayFilesOf(conf) };
    const files = { socket, home: logs, logs: named.logs ? logs : undefined, tariffsFile: prices, contracts, program };
    return runTui({
      ...{ ...files, lang, namesLanguage: named.language, env, engine },
      ...(display ? { display } : {}),
      ...(openOn ? { openOn } : {}),
    });
  }
  const [{ runPlain }, { speaksUtf8 }] = await Promise.all([
    import('../../tui/plain.ts'),
    import('../../tui/terminal/capabilities.ts'),
  ]);
  const absence = { env, program, logs, pricesFile: prices };
  return runPlain({ socket, lang, ascii: display?.ascii || !speaksUtf8(env), absence });
}
