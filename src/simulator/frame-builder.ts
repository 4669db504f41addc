import { encodeGroup, frameOf } from '../tic/encoder.ts';
import type { TicMode } from '../tic/labels.ts';

/** Collects the groups of a frame; a group that has not changed since the last frame is not encoded again. */
export class FrameBuilder {
  readonly #mode: TicMode;
  readonly #encoded = new Map<string, { data: string; horodate: string | undefined; bytes: Uint8Array }>();
  #groups: Uint8Array[] = [];

  constructor(mode: TicMode) {
    this.#mode = mode;
  }

  /** Adds a group; numbers lose their fraction, as the meter shows whole units. */
  add(label: string, value: string | number, horodate?: string): void {
    const data = typeof value === 'number' ? String(Math.floor(value)) : value;
    let group = this.#encoded.get(label);
    if (group?.data !== data || group.horodate !== horodate) {
      const dated = horodate === undefined ? {} : { horodate };
      group = { data, horodate, bytes: encodeGroup({ mode: this.#mode, label, data, ...dated }) };
      this.#encoded.set(label, group);
    }
    this.#groups.push(group.bytes);
  }

  /** Adds a group for each suffix of a label; a value that is missing is 0. */
  addEach(label: string, suffixes: readonly string[], values: readonly number[]): void {
    for (const [i, suffix] of suffixes.entries()) this.add(label + suffix, values[i] ?? 0);
  }

  /** The frame, from STX to ETX; the next one begins empty. */
  build(): Uint8Array {
    const bytes = frameOf(this.#groups);
    this.#groups = [];
    return bytes;
  }
}
