import { z } from 'zod'
import { Conflict } from '../errors.ts'
import { editCodebook } from './edit.ts'
import { inOrder, withDescendants } from './hierarchy.ts'
import type { StoredTheme } from './store.ts'

export const steps = ['up', 'down', 'in', 'out'] as const
export type Step = (typeof steps)[number]

/** A step that a button makes, or the place to which a theme was dragged: before another theme, or as the last below one. */
export const moveForm = z.object({
  do: z.enum([...steps, 'before', 'below']),
  other: z.string().max(100).default(''),
})
export type Move = z.infer<typeof moveForm>

/** Where a theme stands: below which other, or at the top, and before which of those that stand there; null: as the last. */
type Place = { parent: string | null; before: string | null }

/**
 * Moves a theme, with all below it, as one version of the codebook.
 *
 * @returns what to tell of it; nothing was changed where it is there already or can go no further
 * @throws Conflict where a place is gone, or is below the theme itself
 */
export async function moveTheme(consultation: string, by: string, id: string, move: Move): Promise<string> {
  let says = ''
  await editCodebook(consultation, by, (themes, version) => {
    const used = inOrder(themes.filter(theme => !theme.archived))
    const theme = used.find(each => each.id === id)
    if (!theme) throw new Conflict('This theme was archived meanwhile. Go back and reload the page.')
    const place = placeFor(used, theme, move)
    if (!place) {
      says = cannot(theme.name, move.do)
      return undefined
    }
    const siblings = siblingsIn(used, place.parent).filter(each => each.id !== id)
    const at = siblings.findIndex(each => each.id === place.before)
    const ordered = siblings.toSpliced(at < 0 ? siblings.length : at, 0, theme).map(each => each.id)
    const above = used.find(each => each.id === place.parent)
    const next = siblings[at]
    says = `${theme.name} stands ${above ? `below ${above.name}` : 'at the top'} now, ${next ? `before ${next.name}` : 'as the last'}.`
    return {
      themes: themes.map(each => {
        const order = ordered.indexOf(each.id)
        if (each.id === id) return { ...each, parent: place.parent, order, changed: version }
        return order < 0 ? each : { ...each, order }
      }),
      change: `Moved ${theme.name}`,
    }
  })
  return says
}

/** The place to which a move leads; undefined where there is none, or it is where the theme stands. */
function placeFor(used: StoredTheme[], theme: StoredTheme, move: Move): Place | undefined {
  const parent = used.some(each => each.id === theme.parent) ? theme.parent : null
  const siblings = siblingsIn(used, parent)
  const at = siblings.findIndex(each => each.id === theme.id)
  const idAt = (index: number) => siblings[index]?.id ?? null
  switch (move.do) {
    case 'up':
      return at === 0 ? undefined : { parent, before: idAt(at - 1) }
    case 'down':
      return at === siblings.length - 1 ? undefined : { parent, before: idAt(at + 2) }
    case 'in':
      return at === 0 ? undefined : { parent: idAt(at - 1), before: null }
    case 'out': {
      const above = used.find(each => each.id === parent)
      if (!above) return undefined
      const higher = used.some(each => each.id === above.parent) ? above.parent : null
      const beside = siblingsIn(used, higher)
      const next = beside[beside.findIndex(each => each.id === above.id) + 1]
      return { parent: higher, before: next?.id ?? null }
    }
    default: {
      const other = used.find(each => each.id === move.other)
      if (!other)
        throw new Conflict('The theme at that place was archived meanwhile. Go back and reload the page.')
      if (other.id === theme.id) return undefined
      const to =
        move.do === 'below' ? other.id : used.some(each => each.id === other.parent) ? other.parent : null
      if (to !== null && withDescendants(used, theme.id).has(to))
        throw new Conflict('A theme cannot stand below itself or below one of its own sub-themes. Go back.')
      if (move.do === 'before' && to === parent && idAt(at + 1) === other.id) return undefined
      return { parent: to, before: move.do === 'below' ? null : other.id }
    }
  }
}

/** The themes that stand below one, or at the top, in their order. */
function siblingsIn(used: StoredTheme[], parent: string | null): StoredTheme[] {
  const ids = new Set(used.map(each => each.id))
  return used.filter(each => (ids.has(each.parent ?? '') ? each.parent : null) === parent)
}

function cannot(name: string, move: Move['do']): string {
  const why: Record<Move['do'], string> = {
    up: 'is the first already',
    down: 'is the last already',
    in: 'has no theme before it that it could stand below',
    out: 'stands at the top already',
    before: 'stands there already',
    below: 'stands there already',
  }
  return `${name} ${why[move]}.`
}
