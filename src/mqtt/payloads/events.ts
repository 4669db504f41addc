import type { SampleMessage, StatusMessage } from '../../feed/messages.ts';
import { isoOf } from '../../time/local.ts';
import { inSeconds } from './measures.ts';

/** What is sent as an event, once at each edge. */
export const EVENTS = [
  'ejp-notice',
  'ejp-start',
  'ejp-end',
  'overload-start',
  'overload-end',
  'fault',
  'fault-end',
] as const;

export interface MeterEvent {
  readonly at: string;
  readonly event: (typeof EVENTS)[number];
  /** Of a peak, ISO. */
  readonly from?: string;
  readonly until?: string;
  /** Of an overload, A. */
  readonly iinst?: number;
  /** Of a fault: the part of the daemon that fails, and why. */
  readonly part?: string;
  readonly detail?: string;
}

/** Finds the edges in what the daemon says. The first that is known of each thing is no edge. */
export class EventWatch {
  #isActive: boolean | undefined;
  #isAnnounced: boolean | undefined;
  #isOverloaded: boolean | undefined;
  #failing: ReadonlySet<string> | undefined;

  takeSample({ at: exactly, contract, ejp, overload }: SampleMessage): MeterEvent[] {
    const at = inSeconds(exactly);
    const events: MeterEvent[] = [];
    const isEdge = (before: boolean | undefined, now: boolean): boolean => before !== undefined && before !== now;
    if (contract === 'EJP' && !ejp.unknown) {
      const { active, notice, until } = ejp;
      const to = notice && 'to' in notice ? notice.to : undefined;
      const isAnnounced = notice !== null;
      if (isEdge(this.#isAnnounced, isAnnounced) && isAnnounced) {
        events.push({ at, event: 'ejp-notice', ...instants(notice.from, to) });
      }
      if (isEdge(this.#isActive, active)) {
        events.push(active ? { at, event: 'ejp-start', ...instants(undefined, until) } : { at, event: 'ejp-end' });
      }
      this.#isActive = active;
      this.#isAnnounced = isAnnounced;
    }
    const isOverloaded = overload !== null;
    if (isEdge(this.#isOverloaded, isOverloaded)) {
      events.push(isOverloaded ? { at, event: 'overload-start', iinst: overload } : { at, event: 'overload-end' });
    }
    this.#isOverloaded = isOverloaded;
    return events;
  }

  /** @param now ms since 1970 UTC */
  takeStatus({ faults }: StatusMessage, now: number): MeterEvent[] {
    if (!faults) return [];
    const before = this.#failing;
    const failing = new Map(faults.map((fault) => [fault.part, fault]));
    this.#failing = new Set(failing.keys());
    if (!before) return [];
    const begun = [...failing.values()].filter(({ part }) => !before.has(part));
    const ended = [...before].filter((part) => !failing.has(part));
    return [
      ...begun.map(({ part, since, detail }) => ({ at: inSeconds(since), event: 'fault' as const, part, detail })),
      ...ended.map((part) => ({ at: inSeconds(isoOf(now)), event: 'fault-end' as const, part })),
    ];
  }
}

const instants = (from: string | undefined, until: string | undefined) => ({
  ...(from === undefined ? {} : { from: inSeconds(from) }),
  ...(until === undefined ? {} : { until: inSeconds(until) }),
});
