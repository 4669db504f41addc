import assert from 'node:assert/strict';
import { seededRandom } from '../../src/simulator/random.ts';
import type { TestHome } from './program.ts';

const WORDS = [
  ...['report', 'status', 'decode', 'logs', 'compress', 'help', 'fly', 'record', 'simulate', '', ' ', '-', '--', '---'],
  ...[
    '-h',
    '-V',
    '--help',
    '--json',
    '-s',
    '-e',
    '-a=1',
    '--by',
    'day',
    '--format',
    'csv',
    'json',
    '--lang',
    'en',
    'xx',
  ],
  ...['2026_11_24', '2026_13_45', '7d', '-7d', '99999999999d', 'saison', '__proto__', 'constructor', '--__proto__'],
  ...['--home', '/dev/null', '--conf', '/etc/passwd', '/', '.', '--seconds', '-1', 'NaN', '1e999', '0x10', '--hours'],
  ...['\x1b[31mred', '{red-fg}x', '\u202egnirts', '💥', 'é', '=cmd', '%s%n', '$(id)', '`id`', 'x'.repeat(5000)],
];
/** Words that must not come first: the program would run for ever, or write into a file. */
const NOT_FIRST = /^(record|simulate|--|-)?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's escapes are what must not come through
const ESCAPE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/;

/** Runs the program with random words, `times` times: each run ends by itself, with a code of ours and at most one line of error. */
export async function assertRefusals(home: TestHome, seed: number, times: number): Promise<void> {
  const random = seededRandom(seed);
  const pick = (): string => WORDS[Math.floor(random() * WORDS.length)] as string;
  for (let i = 0; i < times; i++) {
    let first = pick();
    while (NOT_FIRST.test(first) || first.startsWith('-')) first = pick();
    const words = [first, ...Array.from({ length: Math.floor(random() * 5) }, pick).filter((word) => word !== '-')];
    if (words.some((word) => word === 'record' || word === 'simulate')) continue;
    // Without a file it would wait for standard input.
    if (words.includes('decode')) words.push('/dev/null');
    const run = home.start(...words);
    const code = await run.ended;
    const shown = `${JSON.stringify(words)}: ${code} ${run.err}`;
    assert.ok([0, 1, 2, 3].includes(code), shown);
    assert.ok(run.err.trimEnd().split('\n').length <= 7, shown);
    assert.ok(!/^\s+at /m.test(run.err), shown);
    assert.ok(!ESCAPE.test(run.err) && !ESCAPE.test(run.out), shown);
    if (code !== 0) assert.match(run.err, /^linky-monitor: /m, shown);
  }
}
