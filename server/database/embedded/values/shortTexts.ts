const slots = 4096
const longestName = 32
const longestValue = 16

/** By a hash of their bytes; a later text takes the place of an earlier one with the same slot. */
const known: string[] = Array(slots).fill('')

/**
 * The text of a field's name, from `start` to `end`. The names of one document are those of the next, so a short one is
 * found again by its bytes rather than decoded. `hash` is {@link hashed} of those bytes.
 */
export function nameAt(bytes: Buffer, start: number, end: number, hash: number): string {
  return end - start > longestName ? bytes.toString('utf8', start, end) : shortText(bytes, start, end, hash)
}

/** The text of a value. Short ones, such as words that are searched for, come again as names do. */
export function textAt(bytes: Buffer, start: number, end: number): string {
  if (end - start > longestValue) return bytes.toString('utf8', start, end)
  let hash = 0
  for (let at = start; at < end; at++) hash = hashed(hash, bytes[at] ?? 0)
  return shortText(bytes, start, end, hash)
}

/** What the hash of some bytes, at first 0, becomes with another byte. */
export function hashed(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0
}

function shortText(bytes: Buffer, start: number, end: number, hash: number): string {
  const slot = hash & (slots - 1)
  const before = known[slot] ?? ''
  if (isAt(before, bytes, start, end)) return before
  const text = bytes.toString('utf8', start, end)
  known[slot] = text
  return text
}

/** Whether these bytes are a text in ASCII: the bytes of no other text are as many as its characters, and equal them. */
function isAt(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[start + at]) return false
  return true
}
