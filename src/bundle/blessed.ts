import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';

/*
 * What of blessed and blessed-contrib is left out or replaced in the bundle. Each costs every start of the screen, and
 * none is used by it.
 */
const lib = join(dirname(createRequire(import.meta.url).resolve('blessed/package.json')), 'lib');

const loaded = (widget: string): string => `require(${JSON.stringify(join(lib, 'widgets', `${widget}.js`))})`;

/** Tables of signs that are wide, or of no width: the screen shows none of them (layout/lines.ts). */
const ONE_COLUMN_A_SIGN = `
const never = /(?!)/g;
exports.chars = { all: never, combining: never, surrogate: never };
exports.combining = {};
exports.isSurrogate = exports.isCombining = () => false;
exports.charWidth = () => 1;
exports.strWidth = (text) => text.length;
exports.codePointAt = (text, at) => text.charCodeAt(at);
`;

/** Modules in place of those that blessed's files ask for. */
const INSTEAD: Readonly<Record<string, string>> = {
  // The sparkline asks for all of it, 30 widgets, and uses two.
  blessed: `module.exports = { Node: ${loaded('node')}, Box: ${loaded('box')} };`,
  './unicode': ONE_COLUMN_A_SIGN,
  // The log of what it does, for its own development.
  './log': 'module.exports = function () {};',
  assert:
    "function ok(value) { if (!value) throw new Error('blessed: not as expected'); } ok.ok = ok; ok.equal = (a, b) => ok(a == b); module.exports = ok;",
  // Loaded when it is called, which is never.
  child_process: ['exec', 'execFile', 'execFileSync', 'spawn']
    .map((name) => `exports.${name} = (...words) => require('node:child_process').${name}(...words);`)
    .join('\n'),
};

/** It finds the nearest of 8 colours for each of 256, then replaces them by a table made by hand. */
const NEAREST_COLOURS = /^exports\.ccolors = \(function\(\) \{.*?^\}\)\(\);$/ms;

const isBlessed = (file: string | undefined): boolean => file !== undefined && /node_modules.blessed/.test(file);

export const patchedBlessed: Plugin = {
  name: 'patched-blessed',
  resolveId(name, from) {
    const key = name.replace(/^node:/, '').replace(/^\.\.\//, './');
    return isBlessed(from) && Object.hasOwn(INSTEAD, key) ? `\0blessed-${key}.js` : undefined;
  },
  load(id) {
    return id.startsWith('\0blessed-') ? INSTEAD[id.slice(9, -3)] : undefined;
  },
  transform(code, id) {
    if (!isBlessed(id)) return undefined;
    // Lines stay where they are.
    return {
      map: null,
      code: code
        // Octal numbers and signs, which only sloppy code may have: 0377, '\200'.
        .replace(/(?<![\w.'"])0([0-7]{2,})\b/g, '0o$1')
        .replace(
          /\\([0-3][0-7]{2})/g,
          (_, octal: string) => `\\x${Number.parseInt(octal, 8).toString(16).padStart(2, '0')}`,
        )
        .replaceAll("'/../usr/'", "'/terminfo/'")
        .replaceAll("'/../usr/xterm'", "'/terminfo/xterm'")
        .replace(NEAREST_COLOURS, (lines) => lines.replace(/.*/g, '')),
    };
  },
};
