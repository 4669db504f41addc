/*
 * What blessed writes, with fewer bytes and the same to be seen: a slow link carries each step of a curve. blessed begins
 * each change of style with a reset and ends it with one, also where the next cell it writes has the same style.
 */

/** A sequence `ESC [ … letter`, any other escape, or text up to the next one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this is about
const TOKENS = /\x1b\[([\d;]*)([A-Za-z])|\x1b[^[]?|[^\x1b]+/g;
/** Moves of the cursor: styles do not matter to them. */
const MOVE = /^[ABCDGHd]$/;
/** Only a colour of the text: the next one takes its place without a reset. */
const PLAIN_COLOUR = /^(?:3\d|9\d|38;5;\d+)$/;
/** Styles that show on blanks: underlined, reversed, with a background. */
const ON_BLANKS = /(?:^|;)(?:4|7|4\d|48;5;\d+|10\d)(?:;|$)/;

export function shortened(text: string): string {
  return withoutResets(withoutMoves(text));
}

/** Without the saved cursor (it is hidden), and the start of a row before a place in it. */
function withoutMoves(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this is about
  const whole = text.replace(/\x1b[78]/g, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this is about
  return whole.replace(/\x1b\[(\d+);1H(?=\x1b\[\1;\d+H)/g, '').replace(/\x1b\[(\d+);1H\x1b\[(\d+)C/g, placed);
}
const placed = (_: string, row: string, right: string): string => `\x1b[${row};${Number(right) + 1}H`;

/** A style is only written before text that it changes; each text begins and ends without one. */
function withoutResets(text: string): string {
  let out = '';
  /** The style that the terminal has, and the one that comes next is to have. */
  let active = '';
  let wanted = '';
  const change = (): void => {
    if (active !== wanted) out += styled(active, wanted);
    active = wanted;
  };
  for (const [token, parameters = '', letter] of text.matchAll(TOKENS)) {
    if (letter === 'm') wanted = parameters === '0' ? '' : parameters;
    else if (letter !== undefined && MOVE.test(letter)) out += token;
    else {
      if (!isBlank(token) || ON_BLANKS.test(active) || ON_BLANKS.test(wanted)) change();
      out += token;
    }
  }
  wanted = '';
  change();
  return out;
}

const isBlank = (token: string): boolean => /^ +$/.test(token);

/** From one style to another, which blessed names in full. */
function styled(from: string, to: string): string {
  if (from === '' || to === '' || (PLAIN_COLOUR.test(from) && PLAIN_COLOUR.test(to))) return `\x1b[${to}m`;
  return `\x1b[;${to}m`;
}
