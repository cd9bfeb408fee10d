import type { LintedQuote, Mend } from '../../../analysis/index.ts'
import { failingVerdicts } from '../../../analysis/index.ts'
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

/** What a lint came to, as its page shows it. `canMend`: whether the draft is text in which changes can be made. */
export function lintPage({ result, responses }: LintedDraft, consultation: string, canMend: boolean) {
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
      mends: quote.mends.map((mend, n) => mendView(mend, `mend-${i + 1}-${n + 1}`, canMend)),
    })),
    sentences,
    canMend,
  }
}

function mendView({ label, start, end, with: words }: Mend, id: string, canMend: boolean) {
  const canBeMade = canMend && start !== null && end !== null
  return { id, label, words, value: canBeMade ? JSON.stringify({ start, end, with: words }) : null }
}
