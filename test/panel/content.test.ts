import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { panelContentOf } from '../../src/panel/content.ts';
import { dirtyRanges } from '../../src/panel/dirty-ranges.ts';
import { DISPLAY_WIDTH, type DisplayHeight, layoutOf, MAX_SHIFT, widthOf } from '../../src/panel/layout.ts';
import { createCanvas } from '../../src/panel/oled.ts';
import type { PanelView } from '../../src/panel/panel.ts';
import { textsIn } from '../../src/text/index.ts';
import { SITUATIONS } from '../support/panel-situations.ts';
import { golden } from '../support/screen-cells.ts';
import { Ssd1306 } from '../support/ssd1306.ts';

const LANGS = ['fr', 'en'] as const;
const HEIGHTS = [32, 64] as const;

/** The picture of a view, as the OLED shows it. */
function pictureOf(view: PanelView, lang: 'fr' | 'en', height: DisplayHeight, flipped = false): string {
  const display = new Ssd1306();
  const canvas = createCanvas({ height, flipped });
  display.write(canvas.setUp());
  const items = layoutOf(panelContentOf(view, textsIn(lang).panel), height);
  for (const write of dirtyRanges(undefined, canvas.draw(items, { x: 0, y: 0 }))) display.write(write);
  display.write(canvas.brightness('bright'));
  return display.picture();
}

describe('the pictures of the OLED', () => {
  for (const [name, view] of Object.entries(SITUATIONS)) {
    test(`the OLED shows the golden picture of: ${name}`, () => {
      for (const lang of LANGS) {
        for (const height of HEIGHTS) golden(`oled/${name}-${height}-${lang}`, pictureOf(view, lang, height));
      }
    });
  }

  test('an open relay and what it takes the place of have ten seconds each; nothing of it when the daemon stops', () => {
    const shed = SITUATIONS['peak-shed'] as PanelView;
    const at = (seconds: number, more: Partial<PanelView> = {}): string | undefined =>
      panelContentOf({ ...shed, now: shed.now + seconds * 1000, ...more }, textsIn('fr').panel).fault;
    assert.deepEqual(
      [0, 9, 10, 19, 20].map((seconds) => at(seconds)),
      ['délesté', 'délesté', undefined, undefined, 'délesté'],
    );
    assert.equal(at(0, { link: 'stopped' }), undefined);
    assert.equal(at(0, { isRelayOpen: false }), undefined);
  });

  test('an OLED mounted upside down shows the same picture', () => {
    for (const height of HEIGHTS) {
      for (const view of [SITUATIONS['peak'], SITUATIONS['notice']]) {
        assert.ok(view);
        const upright = pictureOf(view, 'fr', height);
        const asSeen = pictureOf(view, 'fr', height, true);
        assert.equal(asSeen.split('').reverse().join(''), upright, 'turned by half a turn');
      }
    }
  });

  test('no text of the OLED is clipped or overlaps another, whatever the figures, in both languages', () => {
    for (const [name, view] of Object.entries(SITUATIONS)) {
      for (const papp of [undefined, 0, 90, 1240, 12_340]) {
        for (const pinj of [undefined, 0, 2640]) {
          for (const lang of LANGS) {
            for (const height of HEIGHTS) {
              const reading = view.reading && { ...view.reading, papp, pinj };
              const items = layoutOf(panelContentOf({ ...view, reading }, textsIn(lang).panel), height);
              for (const { text, x, y, size, gap } of items) {
                const right = x + widthOf(text, size, gap);
                const where = `${name} ${lang} ${height}: ${text} ${x},${y} size ${size}`;
                assert.ok(x >= 0 && right <= DISPLAY_WIDTH - MAX_SHIFT, `${where} ends at ${right}`);
                assert.ok(y >= 0 && y + 7 * size <= height - MAX_SHIFT, `${where} too low`);
              }
              for (const [i, a] of items.entries()) {
                for (const b of items.slice(i + 1)) {
                  const apart =
                    a.x + widthOf(a.text, a.size, a.gap) < b.x ||
                    b.x + widthOf(b.text, b.size, b.gap) < a.x ||
                    a.y + 7 * a.size <= b.y ||
                    b.y + 7 * b.size <= a.y;
                  assert.ok(apart, `${name} ${lang} ${height} ${papp} ${pinj}: ${a.text} overlaps ${b.text}`);
                }
              }
            }
          }
        }
      }
    }
  });
});
