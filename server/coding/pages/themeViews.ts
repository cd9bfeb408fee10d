import { inOrder, letters } from '../../codebook/hierarchy.ts'
import type { StoredTheme } from '../../codebook/store.ts'

/** A theme as pages name it: with the letter that stands for it where colours are not seen. */
export type ThemeView = Pick<StoredTheme, 'id' | 'name' | 'colour'> & {
  letter: string
  depth: number
  /** Its name behind those of the themes above it: "Skills: Pay". */
  path: string
  archived: boolean
}

/** Every theme of a codebook by id, in its order; archived ones too, since codings may name them. */
export function themeViews(themes: StoredTheme[]): Map<string, ThemeView> {
  const given = letters([...themes].sort((a, b) => Number(a.archived) - Number(b.archived)))
  const views = new Map<string, ThemeView>()
  for (const { id, name, colour, depth, parent, archived } of inOrder(themes)) {
    const above = views.get(parent ?? '')
    const path = above ? `${above.path}: ${name}` : name
    views.set(id, { id, name, colour, letter: given.get(id) ?? '?', depth, path, archived })
  }
  return views
}

/** The view of a theme that a tag or coding names, even of one that no codebook knows any more. */
export function viewOf(views: Map<string, ThemeView>, id: string): ThemeView {
  return (
    views.get(id) ?? {
      id,
      name: 'A theme that is gone',
      colour: 'slate',
      letter: '?',
      depth: 0,
      path: id,
      archived: true,
    }
  )
}

/** The themes that may be chosen, for a list of choices. */
export function choices(views: Map<string, ThemeView>, chosen = '') {
  return [...views.values()]
    .filter(view => !view.archived)
    .map(({ id, path }) => ({ value: id, label: path, chosen: id === chosen }))
}
