/** From an instant on (s since 1970 UTC), minutes that local time is ahead of UTC. */
export type Offsets = readonly (readonly [at: number, minutes: number])[];

/** Fields of a local time. */
export interface LocalFields {
  readonly year: number;
  /** 0 to 11. */
  readonly month: number;
  readonly date: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Legal time at the meter's place, whatever the browser's own zone. Instants are s since 1970 UTC. */
export class LocalTime {
  readonly #offsets: Offsets;

  constructor(offsets: Offsets) {
    this.#offsets = offsets;
  }

  /** The instant at which a clock that knows no zone shows the local time. */
  shifted(at: number): number {
    let minutes = this.#offsets[0]?.[1] ?? 0;
    for (const [from, ahead] of this.#offsets) {
      if (from > at) break;
      minutes = ahead;
    }
    return at + minutes * 60;
  }

  fields(at: number): LocalFields {
    const date = new Date(this.shifted(at) * 1000);
    return {
      ...{ year: date.getUTCFullYear(), month: date.getUTCMonth(), date: date.getUTCDate() },
      ...{ weekday: date.getUTCDay(), hour: date.getUTCHours() },
      ...{ minute: date.getUTCMinutes(), second: date.getUTCSeconds() },
    };
  }

  /** The instants that show a local time: none in the hour that spring skips, two in the one that autumn doubles. */
  instantsOf(shifted: number): number[] {
    const all = new Set(this.#offsets.map(([, minutes]) => shifted - minutes * 60));
    return [...all].filter((at) => this.shifted(at) === shifted).sort((a, b) => a - b);
  }

  /** `18:42:10` */
  clock(at: number): string {
    const { hour, minute, second } = this.fields(at);
    return `${two(hour)}:${two(minute)}:${two(second)}`;
  }

  /** `18:42` */
  minutes(at: number): string {
    return this.clock(at).slice(0, 5);
  }
}
