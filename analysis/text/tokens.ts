import type { Span } from '../model.ts'
import { WordScanner } from './wordScanner.ts'

/** Finds a character that is not of ASCII: most words hold none, and are brought to any form at once. */
export const beyondAscii = /\P{ASCII}/u

/** A word of a text: where it stands, and its form without case. */
export type Token = Span & { word: string }

/**
 * Finds the words of a text in any script: "café", "don't", "e.g.", "GOV.UK", "37%", "well-being", an address
 * of a page or a mailbox, an emoji. Punctuation and white space are left out.
 *
 * @param text a text as stored; other text works too
 * @returns the words in order, never overlapping; `word` is lower-case NFC with straight apostrophes. Time is
 *   linear in the length of the text
 * @example tokenise('Don’t!') // [{ start: 0, end: 5, word: "don't" }]
 */
export function tokenise(text: string): Token[] {
  const scanner = new WordScanner(text, 'whole')
  const tokens: Token[] = []
  while (scanner.next()) {
    const { start, end } = scanner
    tokens.push({ start, end, word: wordForm(text.slice(start, end)) })
  }
  return tokens
}

/** A word as written → without case, with straight apostrophes, without soft hyphens, NFC. */
export function wordForm(written: string): string {
  if (!beyondAscii.test(written)) return written.toLowerCase()
  return written
    .replace(/[’ʼ＇]/g, "'")
    .replaceAll('\u00AD', '')
    .normalize('NFC')
    .toLowerCase()
}
