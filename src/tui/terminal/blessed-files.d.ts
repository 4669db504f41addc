/*
 * blessed and blessed-contrib are loaded file by file: the whole packages load 45 and 180 modules. Single files
 * have no types of their own.
 */
declare module 'blessed/lib/widgets/screen.js' {
  import type { Widgets } from 'blessed';

  /** A screen with what blessed has and its types do not. */
  export type CellScreen = Widgets.Screen & {
    readonly tput: { brokenACS: boolean; colors: number };
    readonly program: { _owrite(text: string): void; _write(text: string): unknown; bindMouse(): void; clear(): void };
    readonly rows: number;
    readonly cols: number;
    /** The colours of a cell of which nothing is said, as one number. */
    readonly dattr: number;
    /** The cells as they are to be, and as the terminal has them. */
    lines: ([attributes: number, sign: string][] & { dirty: boolean })[];
    olines: [attributes: number, sign: string][][];
    /** The colours of a cell out of an SGR sequence. */
    attrCode(sequence: string, now: number, usual: number): number;
    enter(): void;
    leave(): void;
  };
  function screen(options: Widgets.IScreenOptions & { forceUnicode: boolean }): CellScreen;
  namespace screen {
    const prototype: { alloc(this: CellScreen, dirty?: boolean): void };
  }
  export default screen;
}

declare module 'blessed/lib/widgets/box.js' {
  import type { Widgets } from 'blessed';

  function box(options: Widgets.BoxOptions & { wrap?: boolean }): Widgets.BoxElement;
  export default box;
}

declare module 'blessed/lib/tput.js' {
  /** A capability made ready to be used, out of its terminfo text. */
  type Compile = (this: object, info: object, key: string, text: unknown) => unknown;
  const Tput: { prototype: { _compile: Compile } };
  export default Tput;
}

declare module 'blessed-contrib/lib/widget/sparkline.js' {
  import type { Widgets } from 'blessed';

  /** A box with one row of ▁▂▃▄▅▆▇█ a data set, each scaled from its least to its greatest value. */
  interface Sparkline extends Widgets.BoxElement {
    setData(titles: readonly string[], data: readonly (readonly number[])[]): void;
  }
  function sparkline(options: Widgets.BoxOptions): Sparkline;
  export default sparkline;
}
