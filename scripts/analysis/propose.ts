import {
  type Draft,
  draftFinding,
  quoteWords,
  type Selected,
  selectQuotes,
  themesTogether,
} from '../../analysis/index.ts'
import type { TaggedPassage, Tally, ThemeTally } from './tally.ts'

/** A quote chosen for a theme, with its source and its words. */
export type ProposedQuote = Selected & { question: string; words: string; theme: string; attribution: string }

/** A finding proposed for one theme, or for several that the same respondents raised. */
export type Proposal = {
  themes: string[]
  respondents: number
  of: number
  quotes: ProposedQuote[]
} & Draft

/** The command knows nothing of consent beyond the file, so it names nobody. */
const attribution = 'one respondent'
const consent = 'the file does not say whether its author permits quotation'

const quotesOfTheme = 5
const quotesOfDraft = 3
const mostSets = 10

/** A proposal for each theme that somebody raised, most raised first; then for sets of themes that come together. */
export function propose(
  tally: Tally,
  groupOf: (respondent: string) => string,
): { themes: Proposal[]; sets: Proposal[] } {
  const raised = tally.themes
    .filter(({ respondents }) => respondents > 0)
    .sort((a, b) => b.respondents - a.respondents || a.theme.name.localeCompare(b.theme.name))
  const themes = raised.map(theme => {
    const quotes = quotesOf(theme.candidates, [theme.theme.name], groupOf, quotesOfTheme)
    return proposal([theme], undefined, tally.of, quotes)
  })
  return { themes, sets: proposeSets(tally, raised, groupOf) }
}

function proposeSets(
  tally: Tally,
  raised: ThemeTally[],
  groupOf: (respondent: string) => string,
): Proposal[] {
  return themesTogether(tally.raised, { of: tally.of })
    .slice(0, mostSets)
    .map(set => {
      const members = raised.filter(({ theme }) => set.themes.includes(theme.id))
      const all = (respondent: string) =>
        set.themes.every(theme => tally.raised.get(respondent)?.has(theme) === true)
      const passages = members
        .flatMap(member => member.candidates)
        .filter(({ answer }) => all(answer.respondent))
      const names = members.map(({ theme }) => theme.name)
      const quotes = quotesOf(passages, names, groupOf, quotesOfDraft)
      return proposal(members, set.respondents, tally.of, quotes)
    })
}

/** @param together how many raised all of the themes, where there are several */
function proposal(
  members: ThemeTally[],
  together: number | undefined,
  of: number,
  quotes: ProposedQuote[],
): Proposal {
  const draft = draftFinding({
    themes: members.map(({ theme, respondents: own }) => ({ name: theme.name, respondents: own })),
    ...(together === undefined ? {} : { together }),
    of,
    basis: 'tags',
    quotes: quotes
      .slice(0, quotesOfDraft)
      .map(({ words, isFragment }) => ({ words, who: attribution, isFragment })),
    counters: [],
  })
  const respondents = together ?? members[0]?.respondents ?? 0
  return { themes: members.map(({ theme }) => theme.name), respondents, of, quotes, ...draft }
}

function quotesOf(
  passages: TaggedPassage[],
  themes: string[],
  groupOf: (respondent: string) => string,
  count: number,
): ProposedQuote[] {
  const texts = new Map(passages.map(({ answer }) => [answer.id, answer]))
  const selected = selectQuotes(
    passages.map(({ tag, answer }) => ({
      start: tag.start,
      end: tag.end,
      focus: tag.evidence,
      answer,
      group: groupOf(answer.respondent),
      permitted: true,
    })),
    { count, consent },
  )
  return selected.flatMap(chosen => {
    const answer = texts.get(chosen.quote.text)
    if (!answer) return []
    const words = quoteWords(answer.text, chosen.quote)
    return { ...chosen, question: answer.question, words, theme: themes.join('; '), attribution }
  })
}
