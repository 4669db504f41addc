import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../config/fault.js';
import { loadSettings, type Settings } from '../config/settings.js';
import { defaultSocket, servedSocket } from '../feed/path.js';
import type { Lang } from '../text/format.js';

/** Options that every command has. */
export interface CommonOptions {
  readonly home?: string;
  readonly conf?: string;
  readonly logs?: string;
  readonly socket?: string;
  readonly lang?: Lang;
}

/** Where everything lies, and what the configuration says at the start. */
export interface Places {
  readonly home: string;
  readonly conf: string;
  readonly tariffs: string;
  readonly logs: string;
  readonly socket: string;
  readonly settings: Settings;
  /** What is wrong in the configuration. */
  readonly faults: readonly Fault[];
}

/** The package's own directory: dist/src/cli/ lies three below it. */
export const PACKAGE = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

export function version(): string {
  return (JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }).version;
}

/** `--home`, else $LINKY_HOME, else the checkout, else where an installed package keeps its data (design 2). */
function homeOf(options: CommonOptions, env: NodeJS.ProcessEnv): string {
  if (options.home) return resolve(options.home);
  if (env['LINKY_HOME']) return resolve(env['LINKY_HOME']);
  const installed = PACKAGE.includes(`${join('/', 'node_modules')}/`) || !existsSync(join(PACKAGE, 'logs'));
  return installed ? '/var/lib/linky-monitor' : PACKAGE;
}

/** @param serves it is the daemon that asks: its socket need not be there yet */
export function placesOf(options: CommonOptions, env: NodeJS.ProcessEnv, serves = false): Places {
  const home = homeOf(options, env);
  const conf = options.conf ? resolve(options.conf) : join(home, 'conf', 'LinkyAcq.conf');
  const { settings, faults } = loadSettings(conf);
  return {
    home,
    conf,
    tariffs: join(dirname(conf), 'tariffs.conf'),
    logs: options.logs ? resolve(options.logs) : join(home, 'logs'),
    socket: options.socket
      ? resolve(options.socket)
      : (settings.FEED_SOCKET ?? (serves ? defaultSocket(env) : servedSocket(env))),
    settings,
    faults,
  };
}

/** The language of help and errors, known before the command line is understood: `--lang`, else LANGUAGE, else French. */
export function languageOf(argv: readonly string[], env: NodeJS.ProcessEnv): Lang {
  const wordAfter = (option: string): string | undefined => {
    const at = argv.findIndex((word) => word === option || word.startsWith(`${option}=`));
    return at < 0 ? undefined : argv[at]?.includes('=') ? argv[at]?.slice(option.length + 1) : argv[at + 1];
  };
  const lang = wordAfter('--lang');
  if (lang === 'fr' || lang === 'en') return lang;
  const home = wordAfter('--home');
  const conf = wordAfter('--conf');
  const common = { ...(home === undefined ? {} : { home }), ...(conf === undefined ? {} : { conf }) };
  return placesOf(common, env).settings.LANGUAGE ?? 'fr';
}
