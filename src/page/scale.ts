/** Round values of a scale from 0 up to the greatest value or a little above it. */
export function scaleOf(greatest: number, parts: number): { readonly most: number; readonly step: number } {
  const least = greatest / parts;
  const unit = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 2.5, 5, 10].find((n) => n * unit >= least) ?? 10) * unit;
  return { most: Math.ceil(greatest / step) * step, step };
}

/** The values of a scale, from a number of steps below 0 on. */
export const valuesOf = ({ most, step }: ReturnType<typeof scaleOf>, below = 0): number[] =>
  Array.from({ length: Math.round(most / step) + below + 1 }, (_, i) => (i - below) * step);
