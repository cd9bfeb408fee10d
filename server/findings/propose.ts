import { capitalised, type HouseStyle, inSentence, listed } from '../../analysis/application.ts'
import { themesTogether } from '../../analysis/index.ts'
import type { CountFacts } from './count.ts'
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
 *
 * @param of how many respondents answered
 */
export function proposals(facts: CountFacts, of: number, findings: Pick<Finding, 'themes'>[]): Proposal[] {
  const names = new Map(facts.themes.map(theme => [theme.id, theme.name]))
  const texts = new Set(facts.answers.map(answer => answer.id))
  const raised = new Map(facts.answers.map(answer => [answer.respondent, new Set<string>()]))
  for (const { verdict, text, theme, respondent } of facts.codings)
    if (verdict === 'accepted' && texts.has(text) && names.has(theme)) raised.get(respondent)?.add(theme)

  const made = new Set(findings.map(finding => keyOf(finding.themes)))
  const propose = (themes: string[], match: Match, respondents: number): Proposal[] =>
    respondents === 0 || made.has(keyOf(themes))
      ? []
      : [
          {
            themes: themes.map(id => ({ id, name: names.get(id) ?? id })),
            match,
            respondents,
            of,
          },
        ]

  const single = facts.themes.flatMap(({ id }) =>
    propose([id], 'any', [...raised.values()].filter(themes => themes.has(id)).length),
  )
  // Who answered is counted apart, and may have changed since.
  const sets = themesTogether(raised, { of: Math.max(of, raised.size) }).flatMap(({ themes, respondents }) =>
    propose(themes, 'all', respondents),
  )
  return [...single.sort((a, b) => b.respondents - a.respondents), ...sets]
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
