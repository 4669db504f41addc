import font from 'oled-font-5x7';
import Oled from 'oled-i2c-bus';
import { GLYPH_WIDTH, withFrench } from './glyphs.ts';
import { DISPLAY_WIDTH, type DisplayHeight, type Item } from './layout.ts';

/** How bright the display is; `dark` is switched off: no pixel ages. */
export type Brightness = 'bright' | 'dim' | 'dark';

/** Makes the bytes for an SSD1306; it sends nothing itself. */
export interface Canvas {
  /** Draws a picture, moved by `shift` pixels. @returns its bytes: pages of 8 rows from the top, the low bit uppermost */
  draw(items: readonly Item[], shift: { readonly x: number; readonly y: number }): Buffer;
  /** One transaction that sets the display up, whatever its state was; it stays dark until `brightness` is sent. */
  setUp(): Buffer;
  brightness(brightness: Brightness): Buffer;
}

/** First byte of a transaction: commands follow. */
const COMMANDS = 0x00;
const SET_CONTRAST = 0x81;
/** The contrast that the library sets up; its dimmed one is 0. */
const CONTRAST = 0x8f;
const START_LINE_0 = 0x40;
const FLIPPED = [0xa0, 0xc0];

/**
 * The canvas of oled-i2c-bus. The library gets a bus that only collects what it would send, so that its faults stay in
 * here: it writes synchronously, byte by byte, throws from timers where nobody can catch, has no start line and no flip,
 * a `dirtyBytes` that grows, and draws glyphs wrongly that begin left of the display.
 */
export function createCanvas(settings: { readonly height: DisplayHeight; readonly flipped: boolean }): Canvas {
  const { height, flipped } = settings;
  let collected: number[] = [];
  const bus = {
    i2cWriteSync(_address: number, length: number, buffer: Buffer): number {
      // Each of its commands is a write of its own, 00 and the byte.
      if (buffer[0] === COMMANDS) collected.push(...buffer.subarray(1, length));
      return length;
    },
    i2cReadSync: (_address: number, length: number): number => length,
  };
  const oled = new Oled(bus, { width: DISPLAY_WIDTH, height, address: 0, letterspacing: 0 });
  // For each pixel it searches the list of bytes that have changed, which is half of the drawing. Nobody needs the list here.
  oled.dirtyBytes = Object.assign([], { indexOf: () => 0 });
  // Its last command switches the display on; `brightness` does that once there is something to see.
  const setUp = [...collected.slice(0, -1), START_LINE_0, ...(flipped ? FLIPPED : [])];
  const french = withFrench(font);

  return {
    setUp: () => Buffer.from([COMMANDS, ...setUp]),
    brightness(brightness) {
      collected = [];
      if (brightness === 'bright') for (const byte of [SET_CONTRAST, CONTRAST]) oled._transfer('cmd', byte);
      else if (brightness === 'dim') oled.dimDisplay(true);
      if (brightness === 'dark') oled.turnOffDisplay();
      else oled.turnOnDisplay();
      return Buffer.from([COMMANDS, ...collected]);
    },
    draw(items, shift) {
      oled.buffer.fill(0);
      for (const { text, x, y, size, gap } of items) {
        [...text].forEach((letter, i) => {
          // A space would clear what is drawn below it. A letter that the font lacks becomes a question mark.
          if (letter === ' ') return;
          oled.setCursor(x + shift.x + i * (GLYPH_WIDTH * size + gap), y + shift.y);
          oled.writeString(french, size, french.lookup.includes(letter) ? letter : '?', 1, false, false);
        });
      }
      return oled.buffer;
    },
  };
}
