/**
 * Brings together what has the same number.
 *
 * @param keys the number of each entry
 * @param visit gets the entries of each number that several have, in ascending order. Time is linear in the
 *   number of entries, and memory about 12 bytes an entry
 */
export function eachBucket(keys: Uint32Array, visit: (entries: number[]) => void): void {
  const mask = 2 ** Math.max(4, Math.ceil(Math.log2(keys.length + 1))) - 1
  const heads = new Int32Array(mask + 1).fill(-1)
  const nexts = new Int32Array(keys.length)
  for (let entry = keys.length - 1; entry >= 0; entry--) {
    const slot = (keys[entry] ?? 0) & mask
    nexts[entry] = heads[slot] ?? -1
    heads[slot] = entry
  }
  for (const head of heads) {
    if (head < 0 || (nexts[head] ?? -1) < 0) continue
    let chain: number[] = []
    for (let entry = head; entry >= 0; entry = nexts[entry] ?? -1) chain.push(entry)
    // Different numbers may share a slot.
    while (chain.length > 1) {
      const key = keys[chain[0] ?? 0]
      const bucket = chain.filter(entry => keys[entry] === key)
      if (bucket.length > 1) visit(bucket)
      chain = bucket.length === chain.length ? [] : chain.filter(entry => keys[entry] !== key)
    }
  }
}
