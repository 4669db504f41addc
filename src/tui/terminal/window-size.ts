import type { Writable } from 'node:stream';

/** Without any word of a size: that of the terminals that all others copy. */
const USUAL = { columns: 80, rows: 24 };
/** Larger than any screen; a terminal that says more would have us hold its cells in memory. */
const MAX = { columns: 1000, rows: 500 };
const VARIABLES = { columns: 'COLUMNS', rows: 'LINES' } as const;

/**
 * Gives an output a size where its terminal says 0, as a serial console and `docker exec -t` do: that of the environment
 * (COLUMNS, LINES), else 80x24, until the terminal says another.
 */
export function ensureSize(output: Writable, env: NodeJS.ProcessEnv): void {
  const sized = output as { columns?: number; rows?: number };
  for (const side of ['columns', 'rows'] as const) {
    const told = Number(env[VARIABLES[side]]);
    const fallback = told >= 1 && told <= MAX[side] ? Math.floor(told) : USUAL[side];
    let said = sized[side];
    Object.defineProperty(output, side, {
      configurable: true,
      enumerable: true,
      get: () => Math.min(said || fallback, MAX[side]),
      // Node writes each new size here.
      set: (size: number | undefined) => {
        said = size;
      },
    });
  }
}
