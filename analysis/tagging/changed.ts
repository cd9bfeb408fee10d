import type { Theme } from '../model.ts'

/**
 * The themes whose tags an edit of the codebook can have changed: new ones, removed ones, and those whose
 * rules differ in id or source. Names, definitions, colours and parents change no tag.
 *
 * @returns ids: the removed in their old order, then the others in their new order
 */
export function themesToRetag(
  before: readonly Pick<Theme, 'id' | 'rules'>[],
  after: readonly Pick<Theme, 'id' | 'rules'>[],
): string[] {
  const old = new Map(before.map(theme => [theme.id, rulesKey(theme)]))
  const kept = new Set(after.map(theme => theme.id))
  const removed = before.filter(theme => !kept.has(theme.id))
  const changed = after.filter(theme => old.get(theme.id) !== rulesKey(theme))
  return [...removed, ...changed].map(theme => theme.id)
}

function rulesKey(theme: Pick<Theme, 'rules'>): string {
  return JSON.stringify(theme.rules.map(({ id, source }) => [id, source]))
}
