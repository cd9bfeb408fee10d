import { type AttributionChoice, editNote } from '../../../analysis/index.ts'
import { languageOfQuote } from '../../findings/quotes/language.ts'
import type { QuoteSource } from '../../findings/quotes/sources.ts'
import { asMarkdown } from './escape.ts'

const permissions: Record<AttributionChoice, string> = {
  none: 'not permitted',
  unnamed: 'permitted without a name',
  role: 'permitted with role',
  named: 'permitted with a name',
}

/** What stands under the page of a quote: "Respondent A, question 3; verbatim; permitted without a name." */
export function quoteNote(
  { quote, text, speaker }: QuoteSource,
  pseudonym: string,
  question: string,
): string {
  if (!text || !speaker) throw new Error(`quoteNote: quote ${quote._id} has no source`)
  const hidden = quote.edits.filter(
    edit => edit.kind === 'replace' && mayName(text.text.slice(edit.start, edit.end)),
  )
  const printed = { ...quote, edits: quote.edits.filter(edit => !hidden.includes(edit)) }
  const replaced = hidden.map(edit =>
    edit.kind === 'replace' ? `some words replaced by [${edit.with}]` : '',
  )
  const rest = editNote(text.text, printed)
  const note = [...replaced, ...(rest === 'verbatim' && hidden.length > 0 ? [] : [rest])].join('; ')
  const { foreign, name } = languageOfQuote(text, quote)
  const told = foreign ? `${note}, in ${name}` : note
  return asMarkdown(`${pseudonym}, ${question}; ${told}; ${permissions[speaker.choice]}.`)
}

/** Words with a capital, a figure or an @ may be what the author took out to protect someone: a note never repeats them. */
function mayName(words: string): boolean {
  return /[\p{Lu}\p{N}@]/u.test(words)
}
