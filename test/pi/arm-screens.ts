import { setTimeout as sleep } from 'node:timers/promises';
import { Pty } from '../support/pty.ts';
import { type Cell, FakeTerminal } from '../support/screen-cells.ts';
import type { Processor } from './two-processors.ts';
import type { Verdict } from './verdict.ts';

const SIZE = { columns: 80, rows: 24 };
/** Under qemu-user a second of a program's may take half a minute. */
const PATIENCE_MS = 120_000;
/** A screen that has not changed for so long is drawn. */
const STILL_MS = 4000;

/** Keys, and a word that the screen has then. */
const VIEWS: readonly (readonly [name: string, keys: string, word: RegExp])[] = [
  ['live', '', /en direct/],
  ['a day', '2', /24 novembre|mardi 24/i],
  ['costs', '3', /€/],
  ['the EJP season', '4', /EJP/],
  ['the keys', '?', /q /],
];

/** The program's screen, on a terminal of 80 columns and 24 rows. */
class Screen {
  readonly #pty: Pty;
  readonly #terminal = new FakeTerminal(SIZE.columns, SIZE.rows);
  #shown = 0;

  constructor(one: Processor) {
    this.#pty = new Pty(
      one.program('tui', '--logs', `${one.home}/ejp/logs`, '--socket', `${one.home}/feed.sock`),
      SIZE,
    );
  }

  /** Presses keys. @returns the cells as soon as the screen has this word and rests */
  async after(keys: string, word: RegExp): Promise<{ readonly text: string; readonly cells: Cell[][] }> {
    if (keys !== '') this.#pty.keys(keys);
    let [text, since] = ['', performance.now()];
    for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(100)) {
      const { pieces } = this.#pty;
      if (pieces.length > this.#shown) since = performance.now();
      for (; this.#shown < pieces.length; this.#shown++) this.#terminal.output.write(pieces[this.#shown]?.text);
      text = await this.#terminal.text();
      if (word.test(text) && performance.now() - since > STILL_MS) break;
    }
    return { text, cells: this.#terminal.cells() };
  }

  async quit(): Promise<number | undefined> {
    this.#pty.keys('q');
    for (const end = performance.now() + PATIENCE_MS; !this.#pty.ending && performance.now() < end; await sleep(100));
    this.#pty.end();
    return this.#pty.ending?.status;
  }
}

/** Every page of the screen, beside a feed that says the same on both. */
export async function screens(verdict: Verdict, x86: Processor, arm: Processor): Promise<void> {
  const servers = await Promise.all([x86.serve(), arm.serve()]);
  const [here, there] = [new Screen(x86), new Screen(arm)];
  for (const [name, keys, word] of VIEWS) {
    const [one, other] = await Promise.all([here.after(keys, word), there.after(keys, word)]);
    const isSame = word.test(one.text) && JSON.stringify(one.cells) === JSON.stringify(other.cells);
    verdict.check(`screen, ${name}: signs and colours`, isSame, `\n${one.text}\n--- ARM:\n${other.text}`);
    if (name === 'live') console.log(other.text);
  }
  const ends = await Promise.all([here.quit(), there.quit()]);
  verdict.check(
    'q ends it',
    ends.every((status) => status === 0),
    String(ends),
  );
  for (const server of servers) await server.stop();
}
