import type { Font } from 'oled-i2c-bus';

/** The font's seven rows and one below, for the cedilla. */
const GLYPH_HEIGHT = 8;
export const GLYPH_WIDTH = 5;

/**
 * The French letters that the 5x7 font lacks, and the sign of an estimate. Capitals are squeezed under their accent, as the font's own Ä is. A no-break
 * space is drawn as a space.
 */
const FRENCH_GLYPHS = `
É     È     Ê     À     Ç     é     è     ê     à     ù     ç     ~
...#. .#... ..#.. .#... .###. ...#. .#... ..#.. .#... .#... ..... .....
..#.. ..#.. .#.#. ..#.. #...# ..#.. ..#.. .#.#. ..#.. ..#.. ..... .....
##### ##### ##### .###. #.... .###. .###. .###. .###. #...# .###. .#..#
#.... #.... #.... #...# #.... #...# #...# #...# ....# #...# #...# #.#.#
####. ####. ####. ##### #...# ##### ##### ##### .#### #...# #.... #..#.
#.... #.... #.... #...# .###. #.... #.... #.... #...# #..## #...# .....
##### ##### ##### #...# ..#.. .###. .###. .###. .#### .##.# .###. .....
..... ..... ..... ..... .##.. ..... ..... ..... ..... ..... .##.. .....
`;

/** The font with the letters above. */
export function withFrench(font: Font): Font {
  const rows = FRENCH_GLYPHS.trim()
    .split('\n')
    .map((row) => row.split(/\s+/));
  const letters = rows[0] ?? [];
  const columns = letters.flatMap((_, letter) =>
    Array.from({ length: GLYPH_WIDTH }, (_, x) =>
      rows.slice(1).reduce((bits, row, y) => bits | (row[letter]?.[x] === '#' ? 1 << y : 0), 0),
    ),
  );
  const space = new Array<number>(GLYPH_WIDTH).fill(0);
  return {
    ...font,
    height: GLYPH_HEIGHT,
    fontData: [...font.fontData, ...columns, ...space],
    lookup: [...font.lookup, ...letters, '\u00a0'],
  };
}
