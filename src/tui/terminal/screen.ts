import type { Lang } from '../../text/format.ts';
import { type Line, type Size, sameLine } from '../layout/lines.ts';
import type { Selection } from '../model/selection.ts';
import type { State } from '../model/state.ts';
import { keyAt, view } from '../view.ts';
import { type Drawing, drawable } from './ascii.ts';
import { drawRows, type MouseEvent, mouseAction, type Row, rowAt, type Sparkline, sparklineOn } from './blessed.ts';
import { coloured, type Paint, withCurves } from './paint.ts';
import { paletteOf } from './palette.ts';
import { Session, type SessionOptions } from './session.ts';

/** How the screen is drawn: this may change while it is open. */
export interface Look extends Pick<SessionOptions, 'terminal' | 'mouse'> {
  readonly lang: Lang;
}

export interface ScreenOptions extends SessionOptions, Look {
  now(): number;
  /** The mouse where no key is under it. */
  onMouse?(event: MouseEvent): void;
  /** One key, by blessed's name for it: `q`, `C-c`, `left`, `S-tab`, `pageup`, `wheelup`. A click is the key under it. */
  onKey(key: string): void;
}

/** The rows on the terminal: of a state that changed, only those that it changed are written. */
export class Screen extends Session {
  readonly #options: ScreenOptions;
  #look: Look;
  #palette: Paint['palette'];
  /** One box a row: where only one row changed, blessed draws only that one. */
  readonly #rows: Row[] = [];
  /** What each row holds, with its colours. */
  readonly #drawn: string[] = [];
  #shown: { readonly state: State; readonly selection: Selection } | undefined;
  #lines: readonly Line[] = [];
  #signs: Selection['signs'] | undefined;
  #sparkline: Sparkline | undefined;
  #hearsMouse = false;
  #drawing: Drawing = 'full';

  /** Takes the terminal over. Draws once a state is shown. */
  constructor(options: ScreenOptions) {
    super(options);
    this.#options = options;
    this.#look = options;
    this.#palette = this.#paletteOf(options);
    // On a resize blessed renders by itself: with the new rows in place, that one render is all.
    this.blessed.on('prerender', () => this.#compose());
    this.blessed.on('keypress', (sign, key) => this.#press(keyOf(sign, key?.full)));
    if (options.mouse) this.#hearMouse();
  }

  /** Draws like this from now on. */
  adapt(look: Look): void {
    this.#look = look;
    this.#palette = this.#paletteOf(look);
    this.#lines = [];
    if (look.mouse) this.#hearMouse();
    this.setMouse(look.mouse ?? false);
  }

  #paletteOf({ terminal: { colour, trueColour, theme } }: Look): Paint['palette'] {
    const { colors } = this.blessed.tput;
    const many = trueColour ? 'true' : 'many';
    return paletteOf(theme, !colour || colors < 8 ? 'none' : colors >= 256 ? many : 'eight');
  }

  #hearMouse(): void {
    if (this.#hearsMouse) return;
    this.#hearsMouse = true;
    this.blessed.program.bindMouse();
    this.blessed.program.on('mouse', (event: MouseEvent) => {
      const { x, y } = event;
      const action = mouseAction(event);
      const key = action === 'mousedown' ? keyAt(this.#lines, x, y) : undefined;
      if (key !== undefined) this.#press(key);
      else if (this.isShown) this.#options.onMouse?.({ action, x, y });
    });
  }

  /** Shows this state; writes nothing where nothing changed. */
  show(state: State, selection: Selection): void {
    this.#shown = { state, selection };
    if (!this.isShown) return;
    const changed = this.#compose();
    for (const row of changed) row.render();
    if (changed.length > 0)
      drawRows(
        this.blessed,
        changed.map(({ top }) => Number(top)),
      );
  }

  /** What is shown, without the last row, which has the keys. */
  text(): string {
    const rows = this.#lines.slice(0, -1).map((line) => withCurves(line, this.#ticks).map(({ text }) => text));
    const { utf8 } = this.#look.terminal;
    return rows.map((texts) => `${drawable(texts.join(''), this.#drawing, utf8).trimEnd()}\n`).join('');
  }

  override redraw(): void {
    if (!this.isShown) return;
    this.#compose();
    this.blessed.realloc();
    this.blessed.render();
  }

  get size(): Size {
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
    const { lang, terminal } = this.#look;
    this.#lines = view(state, { ...this.size, lang, now: this.#options.now(), selection });
    const { utf8 } = terminal;
    this.#drawing = selection.signs === 'auto' ? terminal.drawing : selection.signs;
    const paint = { palette: this.#palette, drawing: this.#drawing, utf8 };
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

/** A key by its name; undefined for Enter's second coming, as `return`. A capital is the letter that was typed, not `S-x`. */
function keyOf(sign: string | undefined, full: string | undefined): string | undefined {
  if (full === 'return') return undefined;
  return full === undefined || /^S-[a-z]$/.test(full) ? sign : full;
}
