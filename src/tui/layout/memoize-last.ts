/** Results kept of each function. */
const MAX_KEPT = 4;

/** A pure function that remembers its last results; arguments are compared by identity. */
export function memoizeLast<A extends readonly unknown[], R>(compute: (...args: A) => R): (...args: A) => R {
  const kept: { readonly args: A; readonly result: R }[] = [];
  return (...args) => {
    const known = kept.find((each) => each.args.every((arg, i) => Object.is(arg, args[i])));
    if (known) return known.result;
    const result = compute(...args);
    kept.unshift({ args, result });
    kept.length = Math.min(kept.length, MAX_KEPT);
    return result;
  };
}
