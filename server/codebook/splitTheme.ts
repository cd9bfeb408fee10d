import { editCodebook } from './edit.ts'
import type { StoredTheme } from './store.ts'

/** What a theme is split into, as which split: a theme that is there, or one that is made, beside it or below it. */
export type ThemeSplit = {
  consultation: string
  by: string
  as: string
  from: string
  into: string
  name: string
  makes?: 'beside' | 'below' | undefined
}

/**
 * Adds the theme that passages go to, where the split makes one. Doing it twice does it once.
 * @returns false where a theme that has to be there is not in use any more
 */
export async function addSplitTheme({
  consultation,
  by,
  as,
  from,
  into,
  name,
  makes,
}: ThemeSplit): Promise<boolean> {
  let isReady = false
  await editCodebook(consultation, by, (themes, version) => {
    const source = themes.find(theme => theme.id === from && !theme.archived)
    const target = themes.find(theme => theme.id === into)
    isReady = source !== undefined && (makes !== undefined || target?.archived === false)
    if (!isReady || !source || !makes || target) return undefined
    const made: StoredTheme = {
      id: into,
      name,
      parent: makes === 'below' ? from : source.parent,
      definition: '',
      include: '',
      exclude: '',
      colour: source.colour,
      rules: [],
      consultation,
      order: themes.length,
      archived: false,
      changed: version,
      splitFrom: { theme: from, as },
    }
    return { themes: [...themes, made], change: `Split ${name} from ${source.name}` }
  })
  return isReady
}

/** Archives the theme that a split made, once the split is undone and nothing else is coded with it. */
export async function takeBackSplitTheme(consultation: string, by: string, id: string): Promise<void> {
  await editCodebook(consultation, by, (themes, version) => {
    const theme = themes.find(each => each.id === id && !each.archived)
    if (!theme || themes.some(each => each.parent === id && !each.archived)) return undefined
    return {
      themes: themes.map(each => (each.id === id ? { ...each, archived: true, changed: version } : each)),
      change: `Undid the split of ${theme.name}`,
    }
  })
}
