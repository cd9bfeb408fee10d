import { listAccounts } from '../../accounts/store.ts'
import { themes } from '../../codebook/store.ts'
import type { StoredCoding } from '../../coding/coding.ts'
import { codingsOf } from '../../coding/codingStore.ts'
import type { Consultation } from '../../consultations/store.ts'
import type { Approval } from '../../findings/approvals/approval.ts'
import { asShown } from '../../findings/approvals/shown.ts'
import { approvalsOf } from '../../findings/approvals/store.ts'
import { testimonyQuestions } from '../../findings/questions.ts'
import { type QuoteSource, sourcesOf } from '../../findings/quotes/sources.ts'
import { type ChosenQuote, quoteKey } from '../../findings/quotes/store.ts'
import { type Standing, type StoodIn, standsIn, stoodIn } from './stands.ts'

/** A coding of a passage that a quote is of, in whole or in part, by the name of its coder and its theme. */
export type SheetCoding = StoredCoding & { coderName: string; themeName: string }

/** All that whoever defends a quote needs, as it stands now. */
export type Sheet = {
  source: QuoteSource
  question: string
  stands: Standing[]
  stood: StoodIn[]
  approvals: Approval[]
  codings: SheetCoding[]
}

/** Reads what a quote rests on. Of whoever withdrew there is no word in it: what was asked, decided and when remains. */
export async function sheetOf(consultation: Consultation, quote: ChosenQuote): Promise<Sheet> {
  const [source] = await sourcesOf([quote])
  if (!source) throw new Error(`sheetOf: quote ${quote._id} has no source`)
  const key = quoteKey(quote)
  const isGone = source.response?.state !== 'submitted'
  const [questions, stands, stood, approvals, codings, accounts, all] = await Promise.all([
    testimonyQuestions(consultation),
    isGone ? [] : standsIn(consultation, key),
    isGone ? [] : stoodIn(consultation._id, quote.respondent, key),
    approvalsOf([quote.respondent]).then(asShown),
    codingsOf(consultation._id, { text: quote.text }),
    listAccounts(),
    themes(consultation._id),
  ])
  const names = new Map(accounts.map(({ _id, name }) => [_id, name]))
  const themeNames = new Map(all.map(({ id, name }) => [id, name]))
  return {
    source: isGone ? { ...source, text: undefined } : source,
    question: questions.find(({ id }) => id === quote.question)?.label ?? 'An earlier question',
    stands,
    stood,
    approvals: approvals.filter(({ quotes }) => quotes.some(each => each.quote === quote._id)),
    codings: codings
      .filter(({ start, end }) => start < quote.end && quote.start < end)
      .sort((a, b) => a.at.getTime() - b.at.getTime())
      .map(coding => ({
        ...coding,
        coderName: names.get(coding.coder) ?? 'someone whose account is gone',
        themeName: themeNames.get(coding.theme) ?? 'a theme that is gone',
      })),
  }
}
