import { settledCodings } from '../../../analysis/application.ts'
import { codebookOf } from '../../codebook/store.ts'
import { codingsOf } from '../../coding/codingStore.ts'
import { isWhole } from '../../coding/readInFull.ts'
import { readingsOfResponse } from '../../coding/readingStore.ts'
import { quotesOfRespondent } from '../../findings/quotes/store.ts'
import { currentLocale } from '../../http/languages/current.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import type { Response } from '../../responses/response.ts'
import { type QuotedReport, quotedReports } from '../quotedReports.ts'

/** What became of one person's words until now. It names nobody who read them. */
export type Became = {
  /** Whether somebody says that they read all of it, as it is now. */
  readInFull: boolean
  /** The themes under which people marked passages, each with how many, the most first. */
  themes: { name: string; passages: number }[]
  /** Different passages, whatever they are marked with. */
  passages: number
  /** Passages that were chosen to be quoted. */
  chosen: number
  /** Published reports that show their words now. */
  reports: QuotedReport[]
  /** Published reports that showed more of their words than they do now. */
  withheld: QuotedReport[]
}

export async function becameOf(response: Response, now: Date): Promise<Became> {
  const { _id, consultation } = response
  const texts = new Set(currentTexts(response))
  const [readings, codings, codebook, quotes, reports] = await Promise.all([
    readingsOfResponse(consultation, _id),
    codingsOf(consultation, { respondent: _id }),
    codebookOf(consultation),
    quotesOfRespondent(consultation, _id),
    quotedReports(response, now),
  ])
  const standing = settledCodings(codings).filter(
    ({ text, verdict }) => verdict === 'accepted' && texts.has(text),
  )
  const passage = ({ text, start, end }: (typeof standing)[number]) => `${text} ${start} ${end}`
  const themes = codebook.themes
    .map(({ id, name }) => ({
      name,
      passages: new Set(standing.filter(({ theme }) => theme === id).map(passage)).size,
    }))
    .filter(({ passages }) => passages > 0)
    .sort((a, b) => b.passages - a.passages || a.name.localeCompare(b.name, currentLocale()))
  return {
    readInFull: texts.size > 0 && readings.some(reading => isWhole(reading, response)),
    themes,
    passages: new Set(standing.map(passage)).size,
    chosen: quotes.filter(({ text }) => texts.has(text)).length,
    reports: reports.filter(({ words }) => words.length > 0),
    withheld: reports.filter(({ withheld }) => withheld > 0),
  }
}
