/*
 * What a log would have cost under another contract, worked out a second time and slowly: minute by minute, with the clock
 * of Intl, from the lines and the rules of src/report/README.md alone.
 */

/** A line of the log: ms since 1970 UTC, and all indexes together, Wh. */
export interface LoadLine {
  readonly at: number;
  readonly wh: number;
}

export interface SlowRules {
  /** `22:30-6:30,14:00-17:00` */
  readonly offPeak: string;
  /** By `YYYY-MM-DD`; a day that is missing is not known. */
  readonly colours: Readonly<Record<string, string>>;
  readonly ejpDays: Readonly<Record<string, boolean>>;
}

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'short',
});

const clocks = new Map<number, { day: string; hhmm: string }>();

/** What clocks in France show in a minute. */
function clockAt(minute: number): { day: string; hhmm: string } {
  const known = clocks.get(minute);
  if (known) return known;
  const [day = '', hhmm = ''] = CLOCK.format(new Date(minute * 60_000)).split(' ');
  const clock = { day, hhmm };
  clocks.set(minute, clock);
  return clock;
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

const padded = (time: string): string => time.padStart(5, '0');

/** The period of a contract in a minute; undefined where it is not known. */
function periodOf(contract: string, minute: number, { offPeak, colours, ejpDays }: SlowRules): string | undefined {
  const { day, hhmm } = clockAt(minute);
  switch (contract) {
    case 'base':
      return 'BASE';
    case 'hc': {
      const isOffPeak = offPeak.split(',').some((range) => {
        const [from = '', to = ''] = range.split('-').map(padded);
        return from < to ? hhmm >= from && hhmm < to : hhmm >= from || hhmm < to;
      });
      return isOffPeak ? 'HC' : 'HP';
    }
    case 'tempo': {
      const colour = colours[hhmm < '06:00' ? dayBefore(day) : day];
      return colour && `${hhmm >= '06:00' && hhmm < '22:00' ? 'HP' : 'HC'}J${colour}`;
    }
    default: {
      if (hhmm >= '01:00' && hhmm < '07:00') return 'HN';
      const named = hhmm < '01:00' ? dayBefore(day) : day;
      const month = Number(named.slice(5, 7));
      const isPeak = ejpDays[named] ?? (month >= 4 && month <= 10 ? false : undefined);
      return isPeak === undefined ? undefined : isPeak ? 'HPM' : 'HN';
    }
  }
}

/** Wh by day and period; the period is `?` where it is not known. */
export function slowPeriods(
  lines: readonly LoadLine[],
  contract: string,
  rules: SlowRules,
): Map<string, Map<string, number>> {
  const days = new Map<string, Map<string, number>>();
  lines.slice(1).forEach((line, i) => {
    const before = lines[i] as LoadLine;
    const wh = line.wh - before.wh;
    if (wh === 0) return;
    for (let minute = Math.floor(before.at / 60_000); minute * 60_000 < line.at; minute++) {
      const from = Math.max(before.at, minute * 60_000);
      const to = Math.min(line.at, (minute + 1) * 60_000);
      const { day } = clockAt(minute);
      const period = periodOf(contract, minute, rules) ?? '?';
      const periods = days.get(day) ?? new Map<string, number>();
      days.set(day, periods);
      periods.set(period, (periods.get(period) ?? 0) + (wh * (to - from)) / (line.at - before.at));
    }
  });
  return days;
}
