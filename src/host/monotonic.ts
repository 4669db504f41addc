/** Time that no clock sets, ms. The first use of `performance` would load ten modules of Node, a millisecond of a start. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
