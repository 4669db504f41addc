import type { Lang } from '../../text/format.ts';
import { type Line, type Size, sameLine } from '../layout/lines.ts';
import type { Selection } from '../model/selection.ts';
import type { State } from '../model/state.ts';
import { keyAt, view } from '../view.ts';
import { type Drawing, drawable } from './ascii.ts';
import { type MouseEvent, mouseAction, type Sparkline, sparklineOn } from './blessed.ts';
import { coloured, type Paint, withCurves } from './paint.ts';
import { paletteOf } from './palette.ts';
import { Rows } from './rows.ts';
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
  readonly #rows: Rows;
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
    this.#rows = new Rows(this.blessed);
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
    if (changed.length > 0) this.#rows.write(changed);
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
  #compose(): number[] {
    if (!this.#shown) return [];
    const { state, selection } = this.#shown;
    const before = selection.signs === this.#signs ? this.#lines : [];
    this.#signs = selection.signs;
    const { lang, terminal } = this.#look;
    this.#lines = view(state, { ...this.size, lang, now: this.#options.now(), selection });
    const { utf8 } = terminal;
    this.#drawing = selection.signs === 'auto' ? terminal.drawing : selection.signs;
    const paint = { palette: this.#palette, drawing: this.#drawing, utf8 };
    this.#rows.keep(this.#lines.length);
    return this.#lines.flatMap((line, row) => {
      if (sameLine(line, before[row])) return [];
      return this.#rows.put(row, coloured(withCurves(line, this.#ticks), paint)) ? row : [];
    });
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
