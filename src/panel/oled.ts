import font from 'oled-font-5x7';
import Oled from 'oled-i2c-bus';
import { GLYPH_WIDTH, withFrench } from './glyphs.ts';
import { DISPLAY_WIDTH, type DisplayHeight, type Item } from './layout.ts';

/** How bright the display is; `dark` shows nothing and wears nothing. */
export type Brightness = 'bright' | 'dim' | 'dark';

/** An SSD1306 as a picture and the commands that it needs; it sends nothing itself. */
export interface Canvas {
  /** Draws a picture, moved by so many pixels. @returns its bytes: pages of 8 rows from the top, the low bit uppermost */
  draw(items: readonly Item[], shift: { readonly x: number; readonly y: number }): Buffer;
  /** One transaction that sets the display up, whatever state it was in; it stays dark until a level is sent. */
  begin(): Buffer;
  level(level: Brightness): Buffer;
}

/** First byte of a transaction: commands follow. */
const COMMANDS = 0x00;
const SET_CONTRAST = 0x81;
/** What the library begins with, and what it calls dimmed. */
const CONTRAST = 0x8f;
const START_LINE_0 = 0x40;
const FLIPPED = [0xa0, 0xc0];

/**
 * The canvas of oled-i2c-bus. The library is given a bus that only notes what it would send, so that its faults
 * (facts/platform.md 3) stay in here: it writes byte by byte and at once, it throws from timers where nobody can catch,
 * it has no start line, no flip, a `dirtyBytes` that grows, and draws no glyph left of the display rightly.
 */
export function createCanvas(settings: { readonly height: DisplayHeight; readonly flipped: boolean }): Canvas {
  const { height, flipped } = settings;
  let noted: number[] = [];
  const bus = {
    i2cWriteSync(_address: number, length: number, buffer: Buffer): number {
      // Each of its commands is a write of its own, 00 and the byte.
      if (buffer[0] === COMMANDS) noted.push(...buffer.subarray(1, length));
      return length;
    },
    i2cReadSync: (_address: number, length: number): number => length,
  };
  const oled = new Oled(bus, { width: DISPLAY_WIDTH, height, address: 0, letterspacing: 0 });
  // It ends with the display on, which is for `level` to do, when there is something to see.
  const wake = [...noted.slice(0, -1), START_LINE_0, ...(flipped ? FLIPPED : [])];
  const french = withFrench(font);

  const commands = (call: () => void): Buffer => {
    noted = [];
    call();
    return Buffer.from([COMMANDS, ...noted]);
  };
  return {
    begin: () => Buffer.from([COMMANDS, ...wake]),
    level: (level) =>
      commands(() => {
        if (level === 'dark') {
          oled.turnOffDisplay();
          return;
        }
        if (level === 'dim') oled.dimDisplay(true);
        else for (const byte of [SET_CONTRAST, CONTRAST]) oled._transfer('cmd', byte);
        oled.turnOnDisplay();
      }),
    draw(items, shift) {
      oled.buffer.fill(0);
      for (const { text, x, y, size, gap } of items) {
        [...text].forEach((letter, i) => {
          // A space would clear what is drawn already, an unknown letter is shown as such.
          if (letter === ' ') return;
          oled.setCursor(x + shift.x + i * (GLYPH_WIDTH * size + gap), y + shift.y);
          oled.writeString(french, size, french.lookup.includes(letter) ? letter : '?', 1, false, false);
        });
      }
      oled.dirtyBytes = [];
      return oled.buffer;
    },
  };
}
