import { editCodebook } from '../edit.ts'
import { saysOtherwise } from '../forms.ts'
import { rulesFrom } from '../ruleLines.ts'
import type { StoredTheme } from '../store.ts'
import { sourcesOf } from './changes.ts'

/** Which older words a theme gets again, whether its rules of then come too, and whether that changes what it means. */
export type PutBack = { old: StoredTheme; version: number; rules: boolean; isOther: boolean }

/**
 * Gives a theme the words that it had in an older version, as the codebook's next one.
 * @returns whether the theme is in use
 */
export async function putBack(
  consultation: string,
  by: string,
  { old, version: older, rules, isOther }: PutBack,
): Promise<boolean> {
  let isThere = false
  await editCodebook(consultation, by, (themes, version) => {
    const theme = themes.find(each => each.id === old.id && !each.archived)
    isThere = theme !== undefined
    if (!theme || !differs(theme, old, rules)) return undefined
    const { definition, include, exclude } = old
    const after: StoredTheme = {
      ...theme,
      ...{ definition, include, exclude, changed: version },
      ...(rules ? { rules: rulesFrom(theme.id, sourcesOf(old)) } : {}),
      ...(isOther && saysOtherwise(theme, old) ? { meaning: version } : {}),
    }
    return {
      themes: themes.map(each => (each.id === theme.id ? after : each)),
      change: `Put back the words of ${theme.name} as in version ${older}`,
    }
  })
  return isThere
}

/** Whether a theme says otherwise than it did, or, where rules count too, has other rules. */
export function differs(theme: StoredTheme, old: StoredTheme, rules: boolean): boolean {
  return saysOtherwise(theme, old) || (rules && sourcesOf(theme).join('\n') !== sourcesOf(old).join('\n'))
}
