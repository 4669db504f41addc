import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { initialSelection } from '../../src/tui/model/selection.ts';
import { afterMessage, afterTick } from '../../src/tui/model/state.ts';
import { terminalOf } from '../../src/tui/terminal/capabilities.ts';
import { Screen } from '../../src/tui/terminal/screen.ts';
import { FakeTerminal } from './screen-cells.ts';
import { liveWith, NOW, sample } from './screen-situations.ts';

/**
 * A screen of 80x24 that is left open: a sample and a drawing each two seconds.
 * @param counts after how many drawings the heap is looked at
 * @returns the heap in use after each of them, garbage collected, MB
 */
export async function heapOfWeeks(counts: readonly number[]): Promise<number[]> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const terminal = new FakeTerminal(80, 24);
  let now = NOW;
  let state = liveWith({});
  const screen = new Screen({
    ...{ input: terminal.input, output: terminal.output, now: () => now, lang: 'fr' },
    terminal: terminalOf({ TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8' }),
    onKey: () => undefined,
    onGone: () => undefined,
  });
  const heaps: number[] = [];
  for (let i = 1; i <= Math.max(...counts); i++) {
    now += 2000;
    const at = new Date(now).toISOString();
    state = afterTick(afterMessage(state, { ...sample, at, papp: (i * 37) % 3000, pinj: i % 500 }, now), now);
    screen.show(state, initialSelection);
    if (i % 50 === 0) await terminal.drop();
    if (!counts.includes(i)) continue;
    await terminal.drop();
    gc();
    heaps.push(process.memoryUsage().heapUsed / 1e6);
  }
  screen.close();
  return heaps;
}
