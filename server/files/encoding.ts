import { isUtf8 } from 'node:buffer'
import { analyse } from 'chardet'
import iconv from 'iconv-lite'

/** How text is written in bytes. `name` is iconv-lite's; `skip` is the length of the byte order mark. */
export type Encoding = { name: string; skip: number }

/** So much nearer than windows-1252 must another single-byte guess be: chardet's scores run from 0 to 100. */
const clearlyBetter = 20

/**
 * Judges the encoding of a text by its first bytes. Text that is partly UTF-8 counts as UTF-8: its reader
 * mends the lines that are not. Western text that is not UTF-8 is taken for windows-1252, which holds all
 * of ISO 8859-1 and the curly quotes.
 */
export function detectEncoding(head: Buffer): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: 'UTF-8', skip: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'UTF-16LE', skip: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'UTF-16BE', skip: 2 }
  return { name: wideEncoding(head) ?? (partlyUtf8(head) ? 'UTF-8' : singleByteEncoding(head)), skip: 0 }
}

/** True for bytes that no text in a known encoding has. */
export function looksBinary(head: Buffer): boolean {
  return !detectEncoding(head).name.startsWith('UTF-16') && head.includes(0)
}

/** UTF-16 without a mark shows as a zero in every other byte. */
function wideEncoding(head: Buffer): string | undefined {
  const zeros = [0, 0]
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = head.length / 5
  if (odd > many && even < many / 10) return 'UTF-16LE'
  if (even > many && odd < many / 10) return 'UTF-16BE'
  return undefined
}

function partlyUtf8(head: Buffer): boolean {
  if (isUtf8(withoutCutCharacter(head))) return true
  let from = 0
  while (from < head.length) {
    const end = head.indexOf(0x0a, from)
    const line = head.subarray(from, end < 0 ? head.length : end)
    if (line.some(byte => byte > 0x7f) && isUtf8(line)) return true
    from = end < 0 ? head.length : end + 1
  }
  return false
}

/** The head may end in the middle of a character, which takes at most four bytes. */
function withoutCutCharacter(head: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, head.length); back++) {
    const byte = head[head.length - back] ?? 0
    if (byte >= 0xc0) return head.subarray(0, head.length - back)
    if (byte < 0x80) break
  }
  return head
}

function singleByteEncoding(head: Buffer): string {
  const guesses = analyse(head).filter(guess => iconv.encodingExists(guess.name))
  const western = guesses.find(guess => guess.name === 'ISO-8859-1' || guess.name === 'windows-1252')
  const best = guesses.find(guess => guess.name !== 'UTF-8')
  if (best && best !== western && best.confidence >= (western?.confidence ?? 0) + clearlyBetter)
    return best.name
  return 'windows-1252'
}
