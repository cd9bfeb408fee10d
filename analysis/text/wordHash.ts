/** What the hash of a word begins with (FNV-1a over its UTF-16 code units). */
export const emptyHash = 0x811c9dc5

/** The hash of a word that goes on with a code unit. */
export function hashedWith(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

/** The hash of the code units `[start, end)` of a text. */
export function hashOf(text: string, start: number, end: number): number {
  let hash = emptyHash
  for (let at = start; at < end; at++) hash = hashedWith(hash, text.charCodeAt(at))
  return hash
}
