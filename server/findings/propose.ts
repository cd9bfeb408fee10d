import { capitalised, type HouseStyle, inSentence, listed } from '../../analysis/application.ts'
import type { StoredTheme } from '../codebook/store.ts'
import type { Raised } from './counts/raised.ts'
import type { Finding, Match } from './store.ts'

/** Themes of which a finding could be made, and how many respondents raised them, whatever they said. */
export type Proposal = {
  themes: { id: string; name: string }[]
  match: Match
  respondents: number
  of: number
}

/**
 * Proposes a finding for each theme that somebody raised, and for each set of themes that the same respondents
 * raised more often than chance gives. What has a finding already is left out.
 */
export function proposals(
  { of, single, sets }: Raised,
  themes: StoredTheme[],
  findings: Pick<Finding, 'themes'>[],
): Proposal[] {
  const names = new Map(themes.map(theme => [theme.id, theme.name]))
  const made = new Set(findings.map(finding => keyOf(finding.themes)))
  const propose = (ids: string[], match: Match, respondents: number): Proposal[] =>
    respondents === 0 || made.has(keyOf(ids))
      ? []
      : [{ themes: ids.map(id => ({ id, name: names.get(id) ?? id })), match, respondents, of }]
  return [
    ...themes
      .flatMap(({ id }) => propose([id], 'any', single.get(id) ?? 0))
      .sort((a, b) => b.respondents - a.respondents),
    ...sets.flatMap(({ themes, respondents }) => propose(themes, 'all', respondents)),
  ]
}

function keyOf(themes: string[]): string {
  return [...themes].sort().join('\n')
}

/** The words that a proposed finding begins with: they claim no more than that the themes were raised. */
export function draftWords(
  { themes }: Pick<Proposal, 'themes'>,
  { contributors }: Pick<HouseStyle, 'contributors'>,
): { statement: string; text: string } {
  const names = listed(themes.map(({ name }) => inSentence(name)))
  return {
    statement: `${capitalised(contributors)} raised ${names}.`,
    text: `Our ${contributors} raised ${names}.`,
  }
}
