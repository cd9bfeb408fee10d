import { leadWords, opensSentence } from '../../../analysis/application.ts'
import { asMarkdown } from './escape.ts'
import type { Call } from './grammar.ts'
import { nameIn } from './nameIn.ts'
import { type Refusal, type Writing, writeAuthored } from './writing.ts'

/** What is wrong with the words that lead up to a quote: they must leave a place for the attribution, and name nobody. */
export function leadProblem(lead: string, { names }: Pick<Writing, 'names'>): Refusal {
  if (!/\{who\}/i.test(lead))
    return 'the words of “lead” must hold {who}, where the attribution goes. Nobody types one.'
  const name = nameIn(lead, names)
  return (
    name &&
    `the words of “lead” name “${name}”. {who} says whose the quote is, as they allowed: take the name out.`
  )
}

/** An attribution, and whether it ends in an organisation behind a name. */
export type Who = { who: string; aside: boolean }

/** Writes the words that lead up to a quote: the author's, and between them the attribution, which is the software's. */
export function writeLead(
  lead: string,
  { who, aside }: Who,
  { place }: Pick<Call, 'place'>,
  writing: Writing,
): void {
  const attribution = asMarkdown(who)
  const words = `${leadWords(lead, attribution, opensSentence(writing.sheet.tail), aside).trimEnd()} `
  const at = words.toLowerCase().indexOf(attribution.toLowerCase())
  writeAuthored(writing, place, words.slice(0, at))
  writing.sheet.words(words.slice(at, at + attribution.length))
  writeAuthored(writing, place, words.slice(at + attribution.length))
}
