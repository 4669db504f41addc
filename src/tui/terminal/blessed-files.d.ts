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
  namespace box {
    const prototype: { parseContent(): boolean };
  }
  export default box;
}

declare module 'blessed/lib/tput.js' {
  /** What a terminal's description says, by the long names of terminfo. */
  interface Terminfo {
    readonly bools: Readonly<Record<string, boolean>>;
    readonly numbers: Readonly<Record<string, number>>;
    readonly strings: Readonly<Record<string, string>>;
    /** All three together. */
    readonly all: Readonly<Record<string, boolean | number | string>>;
  }
  /** The capabilities of a terminal, each a property under its long and its short names. */
  class Tput {
    /** Long names by each name. */
    static readonly aliasMap: Readonly<Record<string, string>>;
    static readonly bools: readonly string[];
    static readonly numbers: readonly string[];
    static readonly strings: readonly string[];
    readonly terminal: string;
    readonly info: Terminfo;
    readonly [name: string]: unknown;
    constructor(options: object);
    setup(): void;
    inject(info: Terminfo): void;
    compile(info: Terminfo): Terminfo;
    detectFeatures(info: Terminfo): void;
    /** Reads a description that comes with blessed. */
    _useInternalInfo(name: string): void;
    /** A capability made ready to be used, out of its text. */
    _compile(info: Terminfo, key: string, text: string): unknown;
  }
  export default Tput;
}

declare module 'blessed/lib/program.js' {
  import type Tput from 'blessed/lib/tput.js';

  /** A terminal as blessed writes to it. */
  class Program {
    readonly options: object;
    readonly terminal: string;
    readonly tput?: Tput;
    setupTput(): void;
    _write(text: unknown): unknown;
  }
  export default Program;
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
