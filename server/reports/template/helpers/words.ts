import {
  attributeAll,
  contributorNoun,
  endsInAside,
  printedRuns,
  quotePieces,
} from '../../../../analysis/application.ts'
import { attribute, type Speaker } from '../../../../analysis/index.ts'
import { notPrintable } from '../../../findings/notPrintable.ts'
import { markedTranslation } from '../../../findings/quotes/language.ts'
import { lookAt } from '../../../findings/quotes/standing.ts'
import { findingById } from '../../material.ts'
import { asMarkdown } from '../escape.ts'
import type { Call } from '../grammar.ts'
import type { Who } from '../lead.ts'
import { quoteMarkdown } from '../printedQuote.ts'
import { quoteNote } from '../quoteNote.ts'
import { printedBetween, pseudonymOf, type Refusal, type Writing } from '../writing.ts'

/** Prints a quote's words between quotation marks with its note, after what `before` writes of the speaker. */
export function printWords(call: Call, writing: Writing, before?: (who: Who) => void): Refusal {
  if (call.key === '')
    return `say which quote: ${'{{'}${call.name} "Q1"}}, or write it inside {{#each quotes}} … {{/each}}.`
  const found = writing.material.quotes.get(call.key)
  if (!found)
    return `no quote is called “${call.key}”. The quotes of each finding show their names, such as Q1.`
  const { source, standing, question } = found
  if (!standing.usable) return lookAt(standing)
  const own = findingById(writing.material, source.quote.finding)
  const reason = own && notPrintable(own)
  if (reason) return `it is of the finding “${own.finding.key}”, which ${reason}`
  const { sheet, printed } = writing
  before?.({ who: whoHere(standing, writing), aside: endsInAside(standing.speaker) })
  const at = sheet.length
  const marked = quoteMarkdown(printedRuns(quotePieces(source.text?.text ?? '', source.quote), source.style))
  sheet.words(marked)
  const translated = markedTranslation(source)
  if (translated) sheet.words(asMarkdown(` ${translated}`))
  const pseudonym = pseudonymOf(writing, source.quote.respondent, source.style)
  const note = sheet.note(quoteNote(source, pseudonym, question))
  const { words, speaker, who } = standing
  printed.push({ key: call.key, source, words, printed: marked, speaker, who, pseudonym, question, note, at })
  return undefined
}

/**
 * The attribution as it stands in this paragraph: after one unnamed respondent comes another, and whoever was just
 * quoted is the same.
 */
export function whoHere(
  { speaker, who }: { speaker: Speaker; who: string },
  { sheet, printed, material: { style } }: Writing,
): string {
  if (attribute(speaker).shows !== 'unnamed') return who
  const unnamed = printedBetween(printed, sheet.paragraph + 1, sheet.length).filter(
    quote => attribute(quote.speaker).shows === 'unnamed',
  )
  const noun = contributorNoun(1, style)
  if (unnamed.at(-1)?.speaker.respondent === speaker.respondent) return `the same ${noun}`
  if (unnamed.some(quote => quote.speaker.respondent === speaker.respondent))
    return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun} quoted above`
  return attributeAll([speaker], { already: unnamed.length > 0, style })
}
