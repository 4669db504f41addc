/*
 * Makes what ships: the modules of src/ become files of many modules each in dist/program/ (dist/src/ has a file a
 * module, for the tests). A module costs a Pi Zero ten milliseconds to be found and opened, and the first screen needs 130.
 *   cli.cjs      the entry: loads start.cjs, which must run before anything else is loaded, then main.cjs
 *   main.cjs     what every command needs
 *   screen.cjs   the first screen, with the parts of blessed that it uses; pages.cjs: what it loads afterwards
 *   words, client, common, journal, figures, host: what these two share with other commands; each command has a file of
 *   its own
 *   page.js, page.css: what a page in a browser has in it
 * CommonJS, as Node starts it in a tenth less time than modules. dist/src/cli.js stays a way to start the program, as
 * services of earlier versions do.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { patchedBlessed } from './blessed.ts';
import { patchedCommander } from './commander.ts';
import { MQTT_PARTS, patchedMqtt } from './mqtt.ts';

const root = resolve(import.meta.dirname, '../../..');
const src = join(root, 'src');
const out = join(root, 'dist', 'program');

/** Packages that ship inside of the program: their licences ship with it. */
const INSIDE = ['blessed', 'blessed-contrib', 'sparkline', 'commander', 'uplot', 'mqtt', ...MQTT_PARTS];

/** Commands that are not to load the screen. */
const OTHERS = [
  'daemon',
  'status',
  'report',
  'doctor',
  'service',
  'setup',
  'record',
  'decode',
  'simulate',
  'compress',
  'mqtt',
  'site',
];

