import { tokenise } from '../../../../analysis/index.ts'

/** The three-word shingles of a text of simple words, as words. */
export function plainShingles(text: string): Set<string> {
  const words = tokenise(text).map(({ word }) => word)
  return new Set(words.slice(2).map((_, at) => words.slice(at, at + 3).join(' ')))
}

export function plainJaccard(a: string, b: string): number {
  const [one, other] = [plainShingles(a), plainShingles(b)]
  const shared = [...one].filter(shingle => other.has(shingle)).length
  return shared / (one.size + other.size - shared || 1)
}
