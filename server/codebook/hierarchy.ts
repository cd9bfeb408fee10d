import type { StoredTheme } from './store.ts'

export type Placed<T> = T & { depth: number }

/** Themes in reading order, each parent before its children; one whose parent is missing stands at the top. */
export function inOrder<T extends Pick<StoredTheme, 'id' | 'parent' | 'order' | 'name'>>(
  themes: T[],
): Placed<T>[] {
  const ids = new Set(themes.map(theme => theme.id))
  const children = new Map<string | null, T[]>()
  for (const theme of themes) {
    const parent = theme.parent !== null && ids.has(theme.parent) ? theme.parent : null
    children.set(parent, [...(children.get(parent) ?? []), theme])
  }
  const placed: Placed<T>[] = []
  const place = (parent: string | null, depth: number) => {
    const here = children.get(parent) ?? []
    for (const theme of here.sort((a, b) => a.order - b.order || a.name.localeCompare(b.name))) {
      placed.push({ ...theme, depth })
      place(theme.id, depth + 1)
    }
  }
  place(null, 0)
  return placed
}

/** The ids of a theme and of all below it. */
export function withDescendants(themes: Pick<StoredTheme, 'id' | 'parent'>[], id: string): Set<string> {
  const found = new Set([id])
  let grew = true
  while (grew) {
    grew = false
    for (const theme of themes) {
      if (theme.parent !== null && found.has(theme.parent) && !found.has(theme.id)) {
        found.add(theme.id)
        grew = true
      }
    }
  }
  return found
}

/**
 * A letter or two for each theme, all different, by which a mark is known without its colour:
 * the first letter of its name where that is free, else with a later letter.
 */
export function letters(themes: Pick<StoredTheme, 'id' | 'name'>[]): Map<string, string> {
  const given = new Map<string, string>()
  const taken = new Set<string>()
  for (const theme of themes) {
    const name = [...theme.name.replace(/[^\p{L}\p{N}]/gu, '')]
    const first = (name[0] ?? '?').toLocaleUpperCase('en-GB')
    const choices = [first, ...name.slice(1).map(later => first + later.toLocaleLowerCase('en-GB'))]
    const letter = choices.find(choice => !taken.has(choice)) ?? nextNumber(first, taken)
    taken.add(letter)
    given.set(theme.id, letter)
  }
  return given
}

function nextNumber(first: string, taken: Set<string>): string {
  let number = 2
  while (taken.has(`${first}${number}`)) number++
  return `${first}${number}`
}
