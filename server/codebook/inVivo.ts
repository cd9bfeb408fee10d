import { themeColours } from '../../analysis/application.ts'
import { editCodebook } from './edit.ts'
import { themeForm } from './forms.ts'
import type { StoredTheme } from './store.ts'

/** A theme that is named by a respondent’s words: whose text they stand in, and the act that coded them at once. */
export type InVivo = { text: string; action: string }

/** Some words as a theme’s name; undefined where they are none: too long, say. */
export function nameFrom(words: string): string | undefined {
  const name = themeForm.shape.name.safeParse(words)
  return name.success ? name.data : undefined
}

/** How the themes in use are compared by name. */
function sameName(a: string, b: string): boolean {
  return a.toLocaleLowerCase('en-GB') === b.toLocaleLowerCase('en-GB')
}

/**
 * Adds a theme that is named by a respondent’s words, at the top and without a definition, unless one has that name.
 * @returns the theme of that name, and whether it is new
 */
export async function addInVivoTheme(
  consultation: string,
  by: string,
  { id, name, ...inVivo }: InVivo & { id: string; name: string },
): Promise<{ theme: StoredTheme; isNew: boolean }> {
  let made: { theme: StoredTheme; isNew: boolean } | undefined
  await editCodebook(consultation, by, (themes, version) => {
    const known = themes.find(theme => !theme.archived && sameName(theme.name, name))
    if (known) {
      made = { theme: known, isNew: false }
      return undefined
    }
    const theme: StoredTheme = {
      ...{ id, name, parent: null, definition: '', include: '', exclude: '', rules: [] },
      colour: themeColours[themes.length % themeColours.length] ?? 'blue',
      ...{ consultation, order: themes.length, archived: false, changed: version, inVivo },
    }
    made = { theme, isNew: true }
    return { themes: [...themes, theme], change: `Added ${name}, in a respondent’s words` }
  })
  if (!made) throw new Error(`addInVivoTheme: ${consultation} was not edited`)
  return made
}

/** The theme that an act of coding made of a respondent’s words, if it made one. */
export function madeBy(themes: StoredTheme[], action: string): StoredTheme | undefined {
  return themes.find(theme => theme.inVivo?.action === action)
}

/** Takes a theme out of use that an act made, as that is undone: unless it stands above others by now. */
export async function takeBackInVivoTheme(consultation: string, by: string, action: string): Promise<void> {
  await editCodebook(consultation, by, (themes, version) => {
    const theme = madeBy(themes, action)
    if (!theme || theme.archived) return undefined
    if (themes.some(({ parent, archived }) => parent === theme.id && !archived)) return undefined
    return { themes: withArchived(themes, theme, true, version), change: `Undid adding ${theme.name}` }
  })
}

/** Takes it into use again, as the act is done again: unless another has its name by now. */
export async function bringBackInVivoTheme(consultation: string, by: string, action: string): Promise<void> {
  await editCodebook(consultation, by, (themes, version) => {
    const theme = madeBy(themes, action)
    if (!theme?.archived || theme.merged) return undefined
    if (themes.some(({ name, archived }) => !archived && sameName(name, theme.name))) return undefined
    return { themes: withArchived(themes, theme, false, version), change: `Added ${theme.name} again` }
  })
}

function withArchived(
  themes: StoredTheme[],
  { id }: StoredTheme,
  archived: boolean,
  version: number,
): StoredTheme[] {
  return themes.map(theme => (theme.id === id ? { ...theme, archived, changed: version } : theme))
}
