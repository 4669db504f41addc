import nodeModule, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { bytesOf, CodeCache, cacheDirectory, type SourceFile } from './code-cache.ts';
import { leadingOptions } from './command.ts';

/*
 * How the files of dist/program are loaded. From 22.1 on Node keeps by itself what V8 has made of them; here an older one
 * does so (code-cache.ts). Compiling them again is a quarter of the start of the screen and of a report. Nor does such a
 * file take Node's way to find a module, which asks the system for each directory above it.
 * $NODE_DISABLE_COMPILE_CACHE turns all of this off, as it does in Node.
 */

/** Words that ask for help. */
const HELP = ['-h', '--help', 'help', '-V', '--version'];

/** What code is kept for: what is run often. The daemon starts once, and writes nothing but its logs. */
function commandOf(words: readonly string[]): string | undefined {
  if (words.some((word) => HELP.includes(word))) return 'help';
  const [named = 'tui'] = leadingOptions(words).rest;
  if (named === 'report' || named === 'status' || named === 'pages') return named;
  return named.startsWith('-') || named === 'tui' || named === 'demo' ? 'tui' : undefined;
}

const HEAD = Buffer.from('(function (exports, require, module, __filename, __dirname) {');
const TAIL = Buffer.from('\n})');

/** Node's own cache, from 22.1 on; it writes at the end of the process, which a signal may take away. */
const { enableCompileCache, flushCompileCache } = nodeModule as {
  enableCompileCache?: (directory: string) => void;
  flushCompileCache?: () => void;
};

const here = import.meta.filename;
let cache: CodeCache | undefined;

/** Keeps the code that has run. To be called once, when all has run that a start runs. */
export function keepCode(): void {
  flushCompileCache?.();
  cache?.keep();
}

function begin(): void {
  const { env, execArgv, argv } = process;
  const command = commandOf(argv.slice(2));
  // Node maps the lines of an error to those of the sources only where it loads the file itself.
  const isWanted = !env['NODE_DISABLE_COMPILE_CACHE'] && !execArgv.includes('--enable-source-maps');
  if (command === undefined || !isWanted || !here.endsWith('.cjs')) return;
  const directory = cacheDirectory(env);
  if (directory === undefined) return;
  if (enableCompileCache) {
    enableCompileCache(directory);
    return;
  }
  cache = new CodeCache(directory, command);
  const outer = createRequire(here);
  const usual = outer.extensions['.js'];
  outer.extensions['.cjs'] = (module: NodeJS.Module, path: string) => {
    if (dirname(path) === dirname(here)) run(module, path, cache as CodeCache, outer);
    else usual?.(module, path);
  };
}

/** Runs a file of the program, with V8's data where there is any. */
function run(module: NodeJS.Module, path: string, code: CodeCache, outer: NodeJS.Require): void {
  const { text, ...file } = readSource(path);
  const known = code.dataOf(file);
  const script = new Script(text, { filename: path, ...(known ? { cachedData: known } : {}) });
  if (!known || script.cachedDataRejected) code.add(file, script);
  const body = script.runInThisContext() as (...all: readonly unknown[]) => void;
  const required = (name: string): unknown =>
    name.startsWith('./') ? exportsOf(join(dirname(path), name), code, outer) : outer(name);
  body.call(module.exports, module.exports, required, module, path, dirname(path));
}

/** What a file of the program exports; it is loaded where that is not done. */
function exportsOf(path: string, code: CodeCache, outer: NodeJS.Require): unknown {
  const loaded = outer.cache[path];
  if (loaded) return loaded.exports;
  const module = new nodeModule.Module(path);
  module.filename = path;
  outer.cache[path] = module;
  run(module, path, code, outer);
  module.loaded = true;
  return module.exports;
}

/** A file as the body of a function, in one piece of memory: joined texts would be copied again. */
function readSource(path: string): SourceFile & { readonly text: string } {
  const { bytes, size, mtimeMs } = bytesOf(path, HEAD.length, TAIL.length);
  HEAD.copy(bytes);
  TAIL.copy(bytes, HEAD.length + size);
  // The bundle is ASCII.
  return { path, size, mtimeMs, text: bytes.toString('latin1') };
}

begin();
