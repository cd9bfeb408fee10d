import { editWarnings } from '../warnings.ts'
import type { CorpusIndex } from './corpus.ts'
import { describeDifference, difference } from './difference.ts'
import { nearestSource } from './nearest.ts'
import type { LintedQuote } from './result.ts'
import { type Found, search } from './search.ts'

/** Whether a respondent's words may be quoted, and if not why, for a person to read. */
export type Permission = { permitted: boolean; reason?: string }

export type Corpus = {
  responses: CorpusIndex
  evidence: CorpusIndex
  permission: (respondent: string) => Permission
}

/** A passage's words as a reader sees them, and as the Markdown has them. */
export type Words = { text: string; raw: string }

/** What the judgement adds to a passage's words and line. */
export type Judgement = Omit<LintedQuote, 'text' | 'line'>

const nowhere = { response: null, question: null, start: null, end: null, edits: [], candidates: [] }
const scareQuoteWords = 2

/** The judgement of words that some response, or some evidence on file, holds; null where none does. */
export function judgeFound(corpus: Corpus, { text, raw }: Words): Judgement | null {
  const found = search(corpus.responses, text, raw)
  const permitted = found.find(({ answer }) => corpus.permission(answer.respondent).permitted)
  if (permitted) {
    const judgement = traced(permitted, found, permitted.form, formReasons[permitted.form])
    const refused = judgement.candidates.filter(respondent => !corpus.permission(respondent).permitted)
    if (refused.length === 0) return judgement
    const warning = `Of these, ${counted(refused.length)} may not be quoted: ${refused.slice(0, 5).join(', ')}.`
    return { ...judgement, warnings: [...judgement.warnings, warning] }
  }
  const [excerpt] = search(corpus.evidence, text, raw)
  if (excerpt) {
    const reason = `It is in an excerpt on file (${excerpt.form}).`
    return { ...nowhere, edits: excerpt.edits, verdict: 'evidence', reason, warnings: [] }
  }
  const [first] = found
  if (!first) return null
  const { respondent } = first.answer
  const why =
    corpus.permission(respondent).reason ?? 'this respondent does not allow their words to be quoted'
  return traced(first, found, 'not-permitted', `The words are in response ${respondent}, but ${why}.`)
}

/** The judgement of words that nobody wrote just so: altered from the nearest source, or not to be traced. */
export function judgeUnfound(corpus: Corpus, { text }: Words): Judgement {
  const nearest = nearestSource(corpus.responses, text)
  if (!nearest) return { ...nowhere, verdict: 'untraceable', reason: untraceableReason(text), warnings: [] }
  const { answer, start, end } = nearest
  const source = answer.text.slice(start, withStop(answer.text, end, text))
  const changes = difference(source, text)
  const dotted = changes.some(
    ({ kind, words }) => kind === 'draft' && /(?<!\[)(?:…|\.\.\.)(?!\])/.test(words),
  )
  const hint = dotted ? ' Mark a cut as […].' : ''
  const reason = `The nearest words are in response ${answer.respondent}: ${describeDifference(changes)}.${hint}`
  return {
    verdict: 'altered',
    response: answer.respondent,
    question: answer.question,
    start,
    end: start + source.length,
    edits: [],
    reason,
    warnings: [],
    candidates: [],
    difference: changes,
    source,
  }
}

/** What is marked as the author's own is believed, unless a response holds it at some length. */
export function judgeOwn(corpus: Corpus, { text, raw }: Words): Judgement {
  const candidates = wordCount(text) > scareQuoteWords ? respondents(search(corpus.responses, text, raw)) : []
  const warning = `Marked as the author’s own words, but found in ${counted(candidates.length)}.`
  const warnings = candidates.length > 0 ? [warning] : []
  return {
    ...nowhere,
    verdict: 'own-words',
    reason: 'The author marked it as not a quotation.',
    warnings,
    candidates,
  }
}

const formReasons: Record<Found['form'], string> = {
  verbatim: 'Word for word as written.',
  normalised:
    'As written, but for the first letter’s case, quote marks, dashes, white space or the last stop.',
  edited: 'As written, but for what its brackets show.',
}

function traced(chosen: Found, found: Found[], verdict: LintedQuote['verdict'], reason: string): Judgement {
  const { answer, start, end, edits } = chosen
  const candidates = respondents(found)
  const quote = { text: answer.id, start, end, edits }
  const warnings = editWarnings(answer.text, quote).map(({ message }) => message)
  if (candidates.length > 1) {
    warnings.push(`The same words are in ${counted(candidates.length)}: check that this is the one meant.`)
  }
  return {
    verdict,
    response: answer.respondent,
    question: answer.question,
    start,
    end,
    edits,
    reason,
    warnings,
    candidates,
  }
}

function untraceableReason(text: string): string {
  const advice = 'Quote what was written, or mark it as your own words by putting <!-- own --> after it.'
  return wordCount(text) <= scareQuoteWords
    ? `No response has it. If it is a title or your own expression, it is no quotation. ${advice}`
    : `No response has these words, or words like them. ${advice}`
}

/** Takes in the punctuation after the last word where the draft ends in some too. */
function withStop(source: string, end: number, words: string): number {
  return /[.,;:!?]$/.test(words) && /[.,;:!?]/.test(source.charAt(end)) ? end + 1 : end
}

function respondents(found: Found[]): string[] {
  return [...new Set(found.map(({ answer }) => answer.respondent))]
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'response' : 'responses'}`
}

function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)?.length ?? 0
}
