import type { Question } from '../../consultations/questions.ts'
import { currentConsent, type Given, type Response, textIn } from '../../responses/response.ts'
import { isName, withheldIn } from './columns.ts'
import type { RawResponse } from './read.ts'

/** A response as one line of JSON, with the ids of questions, options and rows; see docs/results.md. */
export function rawLine(raw: RawResponse, questions: Question[], whose: { identified: boolean }): string {
  return `${JSON.stringify({ respondent: raw.respondent, ...rawValues(raw, questions, whose) })}\n`
}

/** What a line says of a response, and of whose it is where that is wanted. */
export function rawValues(raw: RawResponse, questions: Question[], { identified }: { identified: boolean }) {
  const { response, answers, asked, identity } = raw
  const asksNothingOfNames = questions.filter(({ about }) => !about)
  const given = asksNothingOfNames.flatMap(({ id, type }) => {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined
    if (!answer || (type === 'email' && !identified)) return []
    return [[id, answerValue(id, answer, raw, identified)] as const]
  })
  return {
    ...(identified ? { reference: response.reference, identity: identityLine(identity) } : {}),
    submitted: dayOf(response.submittedOn),
    ...(response.revisions.length > 1 ? { changed: dayOf(response.revisions.at(-1)?.at) } : {}),
    version: response.version,
    source: response.source,
    capacity: response.capacity,
    ...(response.people === undefined ? {} : { people: response.people }),
    permission: permissionLine(raw),
    about: aboutLine(response, identified),
    notAsked: questions.flatMap(({ id }) => (asked.has(id) ? [] : id)),
    answers: Object.fromEntries(given),
  }
}

function dayOf(date: Date | undefined): string | undefined {
  return date?.toISOString().slice(0, 10)
}

function identityLine(identity: RawResponse['identity']) {
  if (!identity) return null
  const { name, organisation, email, behalf, confidence } = identity
  return { name, organisation, email, behalf, confidence }
}

function permissionLine(raw: RawResponse) {
  const { choice, answers, byHand, listed, whole, archived, approval, wording } = currentConsent(raw.response)
  return {
    quoted: choice,
    ...(answers ? { quotedLess: answers } : {}),
    notForQuotation: withheldIn(raw),
    machine: byHand !== true,
    listed: listed === true,
    whole: whole === true && choice !== 'none',
    archived: archived === true,
    approval: approval === true,
    wording,
  }
}

function aboutLine({ attributes }: Response, identified: boolean) {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => identified || !isName(name)))
}

/** Words, a number, a day, or what was chosen, in the shapes in which answers are kept. */
function answerValue(
  id: string,
  given: Given,
  { texts, identity }: RawResponse,
  identified: boolean,
): unknown {
  const words = texts.get(textIn(given) ?? '')?.text
  if ('text' in given) return words ?? ''
  if ('contact' in given) return identity?.contacts?.[id] ?? ''
  if ('file' in given) return { ...(identified ? { name: given.name } : {}), words: words ?? '' }
  if ('number' in given) return given.number
  if ('date' in given) return given.date
  if ('own' in given) return { ...given, own: words ?? '' }
  return given
}
