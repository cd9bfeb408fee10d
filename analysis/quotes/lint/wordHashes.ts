/** 0: not yet known; 1: part of a word; 2: between words. One entry a UTF-16 code unit. */
const kinds = new Uint8Array(65_536)
const folded = new Uint16Array(65_536)

function kindOf(code: number): number {
  const known = kinds[code] ?? 0
  if (known !== 0) return known
  const character = String.fromCharCode(code)
  const isWord = /[\p{L}\p{M}\p{N}\uD800-\uDFFF]/u.test(character)
  kinds[code] = isWord ? 1 : 2
  folded[code] = character.toLowerCase().charCodeAt(0)
  return isWord ? 1 : 2
}

/**
 * Calls `visit` with a 32-bit hash (FNV-1a) of every word of a text, whatever its case, and its span.
 * An apostrophe parts words ("don’t" is two), so that its shape never matters. Built for speed: an index of
 * 100,000 responses is made of some ten million of these.
 */
export function eachWordHash(text: string, visit: (hash: number, start: number, end: number) => void): void {
  let hash = 0
  let start = -1
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 32
    if (kindOf(code) === 1) {
      if (start < 0) {
        start = i
        hash = 0x811c9dc5
      }
      hash = Math.imul(hash ^ (folded[code] ?? code), 0x01000193)
    } else if (start >= 0) {
      visit(hash >>> 0, start, i)
      start = -1
    }
  }
}

/** The words of a text as hashes with their spans, in order. */
export function wordHashes(text: string): { hash: number; start: number; end: number }[] {
  const words: { hash: number; start: number; end: number }[] = []
  eachWordHash(text, (hash, start, end) => words.push({ hash, start, end }))
  return words
}

/** One number for two neighbouring words. */
export function pairHash(first: number, second: number): number {
  const mixed = Math.imul(first ^ (first >>> 15), 0x2c1b3c6d) ^ Math.imul(second, 0x297a2d39)
  return (mixed ^ (mixed >>> 12)) >>> 0
}

/** The pairs of neighbouring words of a text, each once. */
export function pairsOf(text: string): Set<number> {
  const pairs = new Set<number>()
  let previous = -1
  eachWordHash(text, hash => {
    if (previous >= 0) pairs.add(pairHash(previous, hash))
    previous = hash
  })
  return pairs
}
