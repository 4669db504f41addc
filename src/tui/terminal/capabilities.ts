import type { Drawing } from './ascii.ts';
import type { ThemeName } from './palette.ts';

/** What the user asked of the screen on the command line. */
export interface DisplayOptions {
  /** Absent where none was asked for: then it is the one that the user chose before. */
  readonly theme?: Exclude<ThemeName, 'either' | 'daltonienClair'> | 'auto' | undefined;
  readonly colour: boolean;
  readonly ascii: boolean;
  readonly mouse: boolean;
  /** Rings once when EJP changes. */
  readonly bell: boolean;
  /** Time between two drawings (s); a key is answered at once. */
  readonly interval: number;
}

export const defaultDisplayOptions: DisplayOptions = {
  colour: true,
  ascii: false,
  mouse: false,
  bell: false,
  interval: 1,
};

/** What is known of the terminal without asking it: an answer that never comes would hold up the start. */
export interface Terminal {
  /** The description that blessed is to use. */
  readonly name: string;
  readonly utf8: boolean;
  readonly colour: boolean;
  /** Whether it shows any colour, not only the 256. */
  readonly trueColour: boolean;
  readonly theme: ThemeName;
  readonly drawing: Drawing;
  /** Whether it has a title to set. */
  readonly titled: boolean;
}

/** Terminals whose own fonts lack most signs, or that show a title's sequence as text. */
const CONSOLES = /^(linux|cons|vt\d|ansi|dumb|sun)/;

/** What COLORTERM says where any colour is shown. */
const TRUE_COLOUR = /^(truecolor|24bit)$/;

export function terminalOf(env: NodeJS.ProcessEnv, display: DisplayOptions = defaultDisplayOptions): Terminal {
  const term = env['TERM'];
  const utf8 = speaksUtf8(env) && !display.ascii;
  return {
    name: terminalFor(term, env['COLORTERM']),
    utf8,
    // https://no-color.org: any value but an empty one.
    colour: display.colour && !env['NO_COLOR'],
    trueColour: hasTrueColour(env),
    theme: themeFor(display.theme ?? 'auto', env['COLORFGBG']),
    drawing: !utf8 ? 'ascii' : term === 'linux' ? 'console' : 'full',
    titled: !CONSOLES.test(term ?? 'dumb'),
  };
}

/** Whether the terminal takes UTF-8. blessed's own test says no on any ssh without LANG. */
export function speaksUtf8(env: NodeJS.ProcessEnv): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  // No locale at all is a session that did not pass it on; an explicit C or Latin-1 is a choice.
  return locale === '' || /utf-?8/i.test(locale);
}

/** The terminal's description for blessed, which cannot read the system's own of most 256-colour ones. */
export function terminalFor(term: string | undefined, colorTerm?: string): string {
  if (term === undefined || term === '') return 'xterm';
  if (/256color|-direct|kitty|ghostty|alacritty|foot|wezterm|contour|rio/.test(term)) return 'xterm-256color';
  const hasManyColours = TRUE_COLOUR.test(colorTerm ?? '') && /^(xterm|screen|tmux|rxvt)/.test(term);
  return hasManyColours ? 'xterm-256color' : term;
}

/** What terminals say of themselves; tmux turns such colours into those that its own terminal has, GNU screen garbles them. */
function hasTrueColour({ TERM: term = '', COLORTERM: colorTerm = '', TMUX: tmux }: NodeJS.ProcessEnv): boolean {
  if (CONSOLES.test(term) || (term.startsWith('screen') && !tmux)) return false;
  return TRUE_COLOUR.test(colorTerm) || term.endsWith('-direct');
}

/** Background 7 and 9 to 15 are light. rxvt, konsole and a few more say theirs: `0;15`. */
function themeFor(asked: NonNullable<DisplayOptions['theme']>, colorFgBg: string | undefined): ThemeName {
  const background = /;(\d+)$/.exec(colorFgBg ?? '')?.[1];
  const isLight = /^(7|9|1[0-5])$/.test(background ?? '');
  if (asked === 'daltonien' && isLight) return 'daltonienClair';
  if (asked !== 'auto') return asked;
  return background === undefined ? 'either' : isLight ? 'clair' : 'sombre';
}
