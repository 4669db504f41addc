import type { TicMode } from '../tic/labels.ts';

/** How long one speed is listened to without a valid group before the other is tried. */
const TRY_SPEED_MS = 5000;

/** Automatic mode: the mode whose speed a port is opened at, until valid groups come. Times: monotonic clock, ms. */
export class SpeedSearch {
  mode: TicMode = 'historique';
  #validGroups = 0;
  #listeningSince = 0;

  /** The port has been opened: what came before says nothing about the speed of now. */
  opened(now: number): void {
    this.#listeningSince = now;
  }

  /** @param validGroups counted since the start @returns whether it is time to try the other speed */
  isMute(validGroups: number, now: number): boolean {
    if (validGroups !== this.#validGroups) this.#listeningSince = now;
    this.#validGroups = validGroups;
    return now - this.#listeningSince >= TRY_SPEED_MS;
  }

  tryOther(now: number): void {
    this.mode = this.mode === 'historique' ? 'standard' : 'historique';
    this.#listeningSince = now;
  }
}
