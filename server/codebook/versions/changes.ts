import type { StoredTheme } from '../store.ts'

/** What one version of a codebook did to a theme, in the order in which it is told. */
export const themeChanges = [
  'added',
  'split',
  'merged',
  'unmerged',
  'archived',
  'restored',
  'renamed',
  'described',
  'meaning',
  'rules',
  'examples',
  'moved',
  'ordered',
  'coloured',
] as const
export type ThemeChange = (typeof themeChanges)[number]

/** A theme of which two versions say otherwise; `before` is missing where the first has none of it. */
export type ChangedTheme = { before?: StoredTheme; after: StoredTheme; changes: ThemeChange[] }

/** The words by which a theme says what belongs to it. */
export const wordings = ['definition', 'include', 'exclude'] as const

/** What became of each theme from one version to another, in the order of the later one. */
export function changedThemes(before: readonly StoredTheme[], after: readonly StoredTheme[]): ChangedTheme[] {
  const known = new Map(before.map(theme => [theme.id, theme]))
  return after.flatMap((theme): ChangedTheme[] => {
    const was = known.get(theme.id)
    if (!was) return [{ after: theme, changes: [theme.splitFrom ? 'split' : 'added'] }]
    const changes = themeChanges.filter(change => happened[change]?.(was, theme))
    return changes.length > 0 ? [{ before: was, after: theme, changes }] : []
  })
}

const happened: Partial<Record<ThemeChange, (before: StoredTheme, after: StoredTheme) => boolean>> = {
  merged: (before, after) => !before.merged && after.merged !== undefined,
  unmerged: (before, after) => before.merged !== undefined && !after.merged,
  archived: (before, after) => !before.archived && after.archived && !after.merged,
  restored: (before, after) => before.archived && !after.archived && !before.merged,
  renamed: (before, after) => before.name !== after.name,
  described: (before, after) => wordings.some(wording => before[wording] !== after[wording]),
  meaning: (before, after) => (after.meaning ?? 0) > (before.meaning ?? 0),
  rules: (before, after) => sourcesOf(before).join('\n') !== sourcesOf(after).join('\n'),
  examples: (before, after) => examplesOf(before) !== examplesOf(after),
  moved: (before, after) => before.parent !== after.parent,
  ordered: (before, after) => before.parent === after.parent && before.order !== after.order,
  coloured: (before, after) => before.colour !== after.colour,
}

function examplesOf({ examples = [] }: StoredTheme): string {
  return examples.map(({ id, kind }) => `${id} ${kind}`).join('\n')
}

export function sourcesOf({ rules }: Pick<StoredTheme, 'rules'>): string[] {
  return rules.map(({ source }) => source)
}
