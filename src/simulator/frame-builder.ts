import { encodeGroup, frameOf } from '../tic/encoder.ts';
import type { TicMode } from '../tic/labels.ts';

/** Collects the lines of a frame; one that says what it said last is not encoded again. */
export class FrameBuilder {
  readonly #encoded = new Map<string, { data: string; horodate: string | undefined; line: Uint8Array }>();
  #lines: Uint8Array[] = [];

  /** Numbers lose their fraction, as the meter's registers show whole units. */
  historique(label: string, value: string | number): void {
    this.#say('historique', label, value, undefined);
  }

  standard(label: string, value: string | number, horodate?: string): void {
    this.#say('standard', label, value, horodate);
  }

  /** The frame, from STX to ETX; the next one begins empty. */
  frame(): Uint8Array {
    const bytes = frameOf(this.#lines);
    this.#lines = [];
    return bytes;
  }

  #say(mode: TicMode, label: string, value: string | number, horodate: string | undefined): void {
    const data = typeof value === 'number' ? String(Math.floor(value)) : value;
    let known = this.#encoded.get(label);
    if (known?.data !== data || known.horodate !== horodate) {
      const group = { mode, label, data, ...(horodate === undefined ? {} : { horodate }) };
      known = { data, horodate, line: encodeGroup(group) };
      this.#encoded.set(label, known);
    }
    this.#lines.push(known.line);
  }
}
