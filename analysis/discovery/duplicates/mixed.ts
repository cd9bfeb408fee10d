/** Spreads every bit of a 32-bit number over all of it (the last steps of MurmurHash3); no two become one. */
export function mixed(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

/** One number for a run of `length` numbers from `at` on, in their order. */
export function mixedRun(numbers: Uint32Array, at: number, length: number): number {
  let hash = length
  for (let place = at; place < at + length; place++) {
    hash = (Math.imul(hash, 0x9e3779b1) ^ (numbers[place] ?? 0)) | 0
    hash = (hash << 13) | (hash >>> 19)
  }
  return mixed(hash)
}
