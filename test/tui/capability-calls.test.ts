import assert from 'node:assert/strict';
import { test } from 'node:test';
import Program from 'blessed/lib/program.js';
import Tput from 'blessed/lib/tput.js';
import { makeCapabilitiesLate } from '../../src/tui/terminal/capability-calls.ts';

/** Descriptions that come with blessed, so that the machine's own do not matter. */
const TERMINALS = ['xterm-256color', 'xterm', 'linux'];
const ARGUMENTS: readonly (readonly number[])[] = [
  [4, 7],
  [0, 0, 0],
  [3, 9, 1],
];

/** All that a description has, by every name, called with some numbers. */
function callsOf(tput: Tput, names: readonly string[]): Map<string, unknown> {
  return new Map(
    names.map((name) => {
      const capability = tput[name];
      const called = (args: readonly unknown[]): unknown => {
        try {
          return (capability as (...all: readonly unknown[]) => unknown)(...args);
        } catch (error) {
          // Of some its compiler makes what fails.
          return String(error);
        }
      };
      return [name, typeof capability === 'function' ? ARGUMENTS.map(called) : capability];
    }),
  );
}

test('a capability that is made when it is asked for is what blessed makes of it, under each of its names', () => {
  const setup = Tput.prototype.setup;
  const ownOf = (terminal: string): Tput => {
    // Only blessed's own description: the system's may say something else, or nothing.
    Tput.prototype.setup = function () {
      this._useInternalInfo(terminal);
    };
    const tput = new Tput({ terminal, forceUnicode: true });
    Tput.prototype.setup = setup;
    return tput;
  };
  const names = [...Object.keys(Tput.aliasMap), ...Tput.bools, ...Tput.numbers, ...Tput.strings, 'none'];
  const before = TERMINALS.map((terminal) => callsOf(ownOf(terminal), names));
  makeCapabilitiesLate(Tput, Program);
  for (const [i, terminal] of TERMINALS.entries())
    assert.deepEqual(callsOf(ownOf(terminal), names), before[i], terminal);
});
