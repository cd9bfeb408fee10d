import type { Detail } from './detail.ts'

/** The longest local part (RFC 5321, section 4.5.3.1.1), in code units. */
const longestLocal = 64

const localCharacter = /[\p{L}\p{M}\p{N}._%+&'’-]/u
/** "@", and what people write to hide it: "(at)", "[at]". */
const at = /@| ?[([]at[)\]] ?/giu
const domain = /(?:[\p{L}\p{M}\p{N}-]{1,63}\.){1,8}\p{L}[\p{L}\p{M}]{1,23}/uy

/** Email addresses, in any script, also with "(at)". */
export function emails(text: string): Detail[] {
  const found: Detail[] = []
  for (const mark of text.matchAll(at)) {
    const start = localStart(text, mark.index)
    domain.lastIndex = mark.index + mark[0].length
    if (start === mark.index || !domain.test(text)) continue
    found.push({ kind: 'email', start, end: domain.lastIndex, why: 'This is an email address.' })
  }
  return found
}

/** Where the local part before an "@" begins; at the "@" itself where there is none. */
function localStart(text: string, end: number): number {
  let start = end
  while (start > 0 && end - start <= longestLocal && localCharacter.test(text[start - 1] ?? '')) start--
  if (end - start > longestLocal) return end
  while (start < end && ".'’&-".includes(text[start] ?? '')) start++
  return start
}
