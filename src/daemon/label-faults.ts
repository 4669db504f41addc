import type { Lacking } from '../meter/label-watch.ts';
import type { DaemonTexts } from '../text/daemon-texts.ts';
import { labelsDetail } from '../text/faults.ts';
import { RateLimiter } from '../time/rate-limiter.ts';
import type { EventLog } from './event-log.ts';
import type { PartFaults } from './faults.ts';

/** A label that comes and goes is logged at most once in this time, ms. */
const LOG_INTERVAL_MS = 600_000;
/** A share that changes by less is not told anew, %. */
const MIN_CHANGE = 10;
/** The fault names this many labels at most: a feed's text has an end. */
const MAX_LABELS = 20;

interface Told {
  readonly percent: number;
  readonly isLogged: boolean;
}

/** The labels that frames lack, as a part that fails: logged once when it begins, and once when each is back. */
export class LabelFaults {
  readonly #monotonic: () => number;
  readonly #texts: DaemonTexts['faults'];
  readonly #events: EventLog;
  readonly #faults: PartFaults;
  readonly #limiter = new RateLimiter(1, LOG_INTERVAL_MS);
  #told = new Map<string, Told>();

  constructor(monotonic: () => number, texts: DaemonTexts['faults'], events: EventLog, faults: PartFaults) {
    this.#monotonic = monotonic;
    this.#texts = texts;
    this.#events = events;
    this.#faults = faults;
  }

  /** Takes the labels that are lacking now. */
  take(lacking: readonly Lacking[]): void {
    const labels = lacking.slice(0, MAX_LABELS).map(({ label, share, data }) => {
      return { label, data, percent: Math.round(share * 100) };
    });
    const added = labels.filter(({ label }) => !this.#told.has(label));
    const logged = added.filter(({ label }) => this.#limiter.tryAcquire(label, this.#monotonic()) !== undefined);
    const gone = [...this.#told].filter(([label]) => labels.every((each) => each.label !== label));
    const hasChanged = labels.some(({ label, percent }) => {
      return Math.abs(percent - (this.#told.get(label)?.percent ?? percent)) >= MIN_CHANGE;
    });
    if (added.length === 0 && gone.length === 0 && !hasChanged) return;
    const isLogged = ({ label }: { label: string }): boolean => logged.some((each) => each.label === label);
    this.#told = new Map(
      labels.map((each) => {
        const { label, percent } = each;
        return [label, { percent, isLogged: isLogged(each) || (this.#told.get(label)?.isLogged ?? false) }];
      }),
    );
    if (labels.length > 0) this.#faults.failed('labels', labelsDetail(labels));
    else this.#faults.recovered('labels');
    if (logged.length > 0) this.#events.log('WARN', this.#texts.lacking(logged));
    const back = gone.filter(([, told]) => told.isLogged).map(([label]) => label);
    if (back.length > 0) this.#events.log('INFO', this.#texts.labelsBack(back.join(', ')));
  }
}
