import type { Lang } from '../../text/format.ts';
import { type Line, type Size, sameLine } from '../layout/lines.ts';
import { type Selection, SIGNS } from '../model/selection.ts';
import type { State } from '../model/state.ts';
import { keyAt, view } from '../view.ts';
import { loadBlessed, type Row, type Sparkline } from './blessed.ts';
import type { Terminal } from './capabilities.ts';
import { Input } from './input.ts';
import { coloured, type Paint, withCurves } from './paint.ts';
import { type Palette, paletteOf } from './palette.ts';
import { Session, type SessionOptions } from './session.ts';

export interface ScreenOptions extends SessionOptions {
  readonly lang: Lang;
  now(): number;
  /** One key, by blessed's name for it (input.ts). */
  onKey(key: string): void;
}

/** The rows on the terminal: of a state that changed, only those that it changed are written. */
export class Screen {
  readonly #options: ScreenOptions;
  readonly #session: Session;
  readonly #palette: Palette;
  /** One box a row: where only one row changed, blessed draws only that one. */
  readonly #rows: Row[] = [];
  /** What each row holds, with its colours. */
  readonly #drawn: string[] = [];
  #shown: { readonly state: State; readonly selection: Selection } | undefined;
  #lines: readonly Line[] = [];
  #signs = 0;
  #sparkline: Sparkline | undefined;

  private constructor(options: ScreenOptions) {
    this.#options = options;
    this.#session = Session.open(options, () => this.redraw());
    this.#palette = paletteFor(options.terminal, this.#session.screen.tput.colors);
  }

  /** Takes the terminal over. Draws once a state is shown. */
  static open(options: ScreenOptions): Screen {
    const screen = new Screen(options);
    const { screen: blessed } = screen.#session;
    // On a resize blessed renders by itself: with the new rows in place, that one render is all.
    blessed.on('prerender', () => screen.#compose());
    const input = new Input({
      mouse: options.mouse ?? false,
      keyAt: (x, y) => keyAt(screen.#lines, x, y),
      onKey: (key) => {
        if (screen.#session.isShown) options.onKey(key);
      },
    });
    input.listenTo(blessed);
    return screen;
  }

  /** Shows this state; writes nothing where nothing changed. */
  show(state: State, selection: Selection): void {
    this.#shown = { state, selection };
    if (!this.#session.isShown) return;
    const changed = this.#compose();
    for (const row of changed) row.render();
    if (changed.length > 0) this.#session.screen.draw(0, this.#size.height - 1);
  }

  /** Draws all of it again, over whatever another program wrote there. */
  redraw(): void {
    if (!this.#session.isShown) return;
    this.#compose();
    this.#session.screen.realloc();
    this.#session.screen.render();
  }

  /** Sets the terminal's title, where it has one. */
  title(text: string): void {
    this.#session.title(text);
  }

  bell(): void {
    this.#session.bell();
  }

  /** Lends the terminal to the shell until SIGCONT. */
  suspend(): void {
    this.#session.suspend();
  }

  /** Gives the terminal back as it was. May be called twice. */
  close(): void {
    this.#session.close();
  }

  get #size(): Size {
    const { width, height } = this.#session.screen;
    return { width: Number(width), height: Number(height) };
  }

  /** Puts the state on the rows. @returns those that it changed */
  #compose(): Row[] {
    if (!this.#shown) return [];
    const { state, selection } = this.#shown;
    const before = selection.signs === this.#signs ? this.#lines : [];
    this.#signs = selection.signs;
    this.#lines = view(state, { ...this.#size, lang: this.#options.lang, now: this.#options.now(), selection });
    const paint = this.#paintWith(selection.signs);
    const changed = this.#lines.flatMap((line, i) => this.#put(line, i, before[i], paint) ?? []);
    for (const row of this.#rows.slice(this.#lines.length)) row.hide();
    return changed;
  }

  /** Puts one line on its row. @returns the row, if that changed it */
  #put(line: Line, i: number, before: Line | undefined, paint: Paint): Row | undefined {
    this.#rows[i] ??= loadBlessed().row(this.#session.screen, i);
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
    this.#sparkline ??= loadBlessed().sparkline(this.#session.screen);
    return this.#sparkline(points);
  };

  /** @param signs steps from the terminal's own signs on */
  #paintWith(signs: number): Paint {
    const { drawing: own, utf8 } = this.#options.terminal;
    const drawing = SIGNS[(SIGNS.indexOf(own) + signs) % SIGNS.length] ?? own;
    return { palette: this.#palette, drawing, utf8 };
  }
}

/** @param colors what the terminal's description has */
function paletteFor({ colour, theme }: Terminal, colors: number): Palette {
  return paletteOf(theme, !colour || colors < 8 ? 'none' : colors >= 256 ? 'many' : 'eight');
}
