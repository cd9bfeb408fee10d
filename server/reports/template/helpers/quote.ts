import type { Side } from '../../../findings/quotes/store.ts'
import type { Call } from '../grammar.ts'
import { leadProblem, writeLead } from '../lead.ts'
import type { Refusal, Writing } from '../writing.ts'
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
  return leadProblem(lead, writing) ?? printWords(call, writing, who => writeLead(lead, who, call, writing))
}
