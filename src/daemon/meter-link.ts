import { EventEmitter } from 'node:events';
import type { LinkError } from '../source/source.ts';
import { type Frame, FrameReader, type TicCounts } from '../tic/frame.ts';
import { labelOf } from '../tic/labels.ts';
import { CurrentSource, type SourceOptions } from './current-source.ts';
import { LinkTracker } from './link-state.ts';

/** The shortest frame has five groups, and all but these may be damaged. */
const MIN_GROUPS = 2;

export interface MeterLinkEvents {
  /** @param silentMs how long no good frame had come before it */
  frame: [frame: Frame, silentMs: number];
  /** The link is down, for another reason than the one reported last; `fatal` when waiting cannot mend it. */
  linkError: [error: LinkError, fatal: boolean];
  /** `tracker.state` has changed. */
  state: [];
  /** No good frame has come for this many ms, though the link is open. */
  silent: [ms: number];
  /** A capture has been read to its end. */
  ended: [];
}

/** The link to the meter: reads frames from the source of the settings, and tracks the link's state. */
export class MeterLink extends EventEmitter<MeterLinkEvents> {
  readonly source: CurrentSource;
  readonly tracker: LinkTracker;
  /** Why the link was lost, as reported; undefined once it receives again. */
  reportedError: LinkError['kind'] | undefined;
  readonly #monotonic: () => number;
  readonly #now: () => number;
  readonly #reader: FrameReader;

  /** @param now wall time, ms since 1970 */
  constructor(options: SourceOptions, now: () => number) {
    super();
    this.#monotonic = options.monotonic;
    this.#now = now;
    this.source = new CurrentSource(options);
    this.tracker = new LinkTracker(this.#monotonic(), now());
    this.#reader = new FrameReader((frame) => this.#takeFrame(frame));
  }

  get counts(): Readonly<TicCounts> {
    return this.#reader.counts;
  }

  start(): void {
    this.source.start({
      opened: () => {
        this.#reader.reset();
        if (this.tracker.opened(this.#monotonic(), this.#now())) this.emit('state');
      },
      bytes: (chunk) => this.#reader.push(chunk),
      lost: (error) => this.#onLost(error),
      ended: () => {
        this.#reader.end();
        this.emit('ended');
      },
    });
  }

  /** Finds out whether the meter has fallen silent. */
  tick(): void {
    const monotonic = this.#monotonic();
    this.source.tick(this.counts.valid);
    if (!this.tracker.tick(monotonic, this.#now(), this.source.isSearching)) return;
    if (this.tracker.state === 'silent') this.emit('silent', this.tracker.silentFor(monotonic));
    this.emit('state');
  }

  #takeFrame(frame: Frame): void {
    const monotonic = this.#monotonic();
    const silentMs = this.tracker.silentFor(monotonic);
    // Noise looks like a valid group once in days, and like both ends of a frame each second: that is not yet a meter.
    // Where both ends of each frame are damaged, its groups still are one.
    const isGood = frame.groups.filter(({ label }) => labelOf(label)).length >= MIN_GROUPS;
    const stateChanged = isGood && this.tracker.frame(monotonic, this.#now());
    if (isGood) {
      this.reportedError = undefined;
      this.source.modeFound(frame.mode);
    }
    this.emit('frame', frame, silentMs);
    if (stateChanged) this.emit('state');
  }

  #onLost(error: LinkError): void {
    const { kind } = error;
    const stateChanged = this.tracker.lost(error, this.#now());
    // However often a port is tried, an error is reported once; unplugged and then missing is one error.
    const isNew = kind !== this.reportedError && !(this.reportedError === 'hangup' && kind === 'missing');
    if (isNew) {
      this.reportedError = kind;
      this.emit('linkError', error, !this.tracker.everOpened && (kind === 'busy' || kind === 'notTty'));
    }
    if (stateChanged) this.emit('state');
  }
}
