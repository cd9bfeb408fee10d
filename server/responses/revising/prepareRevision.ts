import { isDeepStrictEqual } from 'node:util'
import type { Identity } from '../identityStore.ts'
import { type Arriving, prepareResponse } from '../prepare.ts'
import { type ConsentEvent, currentConsent, type Given, type Response, textIn, textsIn } from '../response.ts'
import type { Text } from '../textStore.ts'
import type { RevisedResponse } from './revisionStore.ts'

/** What is written for a revision, in this order: texts and identity, then the response that names them. */
export type PreparedRevision = { texts: Text[]; identity: Identity | undefined; revised: RevisedResponse }

/** What a response was made of until now: every text that it ever named, and who its respondent is. */
export type Before = { response: Response; texts: Text[]; identity: Identity | undefined }

/**
 * Turns changes that arrived into another revision of a response; undefined where nothing was changed. An answer in
 * words that its respondent sent before keeps the text that it had, and with it what was marked, coded and quoted of it.
 *
 * @param arriving its origin is the draft of the changes
 */
export function prepareRevision(before: Before, arriving: Arriving): PreparedRevision | undefined {
  const { response } = before
  const { texts: fresh, identity: who, response: came } = prepareResponse(arriving)
  const [sent] = came.revisions
  const [given] = came.consent
  if (!sent || !given) throw new Error(`prepareRevision: nothing arrived of ${response._id}`)
  const words = new Map([...before.texts, ...fresh].map(({ _id, text }) => [_id, text]))
  const answers = Object.fromEntries(
    Object.entries(sent.answers).map(([question, answer]) => [
      question,
      saidBefore(response, question, answer, words) ?? answer,
    ]),
  )
  const named = new Set(textsIn({ answers }))
  const consent = withTextsOf(answers, given, fresh)
  const identity = who && isSame(withoutId(who), withoutId(before.identity)) ? before.identity : who
  const { capacity, people, answered, words: wordCount } = came
  const attributes = { ...came.attributes, ...givenByTeam(response) }
  const permitsOther = !isSame(permitted(consent), permitted(currentConsent(response)))
  const saysOther =
    identity?._id !== response.identity ||
    !isSame([capacity, people, attributes], [response.capacity, response.people, response.attributes])
  const last = response.revisions.at(-1)?.answers ?? {}
  if (!permitsOther && !saysOther && isSame(answers, last)) return undefined
  const also = [...(saysOther ? ['details' as const] : []), ...(permitsOther ? ['permission' as const] : [])]
  return {
    texts: fresh.filter(({ _id }) => named.has(_id)).map(text => ({ ...text, respondent: response._id })),
    identity: identity?._id === response.identity ? undefined : identity,
    revised: {
      revision: { at: sent.at, answers, ...(also.length > 0 ? { also } : {}) },
      replaced: [...new Set(response.revisions.flatMap(textsIn))].filter(id => !named.has(id)),
      consent: permitsOther ? consent : undefined,
      ...{ capacity, people, attributes, answered, words: wordCount },
      identity: identity?._id,
    },
  }
}

/** What the team says of a respondent, who says nothing of it themselves. */
function givenByTeam({ attributes, added = [] }: Pick<Response, 'attributes' | 'added'>) {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => added.includes(name)))
}

/** A permission whose passages stand in the texts that these answers name, where the same words have a text already. */
function withTextsOf(answers: Record<string, Given>, consent: ConsentEvent, fresh: Text[]): ConsentEvent {
  if (!consent.withheld) return consent
  const kept = new Map(
    fresh.map(({ _id, question }) => {
      const answer = answers[question]
      return [_id, (answer && textIn(answer)) ?? _id]
    }),
  )
  return {
    ...consent,
    withheld: consent.withheld.map(span => ({ ...span, text: kept.get(span.text) ?? span.text })),
  }
}

/** An answer as an earlier revision, the newest first, gave it in the same words. */
function saidBefore(
  { revisions }: Response,
  question: string,
  answer: Given,
  words: Map<string, string>,
): Given | undefined {
  return revisions
    .flatMap(({ answers }) => (Object.hasOwn(answers, question) ? (answers[question] ?? []) : []))
    .findLast(earlier => isSame(inWords(earlier, words), inWords(answer, words)))
}

/** An answer with its words in the place of the text that holds them; a file is itself. */
function inWords(answer: Given, words: Map<string, string>): unknown {
  if ('file' in answer) return answer.file
  if ('text' in answer) return { ...answer, text: words.get(answer.text) }
  return 'own' in answer && answer.own ? { ...answer, own: words.get(answer.own) } : answer
}

/** All that a respondent permits, without when they said so. */
function permitted({ at: _at, ...choices }: ConsentEvent) {
  return choices
}

function withoutId(identity: Identity | undefined) {
  if (!identity) return undefined
  const { _id, ...who } = identity
  return who
}

/** Whether two values are written alike, but for the order of their fields. */
function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(plain(a), plain(b))
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null))
}
