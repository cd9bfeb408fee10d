import { type ComparedView, comparedView } from '../../../analysis/application.ts'
import type { StoredTheme } from '../store.ts'
import { wordings } from './changes.ts'

const labels: Record<(typeof wordings)[number], string> = {
  definition: 'Definition',
  include: 'When to use it',
  exclude: 'When not to use it',
}

/** A text of a theme in two versions, as one. */
export type ComparedText = { label: string; pieces: ComparedView[] }

/** A rule that only one of two versions has, or both. */
export type ComparedRule = { out?: string; in?: string; same?: string }

/** The definition, and when to use it and when not, word by word; what is the same in both is left out. */
export function textsCompared(before: StoredTheme | undefined, after: StoredTheme): ComparedText[] {
  return wordings.flatMap(wording => {
    const pieces = comparedView(before?.[wording] ?? '', after[wording])
    return pieces.length > 0 ? [{ label: labels[wording], pieces }] : []
  })
}

/** The rules of both; none where they are the same. */
export function rulesCompared(before: string[], after: string[]): ComparedRule[] {
  if (before.join('\n') === after.join('\n')) return []
  return [
    ...before.filter(rule => !after.includes(rule)).map(rule => ({ out: rule })),
    ...after.map(rule => (before.includes(rule) ? { same: rule } : { in: rule })),
  ]
}
