/** Full scale of a curve of one row, VA: the first of 500, 1 000, 2 000, 5 000… that holds every value. It seldom moves. */
export function topOf(values: readonly (number | undefined)[]): number {
  const max = Math.max(0, ...values.map((value) => value ?? 0));
  for (let decade = 100; ; decade *= 10) {
    for (const step of [5, 10, 20]) if (step * decade >= max) return step * decade;
  }
}
