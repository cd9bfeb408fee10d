import type { Quote, Speaker } from '../../model.ts'
import type { HouseStyle } from '../houseStyle.ts'
import { editNote } from '../note.ts'
import { editWarnings } from '../warnings.ts'
import type { CorpusIndex } from './corpus.ts'
import { describeDifference, difference } from './difference.ts'
import type { Words } from './draftSource.ts'
import { partsBetweenCuts } from './edited.ts'
import type { Mention } from './mentions.ts'
import { type Nearest, nearestSource } from './nearest.ts'
import type { LintedQuote, PassageKind } from './result.ts'
import { type Found, search } from './search.ts'
import { meantBy } from './whose.ts'

/** Whether a respondent's words may be quoted, and if not why, for a person to read. */
export type Permission = { permitted: boolean; reason?: string }

export type Corpus = {
  responses: CorpusIndex
  /** Each excerpt's id is its name. */
  evidence: CorpusIndex
  /** `found` says in which of their answers the words stand, and where. */
  permission: (respondent: string, found?: Quote) => Permission
  speaker: (respondent: string, question?: string) => Speaker | undefined
  style?: Pick<HouseStyle, 'contributors'>
}

/** What the draft says of a passage: the response that its author declared, and whom its sentence speaks of. */
export type Said = { declared: string | undefined; mention: Mention | null; ask: (name: string) => string }

/** What the judgement adds to a passage's words and place. */
export type Judgement = Omit<LintedQuote, 'text' | 'line' | 'place' | 'mends' | 'looksLike'>

const nowhere = {
  ...{ response: null, question: null, start: null, end: null, edits: [], candidates: [] },
  ...{ unclear: false, evidence: null },
}
const scareQuoteWords = 2
const mostNamed = 5

/** The judgement of words that some response, or some evidence on file, holds; null where none does. */
export function judgeFound(corpus: Corpus, { text, raw }: Words, said: Said): Judgement | null {
  const found = search(corpus.responses, text, raw)
  const choice = choose(corpus, found, said)
  if (choice && permissionOf(corpus, choice.chosen).permitted) return traced(corpus, choice, found, said)
  const [excerpt] = search(corpus.evidence, text, raw)
  if (excerpt) {
    const { form, edits, answer } = excerpt
    const reason = `It is in an excerpt on file (${form}).`
    return { ...nowhere, edits, verdict: 'evidence', evidence: answer.id, reason, warnings: [] }
  }
  return choice && notPermitted(corpus, choice, found)
}

type Choice = { chosen: Found; unclear: boolean; warnings: string[] }

/** The response that is meant: the declared one, the only one, or the one that the sentence names or describes. */
function choose(corpus: Corpus, found: Found[], { declared, mention }: Said): Choice | null {
  const [first] = found
  if (!first) return null
  const stated = found.find(({ answer }) => answer.respondent === declared)
  if (stated) return { chosen: stated, unclear: false, warnings: [] }
  const warnings =
    declared === undefined
      ? []
      : [`It is marked as from response ${declared}, which does not hold these words.`]
  const holders = respondents(found)
  if (holders.length === 1) return { chosen: first, unclear: false, warnings }
  const [meant, other] = meantBy(
    mention,
    holders.flatMap(holder => corpus.speaker(holder) ?? []),
  )
  const theirs = found.find(({ answer }) => answer.respondent === meant?.respondent)
  if (theirs && !other) return { chosen: theirs, unclear: false, warnings }
  const permitted = found.find(each => permissionOf(corpus, each).permitted)
  return { chosen: permitted ?? first, unclear: true, warnings }
}

function traced(
  corpus: Corpus,
  { chosen, unclear, warnings }: Choice,
  found: Found[],
  { ask }: Said,
): Judgement {
  const { answer, start, end, edits, form } = chosen
  const candidates = respondents(found)
  const changed = editWarnings(answer.text, { text: answer.id, start, end, edits })
  const refused = candidates.filter(respondent => !corpus.permission(respondent).permitted)
  const same = unclear
    ? [
        `The same words are in ${counted(candidates.length)}: check that this is the one meant, and say so by putting ${ask(answer.respondent)} after them.`,
      ]
    : []
  const among = `Of these, ${counted(refused.length)} may not be quoted: ${refused.slice(0, mostNamed).join(', ')}.`
  return {
    ...{ verdict: form, response: answer.respondent, question: answer.question, start, end, edits },
    reason: `${formReasons[form]}${ownMarks(answer.text, chosen)}`,
    warnings: [
      ...warnings,
      ...changed.map(({ message }) => message),
      ...same,
      ...(unclear && refused.length > 0 ? [among] : []),
    ],
    ...{ candidates, unclear, evidence: null },
  }
}

