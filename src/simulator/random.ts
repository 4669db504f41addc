/** Mixes 32 bits so that neighbouring values become unrelated (the finalizer of MurmurHash3). */
export function hash32(bits: number): number {
  let hash = bits;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A stream of pseudo-random numbers in [0, 1), determined by the seed. */
export function seededRandom(seed: number): () => number {
  let state = hash32(seed ^ 0x6a09e667);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return hash32(state) / 2 ** 32;
  };
}

/** A number in [0, 1) that depends on seed, stream and slot only: two streams share no numbers. */
export function randomAt(seed: number, stream: number, slot: number): number {
  const bits = Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(stream, 0x85ebca6b) ^ Math.imul(slot, 0x27d4eb2f);
  return hash32(bits) / 2 ** 32;
}
