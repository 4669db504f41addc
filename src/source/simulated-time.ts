/** The time that a simulated meter lives in. */
export interface SimulatedTime {
  /** ms since 1970 UTC. */
  now(): number;
  /** Its seconds in one of ours. */
  readonly speed: number;
}

/**
 * The time of an input `sim:…?at=…&speed=…`, from the start of this process on: at `at` (ms since 1970 UTC), else now.
 * Whoever dates what such a meter sends must live in it: by another clock a fast meter's indexes would leap.
 * @returns undefined for an input that lives in our time: any other, and a simulated meter that has neither
 */
export function simulatedTime(input: string): SimulatedTime | undefined {
  const [, query = ''] = /^sim:[^?]*\?(.*)$/.exec(input) ?? [];
  const parameters = new URLSearchParams(query);
  const [at, speed] = ['at', 'speed'].map((word) => Number(parameters.get(word) ?? Number.NaN));
  const isPaced = speed !== undefined && speed > 0 && speed !== 1;
  const isDated = at !== undefined && at >= 0;
  if (!isPaced && !isDated) return undefined;
  const pace = isPaced ? speed : 1;
  const start = isDated ? at : performance.timeOrigin;
  return { now: () => start + performance.now() * pace, speed: pace };
}
