import { themes as themesOf } from '../../../codebook/store.ts'
import type { Consultation } from '../../../consultations/store.ts'
import { testimonyQuestions } from '../../../findings/questions.ts'
import type { AlikeCounts } from '../../../findings/quotes/guard.ts'
import { sourcesOf } from '../../../findings/quotes/sources.ts'
import { standingOf } from '../../../findings/quotes/standing.ts'
import { quotesAfter } from '../../../findings/quotes/store.ts'
import { listFindings } from '../../../findings/store.ts'
import { pseudonymOf } from '../../template/writing.ts'
import { type BankRow, bankRow, type RestsOn } from './rows.ts'

/** So few that what is read of one batch is gone before the memory for short-lived things is full. */
const batch = 100

/**
 * All quotes of a consultation that may be printed now, in the order in which they were chosen, read a batch at a time
 * with what each respondent permits at that moment; how many are alike is counted once. Respondents have pseudonyms of this bank, as in a report.
 */
export async function* quoteBank(consultation: Consultation): AsyncGenerator<BankRow[]> {
  const [questions, rests] = await Promise.all([testimonyQuestions(consultation), restsOn(consultation._id)])
  const numbers = new Map(questions.map(question => [question.id, `question ${question.number}`]))
  const pseudonyms = new Map<string, string>()
  const counts: AlikeCounts = new Map()
  let after = 0
  for (;;) {
    const quotes = await quotesAfter(consultation._id, after, batch)
    const sources = await sourcesOf(quotes, counts)
    yield sources.flatMap(source => {
      const standing = standingOf(source)
      if (!standing.usable || standing.unapproved) return []
      const { words, who } = standing
      const pseudonym = pseudonymOf({ pseudonyms }, source.quote.respondent, source.style)
      const question = numbers.get(source.quote.question) ?? 'an earlier question'
      return [bankRow({ source, words, who, pseudonym, question }, rests)]
    })
    const last = quotes.at(-1)
    if (!last) return
    after = last.number
  }
}

async function restsOn(consultation: string): Promise<RestsOn> {
  const [findings, themes] = await Promise.all([listFindings(consultation), themesOf(consultation)])
  const names = new Map(themes.map(theme => [theme.id, theme.name]))
  return new Map(
    findings.map(finding => [
      finding._id,
      { finding: finding.key, themes: finding.themes.flatMap(theme => names.get(theme) ?? []) },
    ]),
  )
}
