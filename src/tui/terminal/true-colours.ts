/*
 * Colours of terminals that show any. blessed's cells hold one of 256: each colour of a theme has a number of its own there,
 * and in what is written the number gives way to red, green and blue.
 */

/** One a theme, in the order of `THEMES` (palette.ts); the same roles as the 256 colours there. */
export const TRUE_COLOURS = {
  dim: ['808080', '828890', '626a72', '828890', '626a72'],
  border: ['767676', '585e66', '8a9098', '585e66', '8a9098'],
  power: ['1e88e5', '61afef', '005caf', '56b4e9', '0072b2'],
  injection: ['2e8b3c', '7ed385', '167d28', '009e73', '00805f'],
  peak: ['d65d0e', 'ff9233', 'b35400', 'e69f00', 'b06000'],
  cheap: ['00897b', '56d6c4', '008078', '9df0e6', '008080'],
  blueDay: ['1e88e5', '61afef', '005caf', '56b4e9', '0072b2'],
  whiteDay: ['909090', 'eeeeee', '767676', 'eeeeee', '767676'],
  redDay: ['d32f2f', 'ff6363', 'b71c1c', 'd55e00', 'a02800'],
  good: ['2e8b3c', '7ed385', '167d28', '56b4e9', '0072b2'],
  warning: ['a87600', 'fad33c', '825c00', 'f0e442', '7a5c00'],
  alarm: ['d32f2f', 'ff6363', 'b01818', 'd55e00', 'a51e1e'],
  onBadge: ['ff8c28', 'ff8c28', 'ff8c28', 'e69f00', 'e69f00'],
  noticeBadge: ['ffd640', 'ffd640', 'ffd640', 'f0e442', 'f0e442'],
} as const;

/** The number of black, which badges are written in; those of themes come after it. The first 16 are the terminal's own. */
const BLACK = 16;
const NAMES = Object.keys(TRUE_COLOURS) as (keyof typeof TRUE_COLOURS)[];

/** The number that stands for a colour of a theme in blessed's cells. @param theme its place in `THEMES` */
export const numberOf = (name: keyof typeof TRUE_COLOURS, theme: number): number =>
  BLACK + 1 + theme * NAMES.length + NAMES.indexOf(name);

/** What each number is written as: `97;175;239`. */
const WRITTEN = new Map<string, string>([[String(BLACK), '0;0;0']]);
for (const name of NAMES) {
  for (const [theme, hex] of TRUE_COLOURS[name].entries()) {
    const parts = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
    WRITTEN.set(String(numberOf(name, theme)), parts.join(';'));
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this is about
const COLOURED = /\x1b\[[\d;]*[34]8;5;[\d;]*m/g;

/** What blessed writes, with the numbers of the themes' colours as red, green and blue. */
export function inTrueColours(text: string): string {
  return text.replace(COLOURED, (sequence) =>
    sequence.replace(/([34]8);5;(\d+)/g, (whole, kind: string, number: string) => {
      const rgb = WRITTEN.get(number);
      return rgb === undefined ? whole : `${kind};2;${rgb}`;
    }),
  );
}
