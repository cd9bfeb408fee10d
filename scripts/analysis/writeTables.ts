import path from 'node:path'
import { themePaths } from './codebook.ts'
import { writeCsv } from './csv.ts'
import type { Proposal } from './propose.ts'
import { passageCount, type Tally } from './tally.ts'

/** Writes tags.csv: every tag, with the words of its span. `negated` is true or false. */
export async function writeTags(folder: string, { tagged, themes }: Tally): Promise<void> {
  const names = new Map(themes.map(({ theme }) => [theme.id, theme.name]))
  const rules = new Map(themes.flatMap(({ theme }) => theme.rules.map(rule => [rule.id, rule.source])))
  const columns = ['response', 'question', 'start', 'end', 'text', 'theme', 'rule', 'negated'] as const
  const rows = function* () {
    for (const { tag, answer } of tagged) {
      yield {
        response: answer.respondent,
        question: answer.question,
        start: tag.start,
        end: tag.end,
        text: answer.text.slice(tag.start, tag.end),
        theme: names.get(tag.theme) ?? tag.theme,
        rule: rules.get(tag.rule) ?? tag.rule,
        negated: String(tag.negated),
      }
    }
  }
  await writeCsv(path.join(folder, 'tags.csv'), columns, rows())
}

/** Writes themes.csv: each theme of the codebook with its counts, in the codebook's order. */
export async function writeThemes(folder: string, { themes, of }: Tally): Promise<void> {
  const paths = themePaths(themes.map(({ theme }) => theme))
  const columns = ['theme', 'path', 'respondents', 'of', 'passages', 'respondents with sub-themes'] as const
  const rows = themes.map(({ theme, respondents, passages, withSubthemes }) => ({
    theme: theme.name,
    path: paths.get(theme.id) ?? theme.name,
    respondents: respondents.size,
    of,
    passages: passageCount(passages),
    'respondents with sub-themes': withSubthemes.size,
  }))
  await writeCsv(path.join(folder, 'themes.csv'), columns, rows)
}

/** Writes quotes.csv: the quotes chosen for each theme. `text` is exactly the span `[start, end)` of the answer. */
export async function writeQuotes(folder: string, proposals: Proposal[]): Promise<void> {
  const columns = ['response', 'question', 'start', 'end', 'text', 'theme', 'attribution', 'why'] as const
  const rows = proposals.flatMap(({ quotes }) =>
    quotes.map(({ respondent, question, quote, words, theme, attribution, why }) => ({
      response: respondent,
      question,
      start: quote.start,
      end: quote.end,
      text: words,
      theme,
      attribution,
      why: why.join('; '),
    })),
  )
  await writeCsv(path.join(folder, 'quotes.csv'), columns, rows)
}

/** Writes groups.csv: for each attribute asked for, how many respondents of each of its groups raised each theme. */
export async function writeGroups(
  folder: string,
  tally: Tally,
  by: string[],
  groupOf: (respondent: string, column: string) => string,
): Promise<void> {
  const counted = new Set(tally.answers.map(({ respondent }) => respondent))
  const columns = ['column', 'group', 'theme', 'respondents', 'of'] as const
  const rows = by.flatMap(column => {
    const sizes = groupSizes(counted, respondent => groupOf(respondent, column))
    return [...sizes].sort().flatMap(([group, of]) =>
      tally.themes.map(({ theme, respondents }) => {
        const own = [...respondents].filter(respondent => groupOf(respondent, column) === group)
        return { column, group, theme: theme.name, respondents: own.length, of }
      }),
    )
  })
  await writeCsv(path.join(folder, 'groups.csv'), columns, rows)
}

function groupSizes(respondents: Set<string>, groupOf: (respondent: string) => string): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const respondent of respondents) {
    const group = groupOf(respondent)
    sizes.set(group, (sizes.get(group) ?? 0) + 1)
  }
  return sizes
}
