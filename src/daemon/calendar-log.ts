import { formatCalendar } from '../journal/log-line.ts';
import type { Reading } from '../meter/reading.ts';
import { dayOf } from '../time/local.ts';
import type { EventLog } from './event-log.ts';

/** Logs what a supplier's calendar calls its indexes: when that is learned or changes, and once in each day's log. */
export class CalendarLog {
  readonly #events: EventLog;
  #written = '';

  constructor(events: EventLog) {
    this.#events = events;
  }

  take({ at, calendar, indexNames }: Reading): void {
    if (calendar === undefined || Object.keys(indexNames).length === 0) return;
    const text = formatCalendar(calendar, indexNames);
    const dated = `${dayOf(at)} ${text}`;
    if (dated === this.#written) return;
    this.#written = dated;
    this.#events.log('INFO', text);
  }
}
