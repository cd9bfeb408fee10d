const slots = 1024
const longest = 32

/** By a hash of their bytes; a later name takes the place of an earlier one with the same slot. */
const known: string[] = Array(slots).fill('')

/**
 * The text of a field's name, from `start` to `end`. The names of one document are those of the next, so a short one is
 * found again by its bytes rather than decoded. `hash` is any number that is made of those bytes.
 */
export function fieldName(bytes: Buffer, start: number, end: number, hash: number): string {
  if (end - start > longest) return bytes.toString('utf8', start, end)
  const slot = hash & (slots - 1)
  const before = known[slot] ?? ''
  if (isAt(before, bytes, start, end)) return before
  const name = bytes.toString('utf8', start, end)
  known[slot] = name
  return name
}

/** Whether these bytes are a text in ASCII: the bytes of no other text are as many as its characters, and equal them. */
function isAt(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[start + at]) return false
  return true
}
