import type { EnergyRecord } from '../energy/record.ts';
import { Series } from '../journal/series.ts';
import type { Reading } from '../meter/reading.ts';

/** How a series is made: readings in it (NB_PAPP), and the pause after it in seconds (WAIT_BETWEEN_FRAMES). */
export interface SeriesSettings {
  readonly size: number;
  readonly pause: number;
}

/** Turns readings into records: a series, a pause, a series… The feed does not pause. */
export class Recorder {
  readonly #series = new Series();
  #pausedUntil = Number.NEGATIVE_INFINITY;

  /**
   * Takes one reading.
   * @param monotonic ms of a clock that no one sets: the pause is real time
   * @returns the record that the reading completes, if it does
   */
  take(reading: Reading, settings: SeriesSettings, monotonic: number): EnergyRecord | undefined {
    if (monotonic < this.#pausedUntil) return undefined;
    const record = this.#series.add(reading, settings.size);
    if (record) this.#pausedUntil = monotonic + settings.pause * 1000;
    return record;
  }
}