/** The modules that some of them import statically, themselves included. */
function reachedFrom(files: readonly string[], reached = new Set<string>()): Set<string> {
  for (const file of files) {
    if (reached.has(file)) continue;
    reached.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(
      /^(?:(?:import|export) (?!type )[^;']*\bfrom|import) '(\.[^']+)'/gm,
    );
    reachedFrom(
      [...imports].map(([, name = '']) => resolve(dirname(file), name)),
      reached,
    );
  }
  return reached;
}

/** One-byte text: a sign beyond it would have V8 keep two bytes for each of all. */
const inAscii = (code: string): string =>
  code.replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * The bundler has a getter for each name that a file exports, and a copy of all that a module of Node's has where its
 * default is asked for. Both cost every start, and a getter each use: a name that always means the same is a plain one,
 * and a module of Node's is its own default.
 */
const withPlainExports = (code: string): string =>
  code
    .replace(
      /^Object\.defineProperty\(exports, "([\w$]+)", \{\n\tenumerable: true,\n\tget: function\(\) \{\n\t\treturn ([\w$]+);\n\t\}\n\}\);$/gm,
      (getter, name: string, own: string) => (isConstant(code, own) ? `exports.${name} = ${own};` : getter),
    )
    .replace(/^(node_\w+) = require_rolldown_runtime\.__toESM\(\1, 1\);\n/gm, '')
    .replace(/\b(node_\w+)\.default\b/g, '$1');

/** Whether a name of a file is set where it is declared and nowhere else. */
function isConstant(code: string, name: string): boolean {
  const word = name.replaceAll('$', '\\$');
  if (new RegExp(`^(?:async )?function\\*? ${word}\\(|^const ${word} = `, 'm').test(code)) return true;
  const settings = code.match(new RegExp(`(?<![\\w$.])${word} (?:[-+*/|&?]{0,3})= `, 'g')) ?? [];
  const isCounted = new RegExp(`(?:\\+\\+|--)${word}(?![\\w$])|(?<![\\w$.])${word}(?:\\+\\+|--)`).test(code);
  return settings.length === 1 && !isCounted && new RegExp(`^(?:var|let) ${word} = `, 'm').test(code);
}

/** The file of the bundler's own functions. */
const RUNTIME = 'rolldown-runtime';

/**
 * The bundler has a file of its own functions, loaded first of all. They move to the end of the file that is loaded before
 * it and needs none of them: a file less is half a millisecond.
 */
function withoutOwnFile(): void {
  const own = join(out, `${RUNTIME}.cjs`);
  const asked = `const require_rolldown_runtime = require("./${RUNTIME}.cjs");`;
  for (const name of readdirSync(out).filter((each) => each.endsWith('.cjs'))) {
    const file = join(out, name);
    const code = readFileSync(file, 'utf8');
    if (name !== 'start.cjs') {
      writeFileSync(file, code.replace(asked, asked.replace(RUNTIME, 'start')));
      continue;
    }
    if (code.match(/require_rolldown_runtime\b/g)?.length !== 1)
      throw new Error('start.cjs needs the bundler’s functions');
    // Lines stay where they are.
    writeFileSync(file, code.replace(asked, '').replace(/(?=^\/\/# sourceMappingURL)/m, readFileSync(own, 'utf8')));
  }
  rmSync(own);
}

/** The exit code where the bundler cannot be loaded: it has no build for every processor. */
const NO_BUNDLER = 3;

async function bundle(): Promise<void> {
  const { rolldown } = await import('rolldown').catch(() => process.exit(NO_BUNDLER));
  const reached = (...names: string[]): Set<string> => reachedFrom(names.map((name) => join(src, name)));
  const command = (name: string): Set<string> => reached(`cli/commands/${name}.ts`);
  const both = (one: Set<string>, other: Set<string>): Set<string> =>
    new Set([...one].filter((file) => other.has(file)));
  const without = (files: Set<string>, one: string): Set<string> => new Set([...files].filter((file) => file !== one));
  const client = join(src, 'feed', 'client.ts');
  const flags = join(src, 'cli', 'v8-flags.ts');
  const screen = reached('tui/tui.ts');
  const pages = reached('tui/loader/loader.ts', 'tui/pages.ts');
  /** A module is in the first group that has it. */
  const groups = [
    ['start', reached('cli/debugger.ts', 'cli/program-files.ts')],
    ['main', reached('cli/main.ts')],
    // What every command line is read with, of what the screen has too.
    ['words', both(reached('cli/program.ts'), new Set([...screen, ...pages]))],
    // What the screen has in common with other commands, which are not to load the rest of it; a file less is half a
    // millisecond less.
    [
      'common',
      new Set([...both(without(screen, client), new Set(OTHERS.flatMap((name) => [...command(name)]))), flags]),
    ],
    // It loads Node's sockets, which most commands do without: nine milliseconds.
    ['client', new Set([client])],
    ['journal', both(pages, command('daemon'))],
    ['figures', both(pages, command('report'))],
    // What the screen looks at where no daemon answers, as doctor and service do.
    ['host', both(reached('tui/files/machine.ts'), command('doctor'))],
    ['screen', screen],
    ['pages', pages],
  ] as const;
  const build = await rolldown({
    input: join(src, 'cli.ts'),
    platform: 'node',
    external: [/^node:/, /^@?serialport/, /^oled-/, /^(i2c-bus|onoff|term\.js|pty\.js)$/],
    plugins: [patchedBlessed, patchedCommander, patchedMqtt],
    onLog: (level, log) => {
      // Errors are loaded late by main, and at once by the commands.
      if (log.code !== 'INEFFECTIVE_DYNAMIC_IMPORT') console.error(`${level}: ${log.message}`);
    },
  });
  await build.write({
    dir: out,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    sourcemap: true,
    comments: false,
    codeSplitting: {
      groups: groups.map(([name, files], i) => ({
        name,
        priority: groups.length - i,
        test: (id) => files.has(id) || (name === 'screen' && /node_modules.(blessed|sparkline)|^\0blessed/.test(id)),
      })),
    },
  });
  for (const name of readdirSync(out).filter((each) => each.endsWith('.cjs'))) {
    const file = join(out, name);
    writeFileSync(file, inAscii(withPlainExports(readFileSync(file, 'utf8'))));
  }
  withoutOwnFile();
  await (await import('./page.ts')).bundlePage(root, out);
  // The descriptions of terminals that blessed brings along.
  const blessed = join(root, 'node_modules', 'blessed', 'usr');
  for (const name of ['linux', 'xterm', 'xterm-256color']) cpSync(join(blessed, name), join(out, 'terminfo', name));
  const licences = INSIDE.map((name) => {
    const directory = join(root, 'node_modules', name);
    const licence = readdirSync(directory).find((each) => /^licen[cs]e/i.test(each));
    const text = licence ? readFileSync(join(directory, licence), 'utf8') : readFileSync(join(directory, 'README.md'));
    return `${name}\n\n${text}\n`;
  });
  writeFileSync(join(out, 'LICENCES.txt'), licences.join(`${'-'.repeat(72)}\n`));
}

/** Where the bundler cannot run, the program is its modules. */
function unbundled(): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'cli.cjs'), "#!/usr/bin/env node\nimport('../src/cli.js');\n");
  console.error('rolldown ne tourne pas ici : le programme démarre plus lentement / starts slower');
}

if (process.argv[2] === 'here') {
  await bundle();
  writeFileSync(join(root, 'dist', 'src', 'cli.js'), "#!/usr/bin/env node\nimport '../program/cli.cjs';\n");
} else {
  // In a process of its own: code for another processor ends it.
  const { status } = spawnSync(process.execPath, [import.meta.filename, 'here'], { stdio: 'inherit' });
  // A package has the bundle and not the modules.
  const isForPackage = process.argv[2] === 'package';
  if ((status === null || status === NO_BUNDLER) && !isForPackage) unbundled();
  else process.exitCode = status ?? 1;
}
