/** What the program uses of the status register of standard mode, one field a property (54E §6.2.3.14). */
export interface Status {
  /** Breaker: 0 closed, else the reason why it is open (1 overpower … 6). */
  readonly breaker: number;
  readonly coverOpen: boolean;
  readonly overvoltage: boolean;
  /** Reference power exceeded. */
  readonly overload: boolean;
  /** Energy flows back to the grid. */
  readonly injecting: boolean;
  readonly clockDegraded: boolean;
  /** Tempo colours: 0 none, 1 blue, 2 white, 3 red. */
  readonly colourToday: number;
  readonly colourTomorrow: number;
  /** Mobile peak announced and running: 0 none, 1 to 3 which one. */
  readonly peakNotice: number;
  readonly peakRunning: number;
}

/** Reads STGE: eight hexadecimal digits, most significant byte first; bits count from the least significant. */
export function parseStatus(hex = ''): Status | undefined {
  if (!/^[\dA-Fa-f]{8}$/.test(hex)) return undefined;
  const register = Number.parseInt(hex, 16);
  const bits = (from: number, width: number): number => (register >>> from) & ((1 << width) - 1);
  return {
    breaker: bits(1, 3),
    coverOpen: bits(4, 1) === 1,
    overvoltage: bits(6, 1) === 1,
    overload: bits(7, 1) === 1,
    injecting: bits(9, 1) === 1,
    clockDegraded: bits(16, 1) === 1,
    colourToday: bits(24, 2),
    colourTomorrow: bits(26, 2),
    peakNotice: bits(28, 2),
    peakRunning: bits(30, 2),
  };
}
