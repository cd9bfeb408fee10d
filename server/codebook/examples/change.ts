import { editCodebook } from '../edit.ts'
import type { ThemeExample } from './example.ts'

/** So many examples a theme can have. */
export const mostExamples = 30

/**
 * Adds an example to a theme in use; one that is there already stays as it is, but for what it shows.
 * @returns what came of it: `full` where the theme has as many as it can have
 */
export async function addExample(
  consultation: string,
  theme: string,
  example: ThemeExample,
): Promise<'added' | 'full' | 'gone'> {
  let result: 'added' | 'full' | 'gone' = 'gone'
  await editCodebook(consultation, example.by, themes => {
    const found = themes.find(({ id, archived }) => id === theme && !archived)
    result = found ? 'added' : 'gone'
    if (!found) return undefined
    const before = found.examples ?? []
    const known = before.find(({ id }) => id === example.id)
    if (known?.kind === example.kind) return undefined
    if (!known && before.length >= mostExamples) {
      result = 'full'
      return undefined
    }
    const examples = known
      ? before.map(each => (each.id === example.id ? example : each))
      : [...before, example]
    return {
      themes: themes.map(each => (each.id === theme ? { ...found, examples } : each)),
      change: `${'words' in example ? 'Wrote' : 'Picked'} an example of ${example.kind === 'include' ? '' : 'what is not '}${found.name}`,
    }
  })
  return result
}

/** Takes an example out. @returns the version that did it; nothing where it was gone already */
export async function removeExample(
  consultation: string,
  theme: string,
  id: string,
  by: string,
): Promise<number | undefined> {
  let isThere = false
  const version = await editCodebook(consultation, by, themes => {
    const found = themes.find(each => each.id === theme)
    const examples = found?.examples?.filter(each => each.id !== id)
    isThere = examples !== undefined && examples.length !== found?.examples?.length
    if (!found || !examples || !isThere) return undefined
    return {
      themes: themes.map(each => (each.id === theme ? { ...found, examples } : each)),
      change: `Took an example from ${found.name}`,
    }
  })
  return isThere ? version : undefined
}
