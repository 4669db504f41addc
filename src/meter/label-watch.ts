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
const BACK_FRAMES = 20;
const BACK_SHARE = 0.2;

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
  /** Whether each of the last frames lacked it, the newest last. */
  readonly lacked: boolean[];
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
    for (const name of this.#watched.keys()) if (!expectedNames.has(name)) this.#watched.delete(name);
  }

  /** The labels that are lacking for good, the worst first. */
  get lacking(): Lacking[] {
    return this.#listed(({ isLacking }) => isLacking);
  }

  /** All labels that any of the last frames lacked, the worst first. */
  get lost(): Lacking[] {
    return this.#listed(() => true);
  }

  /** Another meter. */
  forget(): void {
    this.#watched.clear();
    this.#seen.clear();
  }

  #count(name: string, lacks: boolean, data: string | undefined, at: number): void {
    const watched = this.#watched.get(name) ?? { lacked: [], row: 0, rowSince: at, isLacking: false, data };
    this.#watched.set(name, watched);
    watched.lacked.push(lacks);
    if (watched.lacked.length > WATCHED_FRAMES) watched.lacked.shift();
    if (lacks && watched.row === 0) watched.rowSince = at;
    watched.row = lacks ? watched.row + 1 : 0;
    if (lacks) watched.data = data;
    if (watched.isLacking) watched.isLacking = shareOf(watched.lacked.slice(-BACK_FRAMES)) > BACK_SHARE;
    else {
      const isRow = watched.row >= ROW_FRAMES && at - watched.rowSince >= ROW_MS;
      watched.isLacking =
        isRow || (watched.lacked.length === WATCHED_FRAMES && shareOf(watched.lacked) >= LACKING_SHARE);
    }
  }

  #listed(isListed: (watched: Watched) => boolean): Lacking[] {
    return [...this.#watched]
      .filter(([, watched]) => isListed(watched))
      .map(([label, { lacked, row, data }]) => ({
        label,
        share: row >= ROW_FRAMES ? 1 : shareOf(lacked),
        ...(data === undefined ? {} : { data }),
      }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share);
  }
}

const shareOf = (lacked: readonly boolean[]): number => lacked.filter(Boolean).length / Math.max(1, lacked.length);
