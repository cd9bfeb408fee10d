/**
 * Numbers that look random and are the same for the same seed on every machine (mulberry32).
 *
 * @param seed any whole number; its lowest 32 bits count
 * @returns a function that gives the next number in [0, 1)
 * @example seededRandom(1)() // always the same number
 */
export function seededRandom(seed: number): () => number {
  if (!Number.isSafeInteger(seed))
    throw new Error(`seededRandom: the seed must be a whole number, not ${seed}`)
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Brings the first `count` items into random order, in place (Fisher and Yates). */
export function shuffle(items: { [at: number]: number }, count: number, random: () => number): void {
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const moved = items[last] ?? 0
    items[last] = items[other] ?? 0
    items[other] = moved
  }
}
