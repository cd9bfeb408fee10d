import type { Problem, Quote } from '../model.ts'
import { editProblems } from './edits.ts'
import { quoteWords } from './words.ts'

/**
 * What stands between a quote and its source: an empty list means that its span lies in the text, its edits
 * are valid and, where `printed` is given, that those are exactly its words.
 *
 * @param source the stored text that the quote names, or undefined where it is no longer there
 * @param printed the words as a page or file shows them, without their quotation marks
 */
export function verifyQuote(
  source: { id: string; text: string } | undefined,
  quote: Quote,
  printed?: string,
): Problem[] {
  if (!source) return [{ place: 'text', message: 'The text that this quote comes from is no longer here.' }]
  if (source.id !== quote.text) {
    throw new Error(`verifyQuote: the quote is of text ${quote.text}, but text ${source.id} was given`)
  }
  const problems = editProblems(source.text, quote)
  if (problems.length > 0 || printed === undefined) return problems
  const words = quoteWords(source.text, quote)
  if (words === printed) return []
  return [{ place: 'words', message: `It is printed as “${printed}”, but its source gives “${words}”.` }]
}
