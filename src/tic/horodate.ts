/** A moment as the meter sends it (54E §6.2.1.1). */
export interface Horodate {
  /** Milliseconds since 1970-01-01 UTC; undefined without a season (DPMn, FPMn): see `local`. */
  readonly epochMs: number | undefined;
  /** Legal local time, `YYYY-MM-DDThh:mm:ss`. */
  readonly local: string;
  /** The meter's clock is degraded (lower-case season): the time may be wrong. */
  readonly degraded: boolean;
}

/** Offset of French legal time from UTC in hours, by season letter: H (hiver) winter, E (été) summer. */
const OFFSET_HOURS: Readonly<Record<string, number>> = { H: 1, E: 2 };

/** Reads `SAAMMJJhhmmss`; undefined when the calendar has no such moment. */
export function parseHorodate(text = ''): Horodate | undefined {
  const match = /^([HhEe ])(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!match) return undefined;
  const [, season = ' ', yy, month, day, hour, minute, second] = match;
  const local = `20${yy}-${month}-${day}T${hour}:${minute}:${second}`;
  const asUtc = Date.parse(`${local}Z`);
  // Date.parse accepts 24:00:00 and, in some engines, the 31st of a short month.
  const read = new Date(asUtc);
  if (read.getUTCDate() !== Number(day) || read.getUTCHours() !== Number(hour)) return undefined;
  const offset = OFFSET_HOURS[season.toUpperCase()];
  return {
    epochMs: offset === undefined ? undefined : asUtc - offset * 3_600_000,
    local,
    degraded: season === 'h' || season === 'e',
  };
}
