import { withParity } from '../tic/encoder.ts';
import type { Scenario } from './choices.ts';
import { seededRandom } from './random.ts';
import { NOISY_RATE } from './scenario.ts';

/** How bad the wire is: probabilities, from 0 to 1. */
export interface NoiseOptions {
  readonly seed: number;
  /** A bit is flipped: any of the 8 that an 8N1 port receives, the parity bit included. */
  readonly flip: number;
  /** A byte is lost, or received twice, as when a port overruns. */
  readonly lose?: number;
  readonly repeat?: number;
}

/** A bad wire between meter and receiver. What it does depends only on its seed and on the position of each byte. */
export class Noise {
  readonly #flips: RandomHits;
  readonly #losses: RandomHits;
  readonly #repeats: RandomHits;
  /** Bits flipped so far. */
  flipped = 0;

  constructor({ seed, flip, lose = 0, repeat = 0 }: NoiseOptions) {
    // A random stream each: a wire that also loses bytes flips the same bits.
    this.#flips = new RandomHits(flip, seed);
    this.#losses = new RandomHits(lose, seed ^ 0x10_5e);
    this.#repeats = new RandomHits(repeat, seed ^ 0x2_2e_9e);
  }

  /** What arrives of the next bytes, which carry their parity (`withParity`); the argument is not changed. */
  damaged(bytes: Uint8Array): Uint8Array {
    const out = Uint8Array.from(bytes);
    for (const bit of this.#flips.within(bytes.length * 8)) {
      (out[bit >> 3] as number) ^= 1 << (bit & 7);
      this.flipped++;
    }
    const lost = this.#losses.within(bytes.length);
    const twice = this.#repeats.within(bytes.length);
    if (lost.length + twice.length === 0) return out;
    return Uint8Array.from(
      [...out].flatMap((byte, i) => (lost.includes(i) ? [] : twice.includes(i) ? [byte, byte] : [byte])),
    );
  }
}

/** Independent hits of one probability, drawn as gaps from one hit to the next (geometric), not place by place. */
class RandomHits {
  readonly #random: () => number;
  /** ln(1 - probability); 0 when nothing is ever hit. */
  readonly #logMiss: number;
  /** Places before the next hit. */
  #gap: number;

  constructor(probability: number, seed: number) {
    this.#random = seededRandom(seed);
    this.#logMiss = Math.log1p(-Math.min(1, Math.max(0, probability)));
    this.#gap = this.#draw();
  }

  /** The hits among the next `places`, counted from 0. */
  within(places: number): number[] {
    const hits: number[] = [];
    while (this.#gap < places) {
      hits.push(this.#gap);
      this.#gap += 1 + this.#draw();
    }
    this.#gap -= places;
    return hits;
  }

  #draw(): number {
    return this.#logMiss === 0 ? Number.POSITIVE_INFINITY : Math.floor(Math.log1p(-this.#random()) / this.#logMiss);
  }
}

/** What the wire does to the bytes that a meter sends. */
export interface TransmissionOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  /** Probability that a bit is flipped; undefined: that of the scenario. */
  readonly noise: number | undefined;
  /** The bytes carry the parity bit, as an 8N1 port receives them; noise always has it. */
  readonly parity: boolean;
}

/** Makes the function that turns the bytes a meter sends into those that arrive. */
export function transmission(options: TransmissionOptions): (bytes: Uint8Array) => Uint8Array {
  const { scenario, seed, noise, parity } = options;
  const flip = noise ?? (scenario === 'noisy' ? NOISY_RATE : 0);
  if (flip > 0) {
    const wire = new Noise({ seed, flip });
    return (bytes) => wire.damaged(withParity(bytes));
  }
  return parity ? withParity : (bytes) => bytes;
}
