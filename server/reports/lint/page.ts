import type { LintedQuote, Mend } from '../../../analysis/index.ts'
import { failingVerdicts } from '../../../analysis/index.ts'
import type { ChosenMend } from './forms.ts'
import type { LintedDraft } from './lintAgainst.ts'

const verdictNames: Record<LintedQuote['verdict'], string> = {
  verbatim: 'As written',
  normalised: 'As written, set differently',
  edited: 'As written, edits shown',
  altered: 'Altered',
  untraceable: 'Not found',
  'not-permitted': 'Not permitted',
  evidence: 'From evidence on file',
  'own-words': 'Your own words',
}
const mostCandidates = 20

/**
 * What a lint came to, as its page shows it.
 *
 * @param canMend whether the draft is text in which changes can be made
 * @param ticked changes that were chosen already
 */
export function lintPage(
  { result, responses }: LintedDraft,
  consultation: string,
  canMend: boolean,
  ticked: readonly ChosenMend[],
) {
  const chosen = new Set(ticked.map(boxValue))
  const linkTo = (reference: string) => ({
    reference,
    href: `/desk/${consultation}/responses/${responses.get(reference) ?? ''}`,
  })
  const { quotes, sentences, summary } = result
  return {
    summary,
    quotes: quotes.map((quote, i) => ({
      id: `quote-${i + 1}`,
      text: quote.text,
      place: quote.place,
      verdict: verdictNames[quote.verdict],
      fails: failingVerdicts.has(quote.verdict),
      reason: quote.reason,
      warnings: quote.warnings,
      difference: quote.difference?.map(({ kind, words }) => ({
        words,
        removed: kind === 'source',
        added: kind === 'draft',
      })),
      source: quote.response === null ? null : linkTo(quote.response),
      candidates: quote.candidates.length > 1 ? quote.candidates.slice(0, mostCandidates).map(linkTo) : [],
      moreCandidates: Math.max(0, quote.candidates.length - mostCandidates),
      mends: quote.mends.map((mend, n) => mendView(mend, `mend-${i + 1}-${n + 1}`, canMend, chosen)),
    })),
    sentences,
    canMend,
  }
}

function mendView(mend: Mend, id: string, canMend: boolean, chosen: ReadonlySet<string>) {
  const { label, start, end, with: words } = mend
  const value = canMend && start !== null && end !== null ? boxValue({ start, end, with: words }) : null
  return { id, label, words, value, chosen: value !== null && chosen.has(value) }
}

/** A change as its box carries it. */
function boxValue({ start, end, with: words }: ChosenMend): string {
  return JSON.stringify({ start, end, with: words })
}
