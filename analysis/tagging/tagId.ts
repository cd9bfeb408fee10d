import type { Span } from '../model.ts'

/** 64 bits that stand for some words; two of them are mixed into a tag's id. */
export type Digest = { readonly high: number; readonly low: number }

/** The digest of words in their order. */
export function digest(...words: string[]): Digest {
  let high = 0x9e3779b9
  let low = 0x85ebca6b
  for (const word of words) {
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at)
      high = Math.imul(high ^ unit, 0x9e3779b1)
      low = Math.imul(low ^ unit, 0x5f356495)
      high ^= low >>> 15
      low ^= high >>> 13
    }
    // The end of a word counts, to keep "a" + "bc" apart from "ab" + "c".
    high = Math.imul(high ^ 0x10000, 0x9e3779b1)
    low = Math.imul(low ^ word.length, 0x5f356495)
  }
  return { high, low }
}

/**
 * The id of a tag: the same text, span, theme and rule have the same id everywhere. 64 bits of multiplicative
 * hashes; among ten million tags, two share an id about once in 400,000 codebooks. It is no secret, and a
 * cryptographic hash would take most of the time of tagging.
 *
 * @param text the digest of the text's id
 * @param rule the digest of the theme's id and the rule's
 * @returns 14 characters, 0-9 and a-v
 */
export function tagId(text: Digest, span: Span, rule: Digest): string {
  let high = Math.imul(text.high ^ rule.low, 0x9e3779b1) ^ span.start
  let low = Math.imul(text.low ^ (rule.high >>> 1) ^ (rule.high << 31), 0x5f356495) ^ span.end
  high = Math.imul(high ^ (low >>> 15), 0x9e3779b1) ^ rule.high
  low = Math.imul(low ^ (high >>> 13), 0x5f356495) ^ rule.low
  return half(high, low) + half(low, high)
}

/** Murmur's last steps, which spread every bit of one half over all of it, salted with the other. */
function half(hash: number, other: number): string {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) ^ other
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  mixed ^= mixed >>> 16
  // Five bits a letter: several times as fast as toString(32).
  return String.fromCharCode(
    letter(mixed),
    letter(mixed >>> 5),
    letter(mixed >>> 10),
    letter(mixed >>> 15),
    letter(mixed >>> 20),
    letter(mixed >>> 25),
    letter(mixed >>> 30),
  )
}

/** The code of 0-9 and a-v for the lowest five bits. */
function letter(bits: number): number {
  const value = bits & 31
  return value < 10 ? 48 + value : 87 + value
}
