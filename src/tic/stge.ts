/** The status register of standard mode, one field a property (54E §6.2.3.14). */
export interface Status {
  /** Dry contact open. */
  readonly contactOpen: boolean;
  /** Breaker: 0 closed, else the reason why it is open (1 overpower … 6). */
  readonly breaker: number;
  readonly coverOpen: boolean;
  readonly overvoltage: boolean;
  /** Reference power exceeded. */
  readonly overload: boolean;
  readonly producer: boolean;
  /** Active energy flows to the grid. */
  readonly injecting: boolean;
  /** Supplier index in use, 1 to 10. */
  readonly supplierIndex: number;
  readonly clockDegraded: boolean;
  /** Tempo colours: 0 none, 1 blue, 2 white, 3 red. */
  readonly colourToday: number;
  readonly colourTomorrow: number;
  /** Mobile peak announced and running: 0 none, 1 to 3 which one. */
  readonly peakNotice: number;
  readonly peakRunning: number;
}

/** Reads STGE: eight hexadecimal digits, most significant byte first; bits count from the least significant. */
export function parseStatus(hex: string): Status | undefined {
  if (!/^[\dA-Fa-f]{8}$/.test(hex)) return undefined;
  const register = Number.parseInt(hex, 16);
  const bits = (from: number, width: number): number => (register >>> from) & ((1 << width) - 1);
  return {
    contactOpen: bits(0, 1) === 1,
    breaker: bits(1, 3),
    coverOpen: bits(4, 1) === 1,
    overvoltage: bits(6, 1) === 1,
    overload: bits(7, 1) === 1,
    producer: bits(8, 1) === 1,
    injecting: bits(9, 1) === 1,
    supplierIndex: bits(10, 4) + 1,
    clockDegraded: bits(16, 1) === 1,
    colourToday: bits(24, 2),
    colourTomorrow: bits(26, 2),
    peakNotice: bits(28, 2),
    peakRunning: bits(30, 2),
  };
}
