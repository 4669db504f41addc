import { TicDecoder, type TicSink } from './decoder.ts';
import type { Boundary, Group, Rejection } from './group.ts';
import type { TicMode } from './labels.ts';

/** The groups that the meter sent together. */
export interface Frame {
  readonly mode: TicMode;
  /**
   * True when the frame's start and end were both seen and the meter did not interrupt it (EOT). Damaged
   * groups may be missing all the same: see `damaged`.
   */
  readonly complete: boolean;
  readonly groups: readonly Group[];
  /** Groups rejected inside the frame. */
  readonly damaged: number;
}

/** What a decoder has counted since its start. */
export interface TicCounts {
  bytes: number;
  frames: number;
  complete: number;
  valid: number;
  rejected: Record<Rejection, number>;
}

/** A frame of the specification has 63 groups at most (three-phase producer with an announced peak). */
const MOST_GROUPS = 100;

/**
 * Bytes to frames: the decoder, and the rules that hold groups together when delimiters are lost
 * (facts/tic.md 1.5, 1.7). A frame ends at ETX, at the STX of the next, at EOT, or when a label comes
 * back that it already holds.
 */
export class FrameReader implements TicSink {
  readonly counts: TicCounts = {
    bytes: 0,
    frames: 0,
    complete: 0,
    valid: 0,
    rejected: { checksum: 0, parity: 0, format: 0 },
  };
  readonly #decoder = new TicDecoder(this);
  readonly #onFrame: (frame: Frame) => void;
  readonly #only: TicMode | 'auto';
  #groups = new Map<string, Group>();
  #startSeen = false;
  #damaged = 0;

  /** @param only groups of the other mode count as rejected; `auto` takes both */
  constructor(onFrame: (frame: Frame) => void, only: TicMode | 'auto' = 'auto') {
    this.#onFrame = onFrame;
    this.#only = only;
  }

  push(chunk: Uint8Array): void {
    this.counts.bytes += chunk.length;
    this.#decoder.push(chunk);
  }

  /** Ends the stream: the frame under way is given as incomplete. */
  end(): void {
    this.#decoder.end();
    this.#close(false, false);
  }

  /** Drops what is unfinished, as after a reopened line. */
  reset(): void {
    this.#decoder.reset();
    this.#groups.clear();
    this.#startSeen = false;
    this.#damaged = 0;
  }

  group(group: Group): void {
    if (this.#only !== 'auto' && group.mode !== this.#only) {
      this.reject('format');
      return;
    }
    this.counts.valid++;
    const first = this.#groups.values().next().value;
    if (first) {
      const returns = this.#groups.has(group.label);
      if (returns || first.mode !== group.mode || this.#groups.size >= MOST_GROUPS) {
        // ETX and STX are both lost: a frame that began well ends well when its first label comes back.
        const whole = returns && group.label === first.label;
        this.#close(whole, whole);
      }
    }
    this.#groups.set(group.label, group);
  }

  reject(why: Rejection): void {
    this.counts.rejected[why]++;
    this.#damaged++;
  }

  boundary(boundary: Boundary): void {
    this.#close(boundary !== 'eot', boundary === 'stx');
  }

  /** Gives the frame under way, and begins the next; `startSeen` says whether its first group comes now. */
  #close(endSeen: boolean, startSeen: boolean): void {
    const first = this.#groups.values().next().value;
    if (first) {
      const complete = endSeen && this.#startSeen;
      const frame = { mode: first.mode, complete, groups: [...this.#groups.values()], damaged: this.#damaged };
      this.counts.frames++;
      if (complete) this.counts.complete++;
      this.#groups = new Map();
      this.#onFrame(frame);
    }
    this.#startSeen = startSeen;
    this.#damaged = 0;
  }
}
