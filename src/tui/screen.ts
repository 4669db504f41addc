/*
 * The one file that knows blessed 0.1.81 and blessed-contrib 4.11. What it works around is listed with its
 * reproduction in facts/tui.md 1.2 (B1-B17) and 1.3; each cure names its number here.
 */
import type { Readable, Writable } from 'node:stream';
import blessed from 'blessed';
import sparkline from 'blessed-contrib/lib/widget/sparkline.js';
import type { Lang } from '../text/format.js';
import { type Colours, coloured, curvePoints, curveRow, curveStyle, type Glyphs } from './paint.js';
import type { State } from './state.js';
import type { Ui } from './ui.js';
import { type Screen, view } from './view.js';

export interface ScreenOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** TERM. */
  readonly term: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  now(): number;
  readonly lang: Lang;
  /** One key, by blessed's name for it: `q`, `C-c`, `left`, `S-tab`, `pageup`. */
  onKey(key: string): void;
  /** The terminal is gone. */
  onGone(): void;
  /** Stops this process until SIGCONT. */
  stop?(): void;
}

export interface ScreenHandle {
  /** Shows this state; writes nothing where nothing changed. */
  show(state: State, ui: Ui): void;
  /** Draws all of it again, over whatever another program wrote there. */
  redraw(): void;
  /** Gives the terminal to the shell until SIGCONT. */
  suspend(): void;
  /** Gives the terminal back as it was. May be called twice. */
  close(): void;
}

const RESIZE_SETTLES_MS = 100;

/** UTF-8 or not, decided by ourselves: blessed's own test says no on any ssh without LANG (B3). */
export function speaksUtf8(env: NodeJS.ProcessEnv): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  // No locale at all is a session that did not pass it on; an explicit C or Latin-1 is a choice.
  return locale === '' || /utf-?8/i.test(locale);
}

/** The terminal blessed is told of: it cannot read the system's own entry of most 256-colour ones (B1). */
export function terminalFor(term: string | undefined): string {
  if (term === undefined || term === '') return 'xterm';
  return /256color|kitty|ghostty|alacritty|foot/.test(term) ? 'xterm-256color' : term;
}

/** Opens the screen: alternate buffer, raw keys. Draws once a state is shown. */
export function createScreen(options: ScreenOptions): ScreenHandle {
  const { input, output, env, term } = options;
  const utf8 = speaksUtf8(env);
  const screen = blessed.screen({
    // The types have both ends as the wrong kind of stream.
    input: input as unknown as Writable,
    output: output as unknown as Readable,
    terminal: terminalFor(term),
    forceUnicode: utf8,
    // Emoji and other wide signs are never shown (B6).
    fullUnicode: false,
    smartCSR: false,
    // A drag sends many sizes: only the last is drawn (B7).
    resizeTimeout: RESIZE_SETTLES_MS,
  });
  // What blessed has and its types do not.
  const untyped = screen as unknown as {
    tput: { brokenACS: boolean; colors: number };
    enter(): void;
    leave(): void;
  };
  const { tput } = untyped;
  // Real box signs instead of the alternate character set, which PuTTY shows as `lqqk` (B2).
  tput.brokenACS = true;
  const colours: Colours = env['NO_COLOR'] ? 'none' : tput.colors >= 256 ? 'many' : 'eight';
  const glyphs: Glyphs = !utf8 ? 'ascii' : term === 'linux' ? 'console' : 'full';

  // Rows are of the exact width already: blessed's own wrapping breaks such rows (B5).
  const canvas = blessed.box({ parent: screen, top: 0, left: 0, width: '100%', height: '100%', wrap: false });
  const curves = [0, 1].map(() =>
    sparkline({ parent: screen, top: 0, left: 0, width: 1, height: 1, hidden: true, wrap: false }),
  );

  let shown: { readonly state: State; readonly ui: Ui } | undefined;
  let drawn = '';
  let suspended = false;
  let closed = false;

  /** Puts the state on the elements; false when they show it already. */
  const compose = (): boolean => {
    if (!shown) return false;
    const size = { width: Number(screen.width), height: Number(screen.height) };
    const { state, ui } = shown;
    const content = view(state, { ...size, lang: options.lang, now: options.now(), ui });
    const wanted = JSON.stringify([size, content]);
    if (wanted === drawn) return false;
    drawn = wanted;
    canvas.setContent(content.lines.map((line) => coloured(line, colours, glyphs)).join('\n'));
    layCurves(content.graphs);
    return true;
  };

  const layCurves = (graphs: Screen['graphs']): void => {
    for (const [i, curve] of curves.entries()) {
      const place = graphs[i];
      if (!place) {
        curve.hide();
        continue;
      }
      const { graph, row, column } = place;
      // The widget shows no more than its width less two, and two points of that are the ends of the scale.
      curve.width = graph.values.length + 4;
      curve.setData([''], [curvePoints(graph)]);
      // Its content is an empty line, the title, the row of ticks.
      const ticks = (curve as unknown as { content: string }).content.split(/\r?\n/)[2] ?? '';
      curve.setContent(coloured([{ text: curveRow(ticks, graph), style: curveStyle(graph) }], colours, glyphs));
      curve.width = graph.values.length;
      curve.left = column;
      curve.top = row;
      curve.show();
    }
  };

  const paint = (): void => {
    if (!closed && !suspended && compose()) screen.render();
  };
  const redraw = (): void => {
    if (closed || suspended) return;
    compose();
    screen.realloc();
    screen.render();
  };
  // On a resize blessed renders by itself: with the new rows in place, that one render is all (B7).
  screen.on('prerender', compose);

  const close = (): void => {
    if (closed) return;
    closed = true;
    process.removeListener('SIGCONT', resume);
    output.removeListener('error', gone);
    output.on('error', () => {});
    screen.destroy();
  };
  const gone = (): void => {
    close();
    options.onGone();
  };
  const rawMode = (on: boolean): void => {
    const tty = input as Readable & { setRawMode?: (mode: boolean) => unknown };
    tty.setRawMode?.(on);
  };
  const resume = (): void => {
    if (!suspended || closed) return;
    suspended = false;
    rawMode(true);
    untyped.enter();
    redraw();
  };
  /** blessed's own sigtstp() leaves the alternate screen over the shell (B8). */
  const suspend = (): void => {
    if (suspended) return;
    suspended = true;
    untyped.leave();
    rawMode(false);
    if (options.stop) options.stop();
    else process.kill(process.pid, 'SIGTSTP');
  };
  process.on('SIGCONT', resume);
  // The terminal is gone (ssh cut): there is nobody to show anything to.
  output.on('error', gone);

  screen.on('keypress', (sign: string | undefined, key: { full?: string } | undefined) => {
    const name = key?.full ?? sign;
    // Enter comes as `return` too (B14).
    if (!closed && !suspended && name !== undefined && name !== 'return') options.onKey(name);
  });

  return {
    show: (state, ui) => {
      shown = { state, ui };
      paint();
    },
    redraw,
    suspend,
    close,
  };
}
