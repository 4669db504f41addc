/*
 * The one file that knows blessed 0.1.81 and blessed-contrib 4.11. What it works around is listed with its
 * reproduction in facts/tui.md 1.2 (B1-B17) and 1.3; each cure names its number here.
 */
import { createRequire, Module } from 'node:module';
import type { Readable, Writable } from 'node:stream';
import type { Widgets } from 'blessed';
import type { Lang } from '../../text/format.ts';
import { type Line, sameLine } from '../layout/lines.ts';
import { type Selection, SIGNS } from '../model/selection.ts';
import type { State } from '../model/state.ts';
import { keyAt, view } from '../view.ts';
import type { Terminal } from './capabilities.ts';
import { Keyboard } from './keyboard.ts';
import { coloured, type Paint, withCurves } from './paint.ts';
import { type Depth, paletteOf } from './palette.ts';
import { enterSequence, leaveSequence, shortened, titleOf } from './sequences.ts';

export interface ScreenOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly terminal: Terminal;
  /** Clicks and the wheel are keys; the terminal's own selection of text is then off. */
  readonly mouse?: boolean;
  now(): number;
  readonly lang: Lang;
  /** One key, by blessed's name for it: `q`, `C-c`, `left`, `S-tab`, `pageup`, `wheelup`. */
  onKey(key: string): void;
  /** The terminal is gone. */
  onGone(): void;
  /** Stops this process until SIGCONT. */
  stop?(): void;
}

export interface ScreenHandle {
  /** Shows this state; writes nothing where nothing changed. */
  show(state: State, selection: Selection): void;
  /** Draws all of it again, over whatever another program wrote there. */
  redraw(): void;
  /** Sets the terminal's title, where it has one. */
  title(text: string): void;
  bell(): void;
  /** Gives the terminal to the shell until SIGCONT. */
  suspend(): void;
  /** Gives the terminal back as it was. May be called twice. */
  close(): void;
}

const RESIZE_SETTLES_MS = 100;
/** A stop that did not come within this does not come: a process without a shell above it is not stopped. */
const STOP_COMES_MS = 200;
/*
 * Through require, which does not look through each file for names to import first, and file by file: the sparkline
 * asks for all of blessed, 30 widgets, and uses two of them.
 */
const load = createRequire(import.meta.url);
const blessedScreen = load('blessed/lib/widgets/screen.js') as typeof import('blessed/lib/widgets/screen.js').default;
const box = load('blessed/lib/widgets/box.js') as typeof import('blessed/lib/widgets/box.js').default;
const Tput = load('blessed/lib/tput.js') as typeof import('blessed/lib/tput.js').default;
const exports = { Node: load('blessed/lib/widgets/node.js'), Box: box };
load.cache[load.resolve('blessed')] ??= Object.assign(new Module('blessed'), { exports, loaded: true });

/* blessed makes 250 functions of a terminal's capabilities at its start, and uses ten: each is made when it is used. */
const compile = Tput.prototype._compile;
Tput.prototype._compile = function (info, key, text) {
  if (typeof text !== 'string' || text === '') return compile.call(this, info, key, text);
  let made: unknown;
  return function (this: object, args: unknown[]): unknown {
    made ??= compile.call(this, info, key, text);
    return typeof made === 'function' ? made.call(this, args) : made;
  };
};

