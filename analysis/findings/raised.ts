import { inSentence, listed } from '../quotes/lead.ts'
import { countOf, fewestForWords, quantifier, respondents, shareOf } from './quantifiers.ts'

/** A theme, and how many respondents raised it. */
export type Raised = { name: string; respondents: number }

/**
 * How many raised each theme, most first: "Of the 58 respondents who answered, many (27) raised outsourcing; and
 * some raised pay (12) and skills (9)." Themes of one word of the scale share it; below twenty, numbers only.
 *
 * @throws RangeError where a count is more than `of`
 */
export function raisedSentence(themes: readonly Raised[], of: number): string {
  const groups = byWord(themes, of)
  const isPlain = groups.every(group => group.length === 1)
  const parts = groups.map((group, i) => {
    const [only] = group
    if (only && group.length === 1) {
      const verb = i === 0 || !isPlain ? ' raised' : ''
      return `${shareOf(only.respondents, of)}${verb} ${inSentence(only.name)}`
    }
    const names = group.map(({ name, respondents: count }) => `${inSentence(name)} (${count})`)
    return `${quantifier(only?.respondents ?? 0, of)} raised ${listed(names)}`
  })
  const [last = ''] = parts.slice(-1)
  const before = parts.slice(0, -1).join('; ')
  const sentence = isPlain ? listed(parts) : before === '' ? last : `${before}; and ${last}`
  return `${scope(of)}, ${sentence}.`
}

/** How many raised all of several themes: "Of the 58 respondents who answered, some (9) raised both pay and skills." */
export function raisedTogetherSentence(themes: readonly Raised[], count: number, of: number): string {
  const names = themes.map(({ name, respondents: own }) => `${inSentence(name)} (${own} in all)`)
  return `${scope(of)}, ${shareOf(count, of)} raised ${themes.length === 2 ? 'both ' : ''}${listed(names)}${themes.length > 2 ? ' together' : ''}.`
}

/** Who raised it, as the subject of a sentence: "Many respondents (27 of 58)", or below twenty "7 of 12 respondents". */
export function raisedBy(count: number, of: number): string {
  const word = quantifier(count, of)
  return word === null || word === 'none' ? countOf(count, of) : `${word} respondents (${count} of ${of})`
}

function scope(of: number): string {
  return of >= fewestForWords
    ? `Of the ${respondents(of)} who answered`
    : `Of ${respondents(of)} who answered`
}

/** Neighbours that have one word of the scale; each by itself where there are numbers only. */
function byWord(themes: readonly Raised[], of: number): Raised[][] {
  const sorted = themes.toSorted((a, b) => b.respondents - a.respondents || a.name.localeCompare(b.name))
  const groups: Raised[][] = []
  for (const theme of sorted) {
    const word = quantifier(theme.respondents, of)
    const last = groups.at(-1)
    const previous = last?.[0]
    if (last && previous && word !== null && quantifier(previous.respondents, of) === word) last.push(theme)
    else groups.push([theme])
  }
  return groups
}
