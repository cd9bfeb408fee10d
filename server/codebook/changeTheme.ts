import { newId } from '../database/ids.ts'
import { Conflict } from '../errors.ts'
import { editCodebook } from './edit.ts'
import { saysOtherwise, type ThemeForm } from './forms.ts'
import { withDescendants } from './hierarchy.ts'
import { rulesFrom } from './ruleLines.ts'
import type { StoredTheme } from './store.ts'

/** A theme's own words and rules, as its form or a file gives them. */
export type ThemeEntry = Omit<ThemeForm, 'version'>

/**
 * Writes a new theme, or changes one.
 * @returns the theme's id
 * @throws Conflict when another's move in the meantime would put the theme below itself
 */
export async function saveTheme(
  consultation: string,
  entry: ThemeEntry,
  by: string,
  id: string | undefined = undefined,
): Promise<string> {
  const theme = id ?? newId()
  await editCodebook(consultation, by, (themes, version) => {
    const before = themes.find(each => each.id === theme)
    const entered = themeFrom(consultation, theme, entry, version, before?.order ?? themes.length)
    const isOther = before && entry.meaning === 'yes' && saysOtherwise(before, entered)
    const after = before
      ? { ...before, ...entered, archived: before.archived, ...(isOther ? { meaning: version } : {}) }
      : entered
    if (after.parent !== null && withDescendants(themes, theme).has(after.parent))
      throw new Conflict(
        'Someone else moved themes while you did, and this would put a theme below itself. Look again.',
      )
    if (before && same(before, after)) return undefined
    return {
      themes: before ? themes.map(each => (each.id === theme ? after : each)) : [...themes, after],
      change: `${before ? 'Changed' : 'Added'} ${entry.name}${isOther ? ': it means something else now' : ''}`,
    }
  })
  return theme
}

export function themeFrom(
  consultation: string,
  id: string,
  entry: ThemeEntry,
  version: number,
  order: number,
): StoredTheme {
  const { name, definition, include, exclude, colour } = entry
  const parent = entry.parent === '' ? null : entry.parent
  const rules = rulesFrom(id, entry.rules)
  return {
    id,
    name,
    parent,
    definition,
    include,
    exclude,
    colour,
    rules,
    consultation,
    order,
    archived: false,
    changed: version,
  }
}

function same(a: StoredTheme, b: StoredTheme): boolean {
  const keys = Object.keys(b).filter(key => key !== 'changed') as (keyof StoredTheme)[]
  return keys.every(key => JSON.stringify(a[key]) === JSON.stringify(b[key]))
}

/** Takes a theme and those below it out of use. What was coded with them stays. */
export async function archiveTheme(consultation: string, id: string, by: string): Promise<void> {
  await editCodebook(consultation, by, (themes, version) => {
    const theme = themes.find(each => each.id === id && !each.archived)
    if (!theme) return undefined
    const gone = withDescendants(themes, id)
    return {
      themes: themes.map(each =>
        gone.has(each.id) && !each.archived ? { ...each, archived: true, changed: version } : each,
      ),
      change: `Archived ${theme.name}${gone.size > 1 ? ' and its sub-themes' : ''}`,
    }
  })
}

/** Takes a theme into use again, unless it was merged, which is to be undone instead; at the top, when what stood above it is archived. */
export async function restoreTheme(consultation: string, id: string, by: string): Promise<void> {
  await editCodebook(consultation, by, (themes, version) => {
    const theme = themes.find(each => each.id === id && each.archived && !each.merged)
    if (!theme) return undefined
    const parent = themes.some(each => each.id === theme.parent && !each.archived) ? theme.parent : null
    return {
      themes: themes.map(each =>
        each.id === id ? { ...each, parent, archived: false, changed: version } : each,
      ),
      change: `Restored ${theme.name}`,
    }
  })
}