/** Opens the screen: alternate buffer, raw keys. Draws once a state is shown. */
export function createScreen(options: ScreenOptions): ScreenHandle {
  const { output, terminal } = options;
  const keyboard = new Keyboard(options.input);
  // blessed asks tmux for its version by running it, only to wrap what we write ourselves.
  const { TMUX: tmux } = process.env;
  delete process.env['TMUX'];
  const screen = blessedScreen({
    // The types have both ends as the wrong kind of stream.
    input: keyboard as unknown as Writable,
    output: output as unknown as Readable,
    terminal: terminal.name,
    forceUnicode: terminal.utf8,
    // Emoji and other wide signs are never shown (B6).
    fullUnicode: false,
    smartCSR: false,
    // A drag sends many sizes: only the last is drawn (B7).
    resizeTimeout: RESIZE_SETTLES_MS,
  });
  if (tmux !== undefined) process.env['TMUX'] = tmux;
  const { tput, program } = screen;
  // Real box signs instead of the alternate character set, which PuTTY shows as `lqqk` (B2).
  tput.brokenACS = true;
  const raw = (text: string): void => void output.write(text);
  program._owrite = (text) => raw(shortened(text));
  const depth: Depth = !terminal.colour || tput.colors < 8 ? 'none' : tput.colors >= 256 ? 'many' : 'eight';
  const palette = paletteOf(terminal.theme, depth);

  /** One box a row: of a screen that changed in one row only that one is drawn again. */
  const rows: Widgets.BoxElement[] = [];
  const drawn: string[] = [];
  let shown: { readonly state: State; readonly selection: Selection } | undefined;
  let content: readonly Line[] = [];
  let signs = 0;
  let titled = false;
  let suspended = false;
  let closed = false;

  let sparkline: ((points: readonly number[]) => string) | undefined;
  const ticks = (points: readonly number[]): string => {
    sparkline ??= sparklines(screen);
    return sparkline(points);
  };

  /** Puts the state on the rows, and tells which of them it changed. */
  const compose = (): Widgets.BoxElement[] => {
    if (!shown) return [];
    const { state, selection } = shown;
    const size = { width: Number(screen.width), height: Number(screen.height) };
    const before = selection.signs === signs ? content : [];
    signs = selection.signs;
    content = view(state, { ...size, lang: options.lang, now: options.now(), selection });
    const drawing = SIGNS[(SIGNS.indexOf(terminal.drawing) + selection.signs) % SIGNS.length] ?? terminal.drawing;
    const paint: Paint = { palette, drawing, utf8: terminal.utf8 };
    const changed: Widgets.BoxElement[] = [];
    for (const [i, line] of content.entries()) {
      // Rows are of the exact width already: blessed's own wrapping breaks such rows (B5).
      const row = rows[i] ?? box({ parent: screen, top: i, left: 0, width: '100%', height: 1, wrap: false });
      rows[i] = row;
      row.show();
      if (sameLine(line, before[i])) continue;
      const text = coloured(withCurves(line, ticks), paint);
      if (text === drawn[i]) continue;
      drawn[i] = text;
      row.setContent(text);
      changed.push(row);
    }
    for (const row of rows.slice(content.length)) row.hide();
    return changed;
  };

  const paint = (): void => {
    if (closed || suspended) return;
    const changed = compose();
    for (const row of changed) row.render();
    if (changed.length > 0) screen.draw(0, Number(screen.height) - 1);
  };
  const redraw = (): void => {
    if (closed || suspended) return;
    compose();
    screen.realloc();
    screen.render();
  };
  // On a resize blessed renders by itself: with the new rows in place, that one render is all (B7).
  screen.on('prerender', compose);

  const take = (): void => raw(enterSequence(options.mouse ?? false));
  const give = (): void => {
    raw(leaveSequence(options.mouse ?? false, titled));
    titled = false;
  };
  const close = (): void => {
    if (closed) return;
    closed = true;
    process.removeListener('SIGCONT', resume);
    for (const stream of [output, options.input]) {
      stream.removeListener('error', gone);
      stream.on('error', () => {});
    }
    options.input.removeListener('end', gone);
    if (!suspended) give();
    screen.destroy();
    keyboard.stop();
  };
  const gone = (): void => {
    close();
    options.onGone();
  };
  const resume = (): void => {
    if (!suspended || closed) return;
    suspended = false;
    keyboard.setRawMode(true);
    screen.enter();
    take();
    // The window may have got another size meanwhile, which only the shell was told of.
    process.emit('SIGWINCH');
    redraw();
  };
  /** blessed's own sigtstp() leaves the alternate screen over the shell (B8). */
  const suspend = (): void => {
    if (suspended || closed) return;
    suspended = true;
    give();
    screen.leave();
    keyboard.setRawMode(false);
    if (options.stop) options.stop();
    else {
      // The whole job stops, as the kernel does it: npm and a shell may stand between us and the user's shell.
      process.kill(0, 'SIGTSTP');
      setTimeout(resume, STOP_COMES_MS);
    }
  };
  process.on('SIGCONT', resume);
  // The terminal is gone (ssh cut): there is nobody to show anything to.
  output.on('error', gone);
  options.input.on('error', gone);
  options.input.on('end', gone);

  const press = (key: string | undefined): void => {
    if (!closed && !suspended && key !== undefined) options.onKey(key);
  };
  // Enter comes as `return` too (B14).
  screen.on('keypress', (sign, key) => press(key?.full === 'return' ? undefined : (key?.full ?? sign)));
  if (options.mouse) {
    program.bindMouse();
    program.on('mouse', ({ action, x, y }: Widgets.Events.IMouseEventArg) =>
      press(action.startsWith('wheel') ? action : action === 'mousedown' ? keyAt(content, x, y) : undefined),
    );
  }
  keyboard.start();
  take();
  return {
    show: (state, selection) => {
      shown = { state, selection };
      paint();
    },
    redraw,
    title: (text) => {
      if (closed || suspended || !terminal.titled) return;
      raw(titleOf(text, titled));
      titled = true;
    },
    bell: () => {
      if (!closed && !suspended) raw('\x07');
    },
    suspend,
    close,
  };
}

/** The sparkline widget as a maker of rows. */
function sparklines(screen: Widgets.Screen): (points: readonly number[]) => string {
  const make = load('blessed-contrib/lib/widget/sparkline.js') as Sparkline;
  const widget = make({ parent: screen, top: 0, left: 0, width: 1, height: 1, hidden: true });
  return (points) => {
    // It shows no more than its width less two. Its content is an empty line, the title, the row of ticks.
    widget.width = points.length + 2;
    widget.setData([''], [points]);
    return (widget as unknown as { content: string }).content.split(/\r?\n/)[2] ?? '';
  };
}
type Sparkline = typeof import('blessed-contrib/lib/widget/sparkline.js').default;
