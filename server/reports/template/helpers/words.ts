import { inQuoteMarks } from '../../../../analysis/index.ts'
import { lookAt } from '../../../findings/quotes/standing.ts'
import { asMarkdown } from '../escape.ts'
import type { Call } from '../grammar.ts'
import { quoteNote } from '../quoteNote.ts'
import { pseudonymOf, type Refusal, type Writing } from '../writing.ts'

/** Prints a quote's words between quotation marks with its note, after what `before` writes of the speaker. */
export function printWords(call: Call, writing: Writing, before: (who: string) => void = () => {}): Refusal {
  const found = writing.material.quotes.get(call.key)
  if (!found)
    return `no quote is called “${call.key}”. The quotes of each finding show their names, such as Q1.`
  const { source, standing, question } = found
  if (!standing.usable) return lookAt(standing)
  const { sheet, printed } = writing
  before(standing.who)
  const at = sheet.markdown.length
  sheet.words(asMarkdown(inQuoteMarks(standing.words)))
  const pseudonym = pseudonymOf(writing, source.quote.respondent)
  const note = sheet.note(quoteNote(source, pseudonym, question))
  const { words, speaker, who } = standing
  printed.push({ key: call.key, source, words, speaker, who, pseudonym, question, note, at })
  return undefined
}

/**
 * A few words between quotation marks, with a note and without an attribution in the sentence.
 * Usage: `Others spoke of {{fragment "Q3"}}` → Others spoke of “four years to move one button”[^3]
 */
export function fragment(call: Call, writing: Writing): Refusal {
  return printWords(call, writing)
}
