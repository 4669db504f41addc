/*
 * A terminal without a pty: blessed writes to a stream, @xterm/headless reads it. Everything in one process,
 * no sleeping: what blessed writes comes within two turns of the event loop.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import xterm from '@xterm/headless';
import { root } from './paths.ts';

/** Added to the colours of a terminal that shows any red, green and blue: what is left is RRGGBB. */
export const TRUECOLOR = 0x1000000;

/** One place of the screen; colours are of the 256, or from TRUECOLOR on, undefined the terminal's own. */
export interface Cell {
  readonly sign: string;
  readonly foreground: number | undefined;
  readonly background: number | undefined;
  readonly bold: boolean;
  readonly inverse: boolean;
}

export class FakeTerminal {
  readonly output = Object.assign(new PassThrough({ highWaterMark: 1 << 20 }), { isTTY: true, columns: 0, rows: 0 });
  readonly input = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode: (_on: boolean): void => {},
  });
  readonly modes: boolean[] = [];
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  #pending: Promise<void> = Promise.resolve();
  /** All that was written. */
  written = '';
  title = '';
  bells = 0;
  bytes = 0;
  writes = 0;

  constructor(columns: number, rows: number) {
    Object.assign(this.output, { columns, rows });
    this.input.setRawMode = (on) => {
      this.input.isRaw = on;
      this.modes.push(on);
    };
    this.#screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
    this.#screen.onTitleChange((title) => {
      this.title = title;
    });
    this.#screen.onBell(() => this.bells++);
    this.output.on('data', (data: Buffer) => {
      this.written += data;
      this.bytes += data.length;
      this.writes++;
      this.#pending = new Promise((resolve) => this.#screen.write(data, resolve));
    });
  }

  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await this.#pending;
  }

  /** Settles, and forgets what was written. */
  async drop(): Promise<void> {
    await this.settle();
    this.written = '';
  }

  async key(keys: string): Promise<void> {
    this.input.write(keys);
    await this.settle();
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    Object.assign(this.output, { columns, rows });
    this.output.emit('resize');
  }

  /** What is to be seen, without the blanks at the ends. */
  async text(): Promise<string> {
    await this.settle();
    const { active } = this.#screen.buffer;
    const rows = Array.from({ length: this.#screen.rows }, (_, y) => active.getLine(y)?.translateToString(true) ?? '');
    return rows
      .map((row) => row.trimEnd())
      .join('\n')
      .trimEnd();
  }

  /** Whether anything visible in this text has a colour, is bold, or is reversed. */
  styles(): { colour: boolean; bold: boolean; reverse: boolean } {
    const found = { colour: false, bold: false, reverse: false };
    for (let y = 0; y < this.#screen.rows; y++) {
      for (let x = 0; x < this.#screen.cols; x++) {
        const cell = this.#screen.buffer.active.getLine(y)?.getCell(x);
        if (!cell) continue;
        found.colour ||= !cell.isFgDefault() || !cell.isBgDefault();
        found.bold ||= cell.isBold() !== 0;
        found.reverse ||= cell.isInverse() !== 0;
      }
    }
    return found;
  }

  /** All that is to be seen, row by row. */
  cells(): Cell[][] {
    return Array.from({ length: this.#screen.rows }, (_, y) =>
      Array.from({ length: this.#screen.cols }, (_, x): Cell => {
        const cell = this.#screen.buffer.active.getLine(y)?.getCell(x);
        return {
          sign: cell?.getChars() || ' ',
          foreground: !cell || cell.isFgDefault() ? undefined : cell.getFgColor() + (cell.isFgRGB() ? TRUECOLOR : 0),
          background: !cell || cell.isBgDefault() ? undefined : cell.getBgColor() + (cell.isBgRGB() ? TRUECOLOR : 0),
          bold: Boolean(cell?.isBold()),
          inverse: Boolean(cell?.isInverse()),
        };
      }),
    );
  }

  /** Whether the program's own screen is shown, and not the shell's. */
  async alternate(): Promise<boolean> {
    await this.settle();
    return this.#screen.buffer.active.type === 'alternate';
  }
}

/** Waits for what a timer brings about. */
export async function until(done: () => Promise<boolean> | boolean, ms = 30_000): Promise<void> {
  for (const end = Date.now() + ms; !(await done()); ) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Compares with test/golden/NAME.txt. UPDATE_GOLDEN=1 writes it; look at what it wrote. */
export function golden(name: string, text: string): void {
  const file = join(root, 'test', 'golden', `${name}.txt`);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
    return;
  }
  assert.ok(existsSync(file), `${file} is missing: UPDATE_GOLDEN=1 writes it`);
  assert.equal(`${text}\n`, readFileSync(file, 'utf8'));
}
