import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/*
 * What V8 has made of the program's files is kept from one start of the screen to the next: compiling them again takes a
 * quarter of its start. From 22.1 on Node does that by itself. Here an older one does it for the files of dist/program
 * that the screen loads: in $XDG_CACHE_HOME/linky-monitor, which must be the user's own, a file for each. Such a file
 * begins with what it was made of and under; then comes V8's data, twice: V8 does not notice that some bytes of it have
 * changed and would crash, and comparing takes less time than the sum of any checksum. A file that is not exactly right
 * is ignored and replaced. $NODE_DISABLE_COMPILE_CACHE turns all of this off, as it does in Node.
 */

/**
 * The files of the program that are kept: those of the screen. V8 takes code back under the same flags only, and these are
 * loaded, as they are kept, without the optimising compiler.
 */
const KEPT = ['common.cjs', 'screen.cjs', 'journal.cjs', 'figures.cjs', 'pages.cjs'];
const EXTENSION = '.code';

/** A file of the program as it was loaded. */
interface Loaded {
  readonly script: Script;
  readonly key: string;
  readonly isKnown: boolean;
}

const loaded = new Map<string, Loaded>();
let directory: string | undefined;

/** Where this user's cache is; undefined where there is none of his own, as for who became root and kept his home. */
export function cacheDirectory({ XDG_CACHE_HOME: cache, HOME: home }: NodeJS.ProcessEnv): string | undefined {
  const above = cache?.startsWith('/') ? cache : home?.startsWith('/') ? join(home, '.cache') : undefined;
  if (above === undefined) return undefined;
  for (const place of [join(above, 'linky-monitor'), above, dirname(above)]) {
    const stat = statSync(place, { throwIfNoEntry: false });
    if (stat)
      return stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0 ? join(above, 'linky-monitor') : undefined;
  }
  return undefined;
}

/** What V8's data was made of and under: for another key it is worth nothing. */
function keyOf(file: string, source: string): string {
  const { mtimeMs } = statSync(file);
  const { version, arch, versions, execArgv } = process;
  return `${JSON.stringify([file, source.length, mtimeMs, version, versions.v8, arch, execArgv, process.env['NODE_OPTIONS']])}\n`;
}

function readData(file: string, key: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const head = Buffer.byteLength(key);
    const middle = head + (bytes.length - head) / 2;
    const data = bytes.subarray(head, middle);
    const isRight = bytes.toString('utf8', 0, head) === key && data.length > 0 && data.equals(bytes.subarray(middle));
    return isRight ? data : undefined;
  } catch {
    return undefined;
  }
}

const cacheFile = (to: string, file: string): string => join(to, `${basename(file, '.cjs')}${EXTENSION}`);

/** Loads a file of the program as Node does, with V8's data where there is any. */
function load(to: string, module: NodeJS.Module, file: string): void {
  // The bundle is ASCII.
  const source = readFileSync(file, 'latin1');
  const key = keyOf(file, source);
  const known = readData(cacheFile(to, file), key);
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new Script(wrapped, { filename: file, ...(known ? { cachedData: known } : {}) });
  loaded.set(file, { script, key, isKnown: known !== undefined && script.cachedDataRejected === false });
  const run = script.runInThisContext() as (...all: readonly unknown[]) => void;
  run(module.exports, (name: string) => module.require(name), module, file, dirname(file));
}

/** Keeps what is not known yet. To be called once, when all has run that is run at a start. */
export function keepCode(): void {
  flushCompileCache?.();
  const to = directory;
  const fresh = [...loaded].filter(([, { isKnown }]) => !isKnown);
  if (to === undefined || fresh.length === 0) return;
  try {
    mkdirSync(to, { recursive: true, mode: 0o700 });
    // What a program that was killed while writing has left.
    for (const name of readdirSync(to)) if (name.includes(`${EXTENSION}.`)) rmSync(join(to, name), { force: true });
    for (const [file, { script, key }] of fresh) {
      const data = script.createCachedData();
      const temporary = `${cacheFile(to, file)}.${process.pid}`;
      writeFileSync(temporary, Buffer.concat([Buffer.from(key), data, data]), { flag: 'wx', mode: 0o600 });
      renameSync(temporary, cacheFile(to, file));
    }
  } catch {
    // A disk that is full or cannot be written: there is no cache then.
  }
  loaded.clear();
}

/** Node's own, from 22.1 on; it writes at the end of the process, which a signal may take away. */
const { enableCompileCache, flushCompileCache } = nodeModule as {
  enableCompileCache?: (directory: string) => void;
  flushCompileCache?: () => void;
};

function begin(): void {
  const { env, execArgv, argv } = process;
  // Node maps the lines of an error to those of the sources only where it loads the file itself.
  const isWanted = !env['NODE_DISABLE_COMPILE_CACHE'] && !execArgv.includes('--enable-source-maps');
  // The daemon starts once, and writes nothing but its logs.
  if (!isWanted || argv.includes('daemon') || !import.meta.url.endsWith('.cjs')) return;
  const to = cacheDirectory(env);
  if (to === undefined) return;
  if (enableCompileCache) {
    enableCompileCache(to);
    return;
  }
  directory = to;
  const { extensions } = createRequire(import.meta.url);
  const usual = extensions['.js'];
  extensions['.cjs'] = (module: NodeJS.Module, file: string) => {
    if (KEPT.includes(basename(file)) && dirname(file) === import.meta.dirname) load(to, module, file);
    else usual?.(module, file);
  };
}

begin();
