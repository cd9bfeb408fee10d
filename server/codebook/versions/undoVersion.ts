import { editCodebook } from '../edit.ts'
import type { ThemeExample } from '../examples/example.ts'
import { withDescendants } from '../hierarchy.ts'
import type { StoredTheme } from '../store.ts'
import { type ChangedTheme, changedThemes } from './changes.ts'

/** What undoing a version came to: themes that are as before it, and those of which somebody changed the same since. */
export type Undone = { back: string[]; kept: string[] }

/** Whether a version can be undone here: what a merge or a split did is undone with its codings instead. */
export function mayUndo(changed: readonly ChangedTheme[]): boolean {
  const withCodings = ['merged', 'unmerged', 'split']
  return (
    changed.length > 0 && !changed.some(({ changes }) => changes.some(each => withCodings.includes(each)))
  )
}

/**
 * Takes back what one version did to the themes, as the codebook's next version: of each theme what nobody changed
 * since. A theme that it added is archived, since codings may name it.
 *
 * @param before the themes before that version
 * @param after the themes after it
 */
export async function undoVersion(
  consultation: string,
  by: string,
  number: number,
  before: readonly StoredTheme[],
  after: readonly StoredTheme[],
): Promise<Undone> {
  const undone: Undone = { back: [], kept: [] }
  await editCodebook(consultation, by, (themes, version) => {
    Object.assign(undone, { back: [], kept: [] })
    let now = themes
    // Those below before those above: a theme that was added goes once nothing stands below it.
    for (const change of changedThemes(before, after).toReversed()) {
      const current = now.find(({ id }) => id === change.after.id)
      if (!current) continue
      const { theme, isWhole } = takenBack(change, current, version, now)
      if (theme) now = now.map(each => (each.id === theme.id ? theme : each))
      if (theme) undone.back.unshift(current.name)
      if (!isWhole) undone.kept.unshift(current.name)
    }
    if (undone.back.length === 0) return undefined
    return { themes: now, change: `Undid version ${number}: ${undone.back.join(', ')}` }
  })
  return undone
}

/** The parts of a theme that are taken back each by itself; its words go together with what they mean. */
const parts: (keyof StoredTheme)[][] = [
  ['name'],
  ['definition', 'include', 'exclude', 'meaning'],
  ['rules'],
  ['colour'],
  ['parent'],
  ['order'],
  ['archived'],
  ['origin'],
]

function takenBack(
  { before, after }: ChangedTheme,
  current: StoredTheme,
  version: number,
  themes: StoredTheme[],
): { theme?: StoredTheme; isWhole: boolean } {
  if (!before) {
    const isFree = !current.archived && !themes.some(each => each.parent === current.id && !each.archived)
    if (isFree && parts.every(part => isSame(part, current, after)))
      return { theme: { ...current, archived: true, changed: version }, isWhole: true }
    return { isWhole: current.archived }
  }
  let theme = current
  let isWhole = true
  for (const part of parts) {
    if (isSame(part, before, after) || isSame(part, current, before)) continue
    const tried = withPart(part, theme, before)
    if (isSame(part, current, after) && fits(tried, themes)) theme = tried
    else isWhole = false
  }
  const examples = examplesBack(before, after, theme)
  if (examples) theme = { ...theme, examples }
  return theme === current ? { isWhole } : { theme: { ...theme, changed: version }, isWhole }
}

/** A theme's examples without those that were added, and with those that were taken out; nothing where that is so. */
function examplesBack(
  { examples: before = [] }: StoredTheme,
  { examples: after = [] }: StoredTheme,
  { examples: now = [] }: StoredTheme,
): ThemeExample[] | undefined {
  const missing = (list: ThemeExample[], from: ThemeExample[]) =>
    list.filter(({ id, kind }) => !from.some(each => each.id === id && each.kind === kind))
  const [added, taken] = [missing(after, before), missing(before, after)]
  const kept = now.filter(({ id, kind }) => !added.some(each => each.id === id && each.kind === kind))
  const back = taken.filter(({ id }) => !kept.some(each => each.id === id))
  return back.length === 0 && kept.length === now.length ? undefined : [...kept, ...back]
}

function isSame(part: (keyof StoredTheme)[], a: StoredTheme, b: StoredTheme): boolean {
  return part.every(key => JSON.stringify(a[key]) === JSON.stringify(b[key]))
}

function withPart(part: (keyof StoredTheme)[], theme: StoredTheme, from: StoredTheme): StoredTheme {
  const after = { ...theme }
  for (const key of part) {
    if (from[key] === undefined) delete after[key]
    else Object.assign(after, { [key]: from[key] })
  }
  return after
}

/** Whether a theme in use has a name of its own, and stands below one in use that is not below itself. */
function fits(theme: StoredTheme, themes: StoredTheme[]): boolean {
  if (theme.archived) return true
  const others = themes.filter(each => each.id !== theme.id && !each.archived)
  const name = theme.name.toLocaleLowerCase('en-GB')
  if (others.some(each => each.name.toLocaleLowerCase('en-GB') === name)) return false
  if (theme.parent === null) return true
  return others.some(each => each.id === theme.parent) && !withDescendants(themes, theme.id).has(theme.parent)
}
