import type { Lang } from '../../text/format.ts';
import { type Line, type Size, sameLine } from '../layout/lines.ts';
import { type Selection, SIGNS } from '../model/selection.ts';
import type { State } from '../model/state.ts';
import { keyAt, view } from '../view.ts';
import { type MouseEvent, type Row, rowAt, type Sparkline, sparklineOn } from './blessed.ts';
import { coloured, type Paint, withCurves } from './paint.ts';
import { type Palette, paletteOf } from './palette.ts';
import { Session, type SessionOptions } from './session.ts';

export interface ScreenOptions extends SessionOptions {
  readonly lang: Lang;
  now(): number;
  /** One key, by blessed's name for it: `q`, `C-c`, `left`, `S-tab`, `pageup`, `wheelup`. A click is the key under it. */
  onKey(key: string): void;
}

/** The rows on the terminal: of a state that changed, only those that it changed are written. */
export class Screen extends Session {
  readonly #options: ScreenOptions;
  readonly #palette: Palette;
  /** One box a row: where only one row changed, blessed draws only that one. */
  readonly #rows: Row[] = [];
  /** What each row holds, with its colours. */
  readonly #drawn: string[] = [];
  #shown: { readonly state: State; readonly selection: Selection } | undefined;
  #lines: readonly Line[] = [];
  #signs = 0;
  #sparkline: Sparkline | undefined;

  /** Takes the terminal over. Draws once a state is shown. */
  constructor(options: ScreenOptions) {
    super(options);
    this.#options = options;
    const { colour, theme } = options.terminal;
    const { colors } = this.blessed.tput;
    this.#palette = paletteOf(theme, !colour || colors < 8 ? 'none' : colors >= 256 ? 'many' : 'eight');
    // On a resize blessed renders by itself: with the new rows in place, that one render is all.
    this.blessed.on('prerender', () => this.#compose());
    // Enter comes a second time, as `return`.
    this.blessed.on('keypress', (sign, key) => this.#press(key?.full === 'return' ? undefined : (key?.full ?? sign)));
    if (!options.mouse) return;
    this.blessed.program.bindMouse();
    this.blessed.program.on('mouse', ({ action, x, y }: MouseEvent) => {
      if (action.startsWith('wheel')) this.#press(action);
      else if (action === 'mousedown') this.#press(keyAt(this.#lines, x, y));
    });
  }

  /** Shows this state; writes nothing where nothing changed. */
  show(state: State, selection: Selection): void {
    this.#shown = { state, selection };
    if (!this.isShown) return;
    const changed = this.#compose();
    for (const row of changed) row.render();
    if (changed.length > 0) this.blessed.draw(0, this.#size.height - 1);
  }

  override redraw(): void {
    if (!this.isShown) return;
    this.#compose();
    this.blessed.realloc();
    this.blessed.render();
  }

  get #size(): Size {
    return { width: Number(this.blessed.width), height: Number(this.blessed.height) };
  }

  #press(key: string | undefined): void {
    if (key !== undefined && this.isShown) this.#options.onKey(key);
  }

  /** Puts the state on the rows. @returns those that it changed */
  #compose(): Row[] {
    if (!this.#shown) return [];
    const { state, selection } = this.#shown;
    const before = selection.signs === this.#signs ? this.#lines : [];
    this.#signs = selection.signs;
    this.#lines = view(state, { ...this.#size, lang: this.#options.lang, now: this.#options.now(), selection });
    const { drawing: own, utf8 } = this.#options.terminal;
    const drawing = SIGNS[(SIGNS.indexOf(own) + selection.signs) % SIGNS.length] ?? own;
    const paint = { palette: this.#palette, drawing, utf8 };
    const changed = this.#lines.flatMap((line, i) => this.#put(line, i, before[i], paint) ?? []);
    for (const row of this.#rows.slice(this.#lines.length)) row.hide();
    return changed;
  }

  /** Puts one line on its row. @returns the row, if that changed it */
  #put(line: Line, i: number, before: Line | undefined, paint: Paint): Row | undefined {
    this.#rows[i] ??= rowAt(this.blessed, i);
    const row = this.#rows[i];
    row.show();
    if (sameLine(line, before)) return undefined;
    const text = coloured(withCurves(line, this.#ticks), paint);
    if (text === this.#drawn[i]) return undefined;
    this.#drawn[i] = text;
    row.setContent(text);
    return row;
  }

  readonly #ticks: Sparkline = (points) => {
    this.#sparkline ??= sparklineOn(this.blessed);
    return this.#sparkline(points);
  };
}
