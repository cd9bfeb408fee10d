import type { AttributionChoice, Capacity } from '../../analysis/index.ts'
import { countWords, isNonAnswer, storedForm } from '../../analysis/index.ts'
import type { Beside } from '../consultations/consentWording.ts'
import { idOf } from '../database/ids.ts'
import type { Brought } from './byStaff/brought.ts'
import type { HeldReason } from './held/held.ts'
import type { Identity } from './identityStore.ts'
import { markedIn } from './permissions/marks.ts'
import { referenceOf } from './reference.ts'
import type { ConsentEvent, Given, Pending, Response } from './response.ts'
import { today, workFor } from './response.ts'
import type { Text } from './textStore.ts'

/**
 * One answer as it arrives, in the shapes of {@link Given} with the words themselves: a file is kept already, with the
 * words read from it.
 */
export type Arrived =
  | Exclude<Given, { file: string } | { contact: true }>
  | { file: string; name: string; text: string }
  | { contact: string }

/** A whole response as it arrives, from whichever side. */
export type Arriving = {
  /** The draft's id, or a key of the row or file it came from: sending the same origin twice makes one response. */
  origin: string
  /** Random, where it goes into the response's id so that nobody can find that by what they know: see `Draft`. */
  salt?: string
  consultation: string
  version: number
  source: Response['source']
  brought?: Brought
  capacity: Capacity
  /** How many people or bodies it speaks for, where it speaks for several. */
  people?: number
  choice: AttributionChoice
  /** The version of the wording that was seen when the choice was made. */
  consentWording: string
  /** The language in which it was seen; absent: English. */
  consentLanguage?: string
  /** Whether the machine may suggest nothing for these words. */
  byHand?: boolean
  /** Whether they asked to approve each sentence that quotes them. */
  approval?: boolean
  /** Whether they asked to be told of a report that quotes them. */
  told?: boolean
  /** What they permit beside quoting. */
  besides?: Beside[]
  /** How single answers may be quoted, and the sentences of each that are not for quotation, by question. */
  narrower?: Record<string, AttributionChoice>
  withheld?: Record<string, string[]>
  attributes: Record<string, string>
  identity?: Omit<Identity, '_id'>
  answers: Record<string, Arrived>
  /** The language of all that was written, where it is given. */
  language?: string
  /** Why it is to be held for a person to look at; absent: it is let in. */
  held?: HeldReason[]
  submittedOn: Date
}

/** What is written for one response, in this order: texts and identity, then the response that names them. */
export type Prepared = { texts: Text[]; identity: Identity | undefined; response: Response }

/**
 * Turns what arrived into documents. Their ids follow from the origin and from everything that was said, so
 * writing again after a kill writes nothing twice, and a changed answer never finds an older text in its place.
 * The identity's id follows from the origin alone, which no text holds.
 */
export function prepareResponse(arriving: Arriving, attempt = 0): Prepared {
  const { origin, consultation, version, source, capacity, choice, consentWording, attributes, answers } =
    arriving
  const respondent = idOf(
    'response',
    origin,
    JSON.stringify({ ...arriving, held: undefined, submittedOn: undefined }),
  )
  const day = today(arriving.submittedOn)
  const texts: Text[] = []
  const given: Record<string, Given> = {}
  for (const [question, answer] of Object.entries(answers)) {
    const text = textOf(arriving, respondent, question, answer)
    if (text && (text.words > 0 || !('file' in answer))) texts.push(text)
    given[question] = givenOf(answer, text)
  }
  const identity = arriving.identity && {
    _id: idOf('identity', origin, JSON.stringify(arriving.identity)),
    ...arriving.identity,
  }
  const response: Response = {
    _id: respondent,
    reference: referenceOf(respondent, attempt),
    consultation,
    version,
    origin,
    source,
    ...(arriving.brought ? { brought: arriving.brought } : {}),
    revisions: [{ at: day, answers: given }],
    ...(arriving.held
      ? { state: 'held', held: { at: arriving.submittedOn, why: arriving.held } }
      : { state: 'submitted' }),
    capacity,
    ...(arriving.people === undefined ? {} : { people: arriving.people }),
    attributes,
    consent: [
      {
        at: day,
        choice,
        wording: consentWording,
        ...(arriving.consentLanguage ? { language: arriving.consentLanguage } : {}),
        ...(arriving.byHand ? { byHand: true } : {}),
        ...(arriving.approval ? { approval: true } : {}),
        ...(arriving.told ? { told: true } : {}),
        ...Object.fromEntries((arriving.besides ?? []).map(beside => [beside, true])),
        ...narrowerIn(arriving),
        ...withheldIn(arriving, texts),
      },
    ],
    ...(identity ? { identity: identity._id } : {}),
    answered: texts.filter(text => !text.nonAnswer).map(text => text.question),
    words: texts.reduce((sum, text) => sum + text.words, 0),
    pending: workFor(arriving, workOf[source]),
    submittedOn: day,
  }
  return { texts, identity, response }
}

/** What follows on a response of each source: a draft is emptied, and what somebody sent, or entered for them, is told. */
const workOf: Record<Response['source'], Pending[]> = {
  web: ['draft', 'tag', 'campaigns', 'tellSent'],
  api: ['draft', 'tag', 'campaigns', 'tellSent'],
  staff: ['tag', 'campaigns', 'tellSent'],
  import: ['tag', 'campaigns'],
  demo: ['tag', 'campaigns'],
}

/** What is permitted less widely of answers that were given. */
function narrowerIn({ narrower = {}, answers }: Arriving): Pick<ConsentEvent, 'answers'> {
  const given = Object.entries(narrower).filter(([question]) => Object.hasOwn(answers, question))
  return given.length > 0 ? { answers: Object.fromEntries(given) } : {}
}

/** Where in the texts the sentences stand that are not for quotation. */
function withheldIn({ withheld = {} }: Arriving, texts: Text[]): Pick<ConsentEvent, 'withheld'> {
  const passages = texts.flatMap(({ _id, question, text }) => {
    const marked = Object.hasOwn(withheld, question) ? (withheld[question] ?? []) : []
    return marked.length === 0 ? [] : markedIn(text, marked).map(span => ({ text: _id, ...span }))
  })
  return passages.length > 0 ? { withheld: passages } : {}
}

/** An answer as it is kept: its words are named by their text. */
function givenOf(answer: Arrived, text: Text | undefined): Given {
  if ('contact' in answer) return { contact: true }
  if ('file' in answer)
    return { file: answer.file, name: answer.name, ...(text && text.words > 0 ? { text: text._id } : {}) }
  if ('own' in answer && text) return { ...answer, own: text._id }
  return 'text' in answer && text ? { text: text._id } : answer
}

/** The words of an answer as a text; undefined where it has none. */
function textOf(
  { consultation, language }: Arriving,
  respondent: string,
  question: string,
  answer: Arrived,
): Text | undefined {
  const words = 'text' in answer ? answer.text : 'own' in answer ? answer.own : undefined
  if (words === undefined) return undefined
  const stored = storedForm(words)
  if (!stored.ok)
    throw new Error(`prepareResponse: the answer to ${question} cannot be stored: ${stored.problem}`)
  const { text } = stored
  return {
    _id: idOf('text', respondent, question),
    consultation,
    respondent,
    question,
    kind: 'file' in answer ? 'attachment' : 'answer',
    text,
    words: countWords(text),
    ...(language === undefined ? {} : { language }),
    nonAnswer: isNonAnswer(text),
  }
}
