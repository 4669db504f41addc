import { TicDecoder, type TicSink } from './decoder.ts';
import type { Boundary, Group, Rejection } from './group.ts';
import type { TicMode } from './labels.ts';

/** The groups that the meter sent together, from STX to ETX. */
export interface Frame {
  readonly mode: TicMode;
  /**
   * Its start and end were both seen, and the meter did not interrupt it (EOT). Damaged groups may still be missing:
   * see `damaged`.
   */
  readonly complete: boolean;
  /** As they came. Of two with one label the later counts, as the fresher. */
  readonly groups: readonly Group[];
  /** Groups rejected inside the frame, and groups whose label it holds already. */
  readonly damaged: number;
}

/** The data of a frame's groups by label. */
export type DataByLabel = ReadonlyMap<string, string>;

export function dataByLabel({ groups }: Frame): DataByLabel {
  const known = new Map<string, string>();
  for (const { label, data } of groups) known.set(label, data);
  return known;
}

/** What a reader has counted since its start: frames, the complete among them, valid and rejected groups. */
export type TicCounts = FrameReader['counts'];

/** All groups that a reader has rejected, of any reason. */
export const rejectedGroups = ({ checksum, parity, format }: TicCounts['rejected']): number =>
  checksum + parity + format;

/** The longest frame of the specification has 63 groups (three-phase producer with an announced peak). */
const MAX_GROUPS = 100;
/** Labels that are remembered: both modes together have fewer, what is beyond is noise. */
const MAX_LABELS = 300;

/**
 * Bytes to frames: the decoder, and the rules that hold groups together when delimiters are lost. A frame ends at
 * ETX, at the STX of the next, at EOT, or when labels come back that it already holds: its first one, or two in a row.
 * A single label that comes twice belongs to one frame.
 */
export class FrameReader implements TicSink {
  readonly counts = { bytes: 0, frames: 0, complete: 0, valid: 0, rejected: { checksum: 0, parity: 0, format: 0 } };
  readonly #decoder = new TicDecoder(this);
  readonly #onFrame: (frame: Frame) => void;
  readonly #mode: TicMode | 'auto';
  #groups: Group[] = [];
  /**
   * In which frame each label came last. A set that is cleared with each frame would grow anew each time, and what it grew
   * out of stays in old memory until a full collection: 0.2 MB a minute.
   */
  readonly #frameOf = new Map<string, number>();
  #frame = 0;
  /** A group whose label the frame holds already: what comes next tells whether another frame began with it. */
  #again: Group | undefined;
  #startSeen = false;
  #damaged = 0;

  /** @param mode groups of the other mode count as rejected; `auto` takes both */
  constructor(onFrame: (frame: Frame) => void, mode: TicMode | 'auto' = 'auto') {
    this.#onFrame = onFrame;
    this.#mode = mode;
  }

  push(chunk: Uint8Array): void {
    this.counts.bytes += chunk.length;
    this.#decoder.push(chunk);
  }

  /** Ends the stream: the frame under way is given as incomplete. */
  end(): void {
    this.#decoder.end();
    this.#keepAgain();
    this.#close(false, false);
  }

  /** Drops what is unfinished: the line was reopened. */
  reset(): void {
    this.#decoder.reset();
    this.#groups = [];
    this.#forgetLabels();
    this.#again = undefined;
    this.#startSeen = false;
    this.#damaged = 0;
  }

  group(group: Group): void {
    if (this.#mode !== 'auto' && group.mode !== this.#mode) {
      this.reject('format');
      return;
    }
    this.counts.valid++;
    const [first] = this.#groups;
    const returns = this.#frameOf.get(group.label) === this.#frame;
    const again = this.#again;
    if (again && returns && group.label !== again.label) {
      this.#again = undefined;
      this.#close(false, false);
      this.#add(again);
    } else {
      this.#keepAgain();
      if (first && (first.mode !== group.mode || this.#groups.length >= MAX_GROUPS)) this.#close(false, false);
      else if (returns && group.label === first?.label) {
        // ETX and STX were both lost: the first label that comes back shows that no group is missing between the two.
        this.#close(true, true);
      } else if (returns) {
        this.#again = group;
        return;
      }
    }
    this.#add(group);
  }

  reject(why: Rejection): void {
    this.counts.rejected[why]++;
    this.#damaged++;
  }

  boundary(boundary: Boundary): void {
    this.#keepAgain();
    this.#close(boundary !== 'eot', boundary === 'stx');
  }

  /** The label that came again was sent twice in one frame. */
  #keepAgain(): void {
    if (!this.#again) return;
    this.#add(this.#again);
    this.#again = undefined;
    this.#damaged++;
  }

  #add(group: Group): void {
    this.#groups.push(group);
    this.#frameOf.set(group.label, this.#frame);
  }

  #forgetLabels(): void {
    this.#frame++;
    if (this.#frameOf.size > MAX_LABELS) this.#frameOf.clear();
  }

  /** Gives the frame under way and begins the next; `startSeen`: the beginning of that one is not lost. */
  #close(endSeen: boolean, startSeen: boolean): void {
    const [first] = this.#groups;
    if (first) {
      const complete = endSeen && this.#startSeen;
      const frame = { mode: first.mode, complete, groups: this.#groups, damaged: this.#damaged };
      this.counts.frames++;
      if (complete) this.counts.complete++;
      this.#groups = [];
      this.#forgetLabels();
      this.#onFrame(frame);
    }
    this.#startSeen = startSeen;
    this.#damaged = 0;
  }
}
