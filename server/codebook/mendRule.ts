import { editCodebook } from './edit.ts'
import { rulesFrom } from './ruleLines.ts'

/**
 * Puts a rule in the place of one of a theme, as the codebook's next version; an empty one takes it away.
 * @returns whether it is so now: not where someone else changed that rule or the theme meanwhile
 */
export async function mendRule(
  consultation: string,
  id: string,
  { before, after }: { before: string; after: string },
  by: string,
): Promise<boolean> {
  let stands = false
  await editCodebook(consultation, by, (themes, version) => {
    const theme = themes.find(each => each.id === id && !each.archived)
    const sources = theme?.rules.map(rule => rule.source) ?? []
    stands = sources.includes(before)
    if (!theme || !stands || before === after) return undefined
    const rules = rulesFrom(
      id,
      sources.map(source => (source === before ? after : source)),
    )
    return {
      themes: themes.map(each => (each.id === id ? { ...theme, rules, changed: version } : each)),
      change: after === '' ? `Took a rule from ${theme.name}` : `Mended a rule of ${theme.name}`,
    }
  })
  return stands
}
