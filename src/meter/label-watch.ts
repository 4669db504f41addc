import type { DataByLabel } from '../tic/frame.ts';

/** Frames of which the share is taken. */
const WATCHED_FRAMES = 40;
/**
 * A label is lacking when this many frames in a row, for this time, are without it, or when half of the watched frames
 * are: at 1 flipped bit in 1000 the longest groups are missing in 17 % of the frames, never in ten in a row.
 */
const ROW_FRAMES = 10;
const ROW_MS = 10_000;
const LACKING_SHARE = 0.5;
/** It is back when at most this share of as many frames is without it. */
const BACK_FRAMES = WATCHED_FRAMES / 2;
const BACK_SHARE = 0.2;
const BACK_BITS = 2 ** BACK_FRAMES - 1;
const NONE: readonly Lacking[] = [];

/** A label that frames should have: any of these names will do. `isUsual`: some meters are without it. */
export interface Expected {
  readonly names: readonly string[];
  readonly isUsual?: boolean;
}

/** A label that frames lack, and the share of those that do, 0 to 1. */
export interface Lacking {
  readonly label: string;
  readonly share: number;
  /** Data that the contract does not have, where that is why the label says nothing. */
  readonly data?: string;
}

interface Watched {
  /** Whether each of the last BACK_FRAMES lacked it, and of as many before them: bits, the newest is the lowest. */
  recent: number;
  earlier: number;
  /** Frames that these are of. */
  frames: number;
  /** Frames in a row that lacked it, up to the last one, and when that row began, ms. */
  row: number;
  rowSince: number;
  isLacking: boolean;
  data: string | undefined;
}

/** Which labels frames should have and lack: damaged each time, or sent under another name. */
export class LabelWatch {
  readonly #watched = new Map<string, Watched>();
  readonly #seen = new Set<string>();
  /** Any of the watched frames lacked any of them: mostly there is nothing to list, and that is asked with each frame. */
  #isAnyLost = false;

  /**
   * Takes one frame that should have all that is expected.
   * @param foreign a label whose data says nothing
   * @param isDamaged groups of the frame were lost
   * @param at instant of its end, ms
   */
  take(
    groups: DataByLabel,
    expected: readonly Expected[],
    foreign: { readonly label: string; readonly data: string } | undefined,
    isDamaged: boolean,
    at: number,
  ): void {
    const expectedNames = new Set<string>();
    for (const { names, isUsual = false } of expected) {
      const [name = ''] = names;
      const isForeign = foreign?.label === name;
      const has = !isForeign && names.some((each) => groups.has(each));
      if (has) this.#seen.add(name);
      // What a meter may be without is missed where it has come before, or may have been damaged.
      if (isUsual && !has && !isDamaged && !this.#seen.has(name)) continue;
      expectedNames.add(name);
      this.#count(name, !has, isForeign ? foreign.data : undefined, at);
    }
    // All that is expected is watched.
    if (this.#watched.size > expectedNames.size) {
      for (const name of this.#watched.keys()) if (!expectedNames.has(name)) this.#watched.delete(name);
    }
    this.#isAnyLost = false;
    for (const { recent, earlier } of this.#watched.values()) if ((recent | earlier) !== 0) this.#isAnyLost = true;
  }

  /** The labels that are lacking for good, the worst first. */
  get lacking(): readonly Lacking[] {
    return this.#listed(({ isLacking }) => isLacking);
  }

  /** All labels that any of the last frames lacked, the worst first. */
  get lost(): readonly Lacking[] {
    return this.#listed(() => true);
  }

  /** Another meter. */
  forget(): void {
    this.#watched.clear();
    this.#seen.clear();
    this.#isAnyLost = false;
  }

  #count(name: string, lacks: boolean, data: string | undefined, at: number): void {
    const watched = this.#watched.get(name) ?? newlyWatched(at);
    this.#watched.set(name, watched);
    watched.earlier = pushed(watched.earlier, watched.recent >> (BACK_FRAMES - 1));
    watched.recent = pushed(watched.recent, lacks ? 1 : 0);
    watched.frames = Math.min(watched.frames + 1, WATCHED_FRAMES);
    if (lacks && watched.row === 0) watched.rowSince = at;
    watched.row = lacks ? watched.row + 1 : 0;
    if (lacks) watched.data = data;
    if (watched.isLacking) {
      watched.isLacking = onesIn(watched.recent) / Math.min(watched.frames, BACK_FRAMES) > BACK_SHARE;
    } else {
      const isRow = watched.row >= ROW_FRAMES && at - watched.rowSince >= ROW_MS;
      watched.isLacking = isRow || (watched.frames === WATCHED_FRAMES && shareOf(watched) >= LACKING_SHARE);
    }
  }

  #listed(isListed: (watched: Watched) => boolean): readonly Lacking[] {
    if (!this.#isAnyLost) return NONE;
    return [...this.#watched]
      .filter(([, watched]) => isListed(watched))
      .map(([label, watched]) => ({
        label,
        share: watched.row >= ROW_FRAMES ? 1 : shareOf(watched),
        ...(watched.data === undefined ? {} : { data: watched.data }),
      }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share);
  }
}

const newlyWatched = (at: number): Watched => ({
  recent: 0,
  earlier: 0,
  frames: 0,
  row: 0,
  rowSince: at,
  isLacking: false,
  data: undefined,
});

const pushed = (bits: number, bit: number): number => ((bits << 1) | bit) & BACK_BITS;

function onesIn(bits: number): number {
  let ones = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) ones++;
  return ones;
}

/** The part of the watched frames that lacked it. */
const shareOf = ({ recent, earlier, frames }: Watched): number => (onesIn(recent) + onesIn(earlier)) / frames;
