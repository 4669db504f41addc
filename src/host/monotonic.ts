/**
 * Time since the start of the process, which no clock sets, ms. The first use of `performance` would load ten modules of
 * Node, a millisecond of a start.
 */
export const monotonicMs = (): number => process.uptime() * 1000;
