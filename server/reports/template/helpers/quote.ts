import { leadWords, opensSentence } from '../../../../analysis/application.ts'
import type { Side } from '../../../findings/quotes/store.ts'
import { asMarkdown } from '../escape.ts'
import type { Call } from '../grammar.ts'
import { type Refusal, type Writing, writeAuthored } from '../writing.ts'
import { printWords } from './words.ts'

/**
 * A quote with the words that lead up to it; the attribution takes the place of `{who}`.
 * Usage: `{{quote "Q1" lead="{who} called it"}}` → One respondent called it “paying rent”,[^1]
 */
export function quote(call: Call, writing: Writing): Refusal {
  return ledQuote(call, writing, 'quote')
}

/**
 * The same for words that speak against the claim.
 * Usage: `{{counter "Q2" lead="Not everyone saw it so: {who} found that"}}`.
 */
export function counter(call: Call, writing: Writing): Refusal {
  return ledQuote(call, writing, 'counter')
}

function ledQuote(call: Call, writing: Writing, side: Side): Refusal {
  const found = writing.material.quotes.get(call.key)
  if (found && found.source.quote.side !== side)
    return side === 'quote'
      ? `${call.key} speaks against its claim. Print it by {{counter "${call.key}"}}.`
      : `${call.key} speaks for its claim. Print it by {{quote "${call.key}"}}.`
  const lead = call.options.get('lead') ?? '{who} wrote:'
  if (!/\{who\}/i.test(lead))
    return 'the words of “lead” must hold {who}, where the attribution goes. Nobody types one.'
  return printWords(call, writing, who => {
    const opens = opensSentence(writing.sheet.markdown)
    writeLead(`${leadWords(lead, asMarkdown(who), opens).trimEnd()} `, asMarkdown(who), call, writing)
  })
}

/** The author's words before and after an attribution, and that between them, which is the software's. */
function writeLead(words: string, who: string, { place }: Call, writing: Writing): void {
  const at = words.toLowerCase().indexOf(who.toLowerCase())
  writeAuthored(writing, place, words.slice(0, at))
  writing.sheet.words(words.slice(at, at + who.length))
  writeAuthored(writing, place, words.slice(at + who.length))
}
