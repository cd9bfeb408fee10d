/**
 * Numbers from 0 to below 1 that look random, the same for a seed everywhere: a counter in steps of the golden
 * ratio, mixed as Murmur's hash ends (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
 */
export function seededRandom(seed: number): () => number {
  let counter = seed | 0
  return () => {
    counter = (counter + 0x9e3779b9) | 0
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
  }
}