function notPermitted(corpus: Corpus, { chosen, unclear, warnings }: Choice, found: Found[]): Judgement {
  const { answer, start, end, edits } = chosen
  return {
    verdict: 'not-permitted',
    ...{ response: answer.respondent, question: answer.question, start, end, edits },
    reason: `The words are in response ${answer.respondent}, but ${reasonOf(permissionOf(corpus, chosen))}.`,
    ...{ warnings, candidates: respondents(found), unclear, evidence: null },
  }
}

function permissionOf(corpus: Corpus, { answer, start, end, edits }: Found): Permission {
  return corpus.permission(answer.respondent, { text: answer.id, start, end, edits })
}

function reasonOf({ reason }: Permission): string {
  return reason ?? 'this respondent does not allow their words to be quoted'
}

/** The judgement of words that nobody wrote just so: altered from the nearest source, or not to be traced. */
export function judgeUnfound(
  corpus: Corpus,
  { text }: Words,
  looks: PassageKind,
  ownMark: string,
): Judgement {
  const joined = joinedTexts(corpus, text)
  if (joined) return joined
  const written = nearestSource(corpus.responses, text)
  const excerpt = nearestSource(corpus.evidence, text)
  if (excerpt && (!written || excerpt.similarity > written.similarity))
    return {
      ...altered(excerpt, text, `excerpt “${excerpt.answer.id}” on file`),
      evidence: excerpt.answer.id,
    }
  if (!written)
    return { ...nowhere, verdict: 'untraceable', reason: untraceable(looks, ownMark), warnings: [] }
  const { respondent, question } = written.answer
  const permission = corpus.permission(respondent)
  return {
    ...altered(written, text, `response ${respondent}`),
    ...{ response: respondent, question },
    warnings: permission.permitted ? [] : [`Nor may the nearest words be quoted: ${reasonOf(permission)}.`],
  }
}

/** The judgement of words on the two sides of a cut that stand in two texts, or in one in another order. */
function joinedTexts(corpus: Corpus, text: string): Judgement | null {
  const found = partsBetweenCuts(text).map(part => search(corpus.responses, part))
  const [first, second] = found.flatMap(([one]) => one ?? [])
  if (found.some(each => each.length === 0) || !first || !second) return null
  const texts = found.map(each => new Set(each.map(({ answer }) => answer.id)))
  const inOne = [...(texts[0] ?? [])].some(id => texts.every(own => own.has(id)))
  const reason = inOne
    ? `The words on both sides of the cut are in response ${first.answer.respondent}, but in another order. Quote them as they were written, or apart.`
    : `The cut joins words of two texts, of responses ${first.answer.respondent} and ${second.answer.respondent}. Quote them apart, each with who said it.`
  const candidates = respondents(found.flat())
  return { ...nowhere, verdict: 'untraceable', reason, warnings: [], candidates }
}

function altered({ answer, start, end }: Nearest, text: string, where: string): Judgement {
  const source = answer.text.slice(start, withStop(answer.text, end, text))
  const changes = difference(source, text)
  const dotted = changes.some(
    ({ kind, words }) => kind === 'draft' && /(?<!\[)(?:…|\.\.\.)(?!\])/.test(words),
  )
  const hint = dotted ? ' Mark a cut as […].' : ''
  const reason = `The nearest words are in ${where}: ${describeDifference(changes)}.${hint}`
  const found = { start, end: start + source.length, difference: changes, source }
  return { ...nowhere, verdict: 'altered', ...found, reason, warnings: [] }
}

/** What is marked as the author's own is believed, unless a response holds it at some length. */
export function judgeOwn(corpus: Corpus, { text, raw }: Words): Judgement {
  const candidates = wordCount(text) > scareQuoteWords ? respondents(search(corpus.responses, text, raw)) : []
  const warning = `Marked as the author’s own words, but found in ${counted(candidates.length)}.`
  const warnings = candidates.length > 0 ? [warning] : []
  const reason = 'The author marked it as not a quotation.'
  return { ...nowhere, verdict: 'own-words', reason, warnings, candidates }
}

/** Square brackets and dots that the respondent typed, which readers would take for an editor's. */
function ownMarks(text: string, { answer, start, end, edits }: Found): string {
  const own = /the (?:brackets|dots|brackets and dots) are as written$/.exec(
    editNote(text, { text: answer.id, start, end, edits }),
  )
  return own ? ` Say that ${own[0]}.` : ''
}

const formReasons: Record<Found['form'], string> = {
  verbatim: 'Word for word as written.',
  normalised:
    'As written, but for the first letter’s case, quote marks, dashes, white space or the last stop.',
  edited: 'As written, but for what its brackets show.',
}

function untraceable(looks: PassageKind, ownMark: string): string {
  if (looks === 'title')
    return `No response has it, and it looks like the title of a work. If it is one, mark it by putting ${ownMark} after it.`
  if (looks === 'scare-quote')
    return `No response has it, and it looks like your own expression. If it is, mark it by putting ${ownMark} after it.`
  return `No response has these words, or words like them. Quote what was written, or mark it as your own words by putting ${ownMark} after it.`
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
