import { themes as themesOf } from '../../../codebook/store.ts'
import type { Consultation } from '../../../consultations/store.ts'
import { testimonyQuestions } from '../../../findings/questions.ts'
import { sourcesOf } from '../../../findings/quotes/sources.ts'
import { standingOf } from '../../../findings/quotes/standing.ts'
import { quotesAfter } from '../../../findings/quotes/store.ts'
import { listFindings } from '../../../findings/store.ts'
import { pseudonymOf } from '../../template/writing.ts'
import { type BankRow, bankRow, type RestsOn } from './rows.ts'

const batch = 500

/**
 * All quotes of a consultation that may be printed now, in the order in which they were chosen, read a few at a time
 * with what each respondent permits at that moment. Respondents have pseudonyms of this bank, as in a report.
 */
export async function* quoteBank(consultation: Consultation): AsyncGenerator<BankRow> {
  const [questions, rests] = await Promise.all([testimonyQuestions(consultation), restsOn(consultation._id)])
  const numbers = new Map(questions.map(question => [question.id, `question ${question.number}`]))
  const pseudonyms = new Map<string, string>()
  let after = 0
  for (;;) {
    const quotes = await quotesAfter(consultation._id, after, batch)
    for (const source of await sourcesOf(quotes)) {
      const standing = standingOf(source)
      if (!standing.usable || standing.unapproved) continue
      const { words, who } = standing
      const pseudonym = pseudonymOf({ pseudonyms }, source.quote.respondent, source.style)
      const question = numbers.get(source.quote.question) ?? 'an earlier question'
      yield bankRow({ source, words, who, pseudonym, question }, rests)
    }
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
