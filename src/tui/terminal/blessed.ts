/*
 * The one file that loads blessed 0.1.81 and blessed-contrib 4.11. Their faults that the screen would show are cured
 * here, or where README.md says.
 */
import type { Readable, Writable } from 'node:stream';
import type { Widgets } from 'blessed';
import Program from 'blessed/lib/program.js';
import Tput from 'blessed/lib/tput.js';
import box from 'blessed/lib/widgets/box.js';
import createScreen, { type CellScreen } from 'blessed/lib/widgets/screen.js';
import createSparkline from 'blessed-contrib/lib/widget/sparkline.js';
import type { Terminal } from './capabilities.ts';
import { makeCapabilitiesLate } from './capability-calls.ts';
import type { Keyboard } from './keyboard.ts';
import type { Cell } from './shift.ts';
import { shortened } from './shorter.ts';
import { inTrueColours } from './true-colours.ts';

export type BlessedScreen = ReturnType<typeof createScreen>;
/** The types of blessed leave out the wheel, how the terminal tells of its mouse, and what it sent: the buttons first. */
export type MouseEvent = Omit<Widgets.Events.IMouseEventArg, 'action'> & {
  readonly action: string;
  readonly type?: string;
  readonly raw?: readonly [number, ...unknown[]];
};

/** What is added to the buttons by the ways of xterm that tell of them. */
const ADDED: Readonly<Record<string, number>> = { sgr: 0, urxvt: 32, X10: 32 };
/** The bit of a move among the buttons. */
const MOVE = 32;

/** What the mouse did: blessed says `mousedown`, too, of a move while a button is down. */
export function mouseAction({ action, type = '', raw: [buttons] = [0] }: MouseEvent): string {
  const added = ADDED[type];
  const isMove = added !== undefined && ((buttons - added) & MOVE) !== 0;
  return action === 'mousedown' && isMove ? 'mousemove' : action;
}

/** Draws points as one row of ▁▂▃▄▅▆▇█, from the least of them to the greatest. */
export type Sparkline = (points: readonly number[]) => string;

/** On these blessed exits with 0, and asks nobody. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const;
/** A drag sends many sizes: only the one it settles on is drawn. */
const RESIZE_SETTLES_MS = 100;

/**
 * blessed makes two cells a place of the screen, 10 000 at 120x40. Those that are to be are blank at first: one for all of
 * them, as rows.ts puts another in its place and changes none. Those that the terminal has it changes itself.
 */
function allocate(this: CellScreen, dirty = false): void {
  const { rows, cols, dattr } = this;
  const blank: Cell = [dattr, ' '];
  this.lines = Array.from({ length: rows }, () => Object.assign(new Array<Cell>(cols).fill(blank), { dirty }));
  this.olines = Array.from({ length: rows }, () => {
    const row = new Array<Cell>(cols);
    for (let column = 0; column < cols; column++) row[column] = [dattr, ' '];
    return row;
  });
  this.program.clear();
}

let isCured = false;

/** What is cured once for all screens. */
function cure(): void {
  if (isCured) return;
  isCured = true;
  makeCapabilitiesLate(Tput, Program);
  createScreen.prototype.alloc = allocate;
  // It wraps an element's text for drawing: none is drawn, of the sparkline's it is the text itself that is used.
  box.prototype.parseContent = () => false;
}

/** Opens the screen: alternate buffer, raw keys. */
export function openScreen(terminal: Terminal, keyboard: Keyboard, output: Writable): BlessedScreen {
  cure();
  // blessed asks tmux for its version by running it, only to wrap what we write ourselves.
  const { TMUX: tmux } = process.env;
  delete process.env['TMUX'];
  const heard = SIGNALS.map((signal) => process.listeners(signal));
  const screen = createScreen({
    // The types have both ends as the wrong kind of stream.
    input: keyboard as unknown as Writable,
    output: output as unknown as Readable,
    terminal: terminal.name,
    forceUnicode: terminal.utf8,
    // No wide sign is ever shown: to look for them would draw their cells in each frame.
    fullUnicode: false,
    smartCSR: false,
    resizeTimeout: RESIZE_SETTLES_MS,
  });
  if (tmux !== undefined) process.env['TMUX'] = tmux;
  for (const [i, signal] of SIGNALS.entries()) {
    const added = process.listeners(signal).filter((listener) => !heard[i]?.includes(listener));
    for (const listener of added) process.removeListener(signal, listener);
  }
  // Real box signs instead of the alternate character set, which PuTTY shows as `lqqk`.
  screen.tput.brokenACS = true;
  const written = terminal.trueColour ? (text: string) => inTrueColours(shortened(text)) : shortened;
  screen.program._owrite = (text) => void output.write(written(text));
  return screen;
}

/** An element over all of the screen. @param render fills its cells each time that blessed draws all by itself */
export function elementOn(parent: BlessedScreen, render: () => void): void {
  Object.assign(box({ parent, top: 0, left: 0, width: '100%', height: '100%' }), { render });
}

/** The sparkline widget as a maker of rows. */
export function sparklineOn(parent: BlessedScreen): Sparkline {
  const widget = createSparkline({ parent, top: 0, left: 0, width: 1, height: 1, hidden: true });
  return (points) => {
    // It shows no more than its width less two. Its content is an empty line, the title, the row of ticks.
    widget.width = points.length + 2;
    widget.setData([''], [points]);
    return (widget as unknown as { content: string }).content.split(/\r?\n/)[2] ?? '';
  };
}
