import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import type { DayFiles } from '../config/day-kinds.ts';
import type { ConfigIssue } from '../config/issue.ts';
import { loadSettings, type Settings, type SettingsFile } from '../config/settings.ts';
import type { Target } from '../doctor/examination.ts';
import { defaultSocket, servedSocket } from '../feed/path.ts';
import { codeOf } from '../host/files.ts';
import type { Lang } from '../text/format.ts';
import type { Call, CommonOptions } from './command.ts';
import { CliError } from './errors.ts';

/** Where a command finds everything, and what the configuration says at the start. */
export interface Paths extends Omit<Target, 'version' | 'models'> {
  /** What is wrong in the configuration. */
  readonly issues: readonly ConfigIssue[];
}

/** Names of the configuration; the second is how the Perl scripts of some homes have it. */
export const CONF_NAMES = ['LinkyAcq.conf', 'LinkyAqc.conf'] as const;

const here = import.meta.filename;
/** The program's own file: beside this one in the bundle dist/program/, else above it. */
export const CLI = resolve(dirname(here), here.endsWith('.cjs') ? 'cli.cjs' : `../cli${extname(here)}`);
/** The package's own directory, above dist/program/, dist/src/cli/ or, where Node runs TypeScript, src/cli/. */
export const PACKAGE = resolve(dirname(CLI), CLI.endsWith('.ts') ? '..' : '../..');

export function version(): string {
  return (JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }).version;
}

/** `--home`, else $LINKY_HOME, else the checkout, else where an installed package keeps its data. */
function homeOf(options: CommonOptions, env: NodeJS.ProcessEnv): string {
  if (options.home) return resolve(options.home);
  if (env['LINKY_HOME']) return resolve(env['LINKY_HOME']);
  const installed = PACKAGE.includes(`${join('/', 'node_modules')}/`) || !existsSync(join(PACKAGE, 'logs'));
  return installed ? '/var/lib/linky-monitor' : PACKAGE;
}

/** The configuration of a home; where there is none, the name that it should have. */
function confOf(home: string): string {
  const [usual, other] = CONF_NAMES.map((name) => join(home, 'conf', name)) as [string, string];
  return !existsSync(usual) && existsSync(other) ? other : usual;
}

/** The files that say what days are like, beside a configuration; without one of EJP days there, the program's own counts. */
export function dayFilesOf(conf: string): DayFiles {
  const own = join(dirname(conf), 'ejp-days.conf');
  const ejp = existsSync(own) ? own : join(PACKAGE, 'conf', 'ejp-days.conf');
  return { tempo: join(dirname(conf), 'tempo-days.conf'), ejp };
}

/** The configuration that was read last: the language is looked up before the command is known, which asks again. */
let lastRead: { readonly state: string; readonly read: SettingsFile } | undefined;

function settingsOf(conf: string): SettingsFile {
  const state = `${conf} ${changeOf(conf)}`;
  if (lastRead?.state !== state) lastRead = { state, read: loadSettings(conf) };
  return lastRead.read;
}

function changeOf(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    return codeOf(error);
  }
}

/** @param serves for the daemon, whose socket need not be there yet */
export function pathsOf(options: CommonOptions, env: NodeJS.ProcessEnv, serves = false): Paths {
  const home = homeOf(options, env);
  const conf = options.conf ? resolve(options.conf) : confOf(home);
  const { settings, issues } = settingsOf(conf);
  return {
    home,
    conf,
    prices: join(dirname(conf), 'tariffs.conf'),
    logs: options.logs ? resolve(options.logs) : join(home, 'logs'),
    socket: options.socket
      ? resolve(options.socket)
      : (settings.FEED_SOCKET ?? (serves ? defaultSocket(env) : servedSocket(env))),
    settings,
    issues,
  };
}

/** The paths of a command that runs; from here on the process is in the time zone of the configuration. */
export function enterPaths(options: CommonOptions, serves = false): Paths {
  const paths = pathsOf(options, process.env, serves);
  process.env['TZ'] = paths.settings.TIMEZONE;
  return paths;
}

/**
 * `enterPaths` for a command that only reads. It warns of what is wrong in the configuration, of the time zone, the
 * language and these keys; of the other keys the daemon and the doctor do.
 * @throws CliError where the configuration that was named is not there: the defaults would be another one
 */
export async function readPaths({ options, lang }: Call, ...keys: readonly (keyof Settings)[]): Promise<Paths> {
  const paths = enterPaths(options);
  const isMissing = options.conf !== undefined && !existsSync(paths.conf);
  if (!isMissing && paths.issues.length === 0) return paths;
  const [{ cli }, { tellConfIssues }] = await Promise.all([import('../text/cli.ts'), import('./issues.ts')]);
  if (isMissing) throw new CliError(cli[lang].unreadable(paths.conf, 'ENOENT'));
  const isWhole = ({ line, key }: ConfigIssue): boolean => line === 0 && key === '';
  const names = ['TIMEZONE', 'LANGUAGE', ...keys];
  tellConfIssues(
    paths.issues.filter((each) => isWhole(each) || names.includes(each.key)),
    lang,
  );
  return paths;
}

/** The language of help and errors, known before the command line is understood: `--lang`, else LANGUAGE, else French. */
export function languageOf(argv: readonly string[], env: NodeJS.ProcessEnv): Lang {
  const wordAfter = (option: string): string | undefined => {
    const at = argv.findIndex((word) => word === option || word.startsWith(`${option}=`));
    return at < 0 ? undefined : argv[at]?.includes('=') ? argv[at]?.slice(option.length + 1) : argv[at + 1];
  };
  const lang = wordAfter('--lang');
  if (lang === 'fr' || lang === 'en') return lang;
  return pathsOf({ home: wordAfter('--home'), conf: wordAfter('--conf') }, env).settings.LANGUAGE ?? 'fr';
}
