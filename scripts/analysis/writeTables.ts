import path from 'node:path'
import type { Theme } from '../../analysis/index.ts'
import { themePaths } from './codebook.ts'
import { writeCsv } from './csv.ts'
import type { Proposal } from './propose.ts'
import type { TaggedPassage, Tally } from './tally.ts'

/** Writes tags.csv as tags come: every tag, with the words of its span. `negated` is true or false. */
export async function writeTags(
  folder: string,
  themes: Theme[],
  tagged: AsyncIterable<TaggedPassage>,
): Promise<void> {
  const names = new Map(themes.map(theme => [theme.id, theme.name]))
  const rules = new Map(themes.flatMap(theme => theme.rules.map(rule => [rule.id, rule.source])))
  const columns = ['response', 'question', 'start', 'end', 'text', 'theme', 'rule', 'negated'] as const
  const rows = async function* () {
    for await (const { tag, answer } of tagged) {
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
    respondents,
    of,
    passages,
    'respondents with sub-themes': withSubthemes,
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
export async function writeGroups(folder: string, { themes, groups }: Tally): Promise<void> {
  const columns = ['column', 'group', 'theme', 'respondents', 'of'] as const
  const rows = groups.flatMap(({ column, groups: all }) =>
    [...all].sort().flatMap(([group, { of, raised }]) =>
      themes.map(({ theme }) => {
        return { column, group, theme: theme.name, respondents: raised.get(theme.id) ?? 0, of }
      }),
    ),
  )
  await writeCsv(path.join(folder, 'groups.csv'), columns, rows)
}
