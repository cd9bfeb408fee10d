import type { StoredTheme } from '../../codebook/store.ts'
import {
  type ChangedTheme,
  sourcesOf,
  type ThemeChange,
  themeChanges,
} from '../../codebook/versions/changes.ts'

const labels: Record<ThemeChange, string> = {
  added: 'Added',
  split: 'Split',
  merged: 'Merged',
  unmerged: 'Merge undone',
  archived: 'Archived',
  restored: 'In use again',
  renamed: 'Renamed',
  described: 'Described otherwise',
  meaning: 'Means something else',
  rules: 'Rules changed',
  examples: 'Examples changed',
  moved: 'Moved',
  ordered: 'Placed otherwise in the list',
  coloured: 'Another colour',
}

/** The themes of one kind of change, each in words. */
export type ToldChange = { label: string; items: string[] }

/** What became of the themes, by kind of change. @param nameOf the name of a theme of either version, by its id */
export function toldChanges(changed: readonly ChangedTheme[], nameOf: (id: string) => string): ToldChange[] {
  return themeChanges.flatMap(change => {
    const items = changed
      .filter(({ changes }) => changes.includes(change))
      .map(each => told(change, each, nameOf))
    return items.length > 0 ? [{ label: labels[change], items }] : []
  })
}

/** The same of one theme: "Moved below Reward", "Archived". */
export function toldOf(changed: ChangedTheme, nameOf: (id: string) => string): string[] {
  return changed.changes.map(change => {
    const { after } = changed
    const words = told(change, changed, nameOf)
    return words === after.name ? labels[change] : `${labels[change]}: ${words}`
  })
}

function told(change: ThemeChange, { before, after }: ChangedTheme, nameOf: (id: string) => string): string {
  const { name, parent } = after
  if (change === 'split') return `${name}, from ${nameOf(after.splitFrom?.theme ?? '')}`
  if (change === 'merged') return `${name} into ${nameOf(after.merged?.into ?? '')}`
  if (change === 'unmerged') return `${name}, which was in ${nameOf(before?.merged?.into ?? '')}`
  if (change === 'renamed') return `“${before?.name}” is “${name}”`
  if (change === 'moved') return `${name}, ${parent === null ? 'to the top' : `below ${nameOf(parent)}`}`
  if (change === 'rules' && before) return `${name} (${countsTold(sourcesOf(before), sourcesOf(after))})`
  if (change === 'examples' && before) return `${name} (${countsTold(examplesOf(before), examplesOf(after))})`
  return name
}

function examplesOf({ examples = [] }: StoredTheme): string[] {
  return examples.map(({ id, kind }) => `${kind} ${id}`)
}

function countsTold(before: string[], after: string[]): string {
  const came = after.filter(each => !before.includes(each)).length
  const went = before.filter(each => !after.includes(each)).length
  const parts = [...(came > 0 ? [`${came} added`] : []), ...(went > 0 ? [`${went} taken out`] : [])]
  return parts.join(', ') || 'in another order'
}
