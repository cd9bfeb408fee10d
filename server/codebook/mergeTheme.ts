import { editCodebook } from './edit.ts'
import { withDescendants } from './hierarchy.ts'
import { rulesFrom } from './ruleLines.ts'
import type { Merged, StoredTheme } from './store.ts'

/** Which theme is to go into which, as which merge, and whether its rules go with it. */
export type ThemeMerge = {
  consultation: string
  by: string
  as: string
  from: string
  into: string
  rules: boolean
}

/**
 * Archives a theme with a pointer to the one that it is merged into; what stood below it stands below that one.
 * Doing it twice does it once.
 * @returns false where one of them is not in use any more
 */
export async function mergeTheme({ consultation, by, as, from, into, rules }: ThemeMerge): Promise<boolean> {
  let isMerged = false
  await editCodebook(consultation, by, (themes, version) => {
    const source = themes.find(theme => theme.id === from)
    const target = themes.find(theme => theme.id === into && !theme.archived)
    isMerged = source?.merged?.as === as
    if (isMerged || !source || source.archived || !target) return undefined
    isMerged = true
    const own = new Set(target.rules.map(rule => rule.source))
    const taken = rules ? source.rules.map(rule => rule.source).filter(rule => !own.has(rule)) : []
    const isBelow = withDescendants(themes, from).has(into)
    const children = themes.filter(theme => theme.parent === from && theme.id !== into).map(({ id }) => id)
    const merged: Merged = {
      into,
      as,
      rules: taken,
      children,
      ...(isBelow ? { parent: target.parent } : {}),
    }
    return {
      themes: themes.map(theme => {
        if (theme.id === from) return { ...theme, archived: true, changed: version, merged }
        if (children.includes(theme.id)) return { ...theme, parent: into, changed: version }
        if (theme.id !== into) return theme
        const parent = isBelow ? source.parent : theme.parent
        const took = [...(theme.took ?? []), from, ...(source.took ?? [])]
        return { ...theme, parent, rules: rulesFrom(into, [...own, ...taken]), took, changed: version }
      }),
      change: `Merged ${source.name} into ${target.name}`,
    }
  })
  return isMerged
}

/** Takes a merge back, leaving what else was changed since. Doing it twice does it once. */
export async function unmergeTheme({
  consultation,
  by,
  as,
  from,
}: Omit<ThemeMerge, 'into' | 'rules'>): Promise<void> {
  await editCodebook(consultation, by, (themes, version) => {
    const source = themes.find(theme => theme.id === from)
    const merged = source?.merged
    if (!source || merged?.as !== as) return undefined
    const { merged: _, ...restored } = source
    const inUse = themes.some(theme => theme.id === source.parent && !theme.archived)
    const after = themes.map((theme): StoredTheme => {
      if (theme.id === from)
        return { ...restored, parent: inUse ? source.parent : null, archived: false, changed: version }
      if (merged.children.includes(theme.id) && theme.parent === merged.into)
        return { ...theme, parent: from, changed: version }
      if (theme.id !== merged.into) return theme
      const rules = theme.rules.filter(rule => !merged.rules.includes(rule.source))
      const gone = new Set([from, ...(source.took ?? [])])
      return { ...theme, rules, took: theme.took?.filter(id => !gone.has(id)), changed: version }
    })
    const name = themes.find(theme => theme.id === merged.into)?.name ?? 'another theme'
    return {
      themes: placedAgain(after, from, merged),
      change: `Undid the merge of ${source.name} into ${name}`,
    }
  })
}

/** Puts the other theme back to where it stood, and lets nothing stand below itself, whatever was moved meanwhile. */
function placedAgain(themes: StoredTheme[], from: string, { into, parent }: Merged): StoredTheme[] {
  const at = (id: string, place: string | null) =>
    themes.map(theme => (theme.id === id ? { ...theme, parent: place } : theme))
  const safe = isBelowItself(themes, from) ? at(from, null) : themes
  if (parent === undefined) return safe
  const back = safe.map(theme => (theme.id === into ? { ...theme, parent } : theme))
  return isBelowItself(back, into) ? safe : back
}

function isBelowItself(themes: StoredTheme[], id: string): boolean {
  const above = themes.find(theme => theme.id === id)?.parent
  return above !== undefined && above !== null && withDescendants(themes, id).has(above)
}
