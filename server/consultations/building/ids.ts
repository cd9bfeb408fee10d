import { reservedPages } from '../questionnaireProblems.ts'
import type { Page } from '../questions.ts'

const longestId = 40

/** An id made of the first words of a label, which none of `taken` is: letters, digits and hyphens, a letter first. */
export function idFrom(label: string, taken: ReadonlySet<string>, otherwise: string): string {
  const plain = label
    .replace(/\{\{[^}]*\}\}/g, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
  const words = plain.length > longestId ? plain.slice(0, longestId).replace(/-[^-]*$/, '') : plain
  const base = words.replace(/-+$/, '') || otherwise
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!taken.has(id)) return id
  }
}

/** The ids of all questions. */
export function questionIds(pages: readonly Page[]): Set<string> {
  return new Set(pages.flatMap(page => page.questions.map(question => question.id)))
}

/** The ids that a new page cannot have. */
export function takenPageIds(pages: readonly Page[]): Set<string> {
  return new Set([...reservedPages, ...pages.map(page => page.id)])
}
