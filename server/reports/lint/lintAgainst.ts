import {
  type Answer,
  type LintDraft,
  type LintResult,
  LintSieve,
  type Speaker,
} from '../../../analysis/index.ts'
import { approachOf, findConsultation } from '../../consultations/store.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { approvalsOf as allApprovalsOf } from '../../findings/approvals/store.ts'
import { listEvidence } from '../../findings/evidence/store.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { choiceFor, withheldOf } from '../../responses/permissions/permission.ts'
import { asksApproval, currentConsent, type Response } from '../../responses/response.ts'
import { speakersOf } from '../../responses/speakers.ts'
import { findResponses, listResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import { oneThread } from '../../thread.ts'
import { approvalsOf } from './approved.ts'
import type { LintTask, Narrower } from './lintTask.ts'

const batch = 500
const thread = oneThread<LintTask, LintResult>(import.meta.dirname, 'lintTask', 60_000)

/** A lint with the ids of the responses that it names by their references. */
export type LintedDraft = { result: LintResult; responses: Map<string, string> }

/**
 * Lints a draft against all that a consultation's respondents say now, what they allow and
 * approved, and the excerpts on file. The
 * responses go by in batches; only what the draft can quote is kept.
 */
export async function lintAgainst(consultation: string, draft: LintDraft): Promise<LintedDraft> {
  const sieve = new LintSieve(draft)
  let after = ''
  for (;;) {
    const responses = await listResponses(consultation, after, batch)
    const last = responses.at(-1)
    if (!last) break
    after = last._id
    sieve.take(await answersOf(responses))
  }
  const answers = sieve.kept()
  const responses = await responsesOf([...new Set(answers.map(({ respondent }) => respondent))])
  const references = new Map(responses.map(({ _id, reference }) => [_id, reference]))
  const speakers = await speakersOf(responses)
  const asking = responses.filter(asksApproval)
  const asked = await allApprovalsOf(asking.map(({ _id }) => _id))
  const found = await findConsultation(consultation)
  const called = (respondent: string) => references.get(respondent) ?? respondent
  const result = await thread().run({
    draft,
    answers: answers.map(answer => ({ ...answer, respondent: called(answer.respondent) })),
    speakers: [...speakers.values()].map(
      (speaker): Speaker => ({
        ...speaker,
        respondent: called(speaker.respondent),
      }),
    ),
    approvals: asking.map(({ _id, reference }) =>
      approvalsOf(
        reference,
        asked.filter(({ respondent }) => respondent === _id),
      ),
    ),
    narrower: narrowerOf(answers, new Map(responses.map(response => [response._id, response]))),
    withdrawn: responses.filter(({ state }) => state === 'withdrawn').map(({ reference }) => reference),
    evidence: (await listEvidence(consultation))
      .filter(({ excerpt }) => excerpt !== '')
      .map(({ key, excerpt }) => ({ name: key, text: excerpt })),
    style: await styleOf(consultation),
    isScaled: found === null || approachOf(found) !== 'reflexive',
  })
  return { result, responses: new Map(responses.map(({ _id, reference }) => [reference, _id])) }
}

/** The answers that may be quoted less widely than the others of their respondent, who is called by their reference. */
function narrowerOf(answers: Answer[], responses: Map<string, Response>): Narrower[] {
  return answers.flatMap(({ id, respondent, question }) => {
    const response = responses.get(respondent)
    if (!response) return []
    const [choice, withheld] = [choiceFor(response, question), withheldOf(response, id)]
    if (choice === currentConsent(response).choice && withheld.length === 0) return []
    return [{ text: id, question, respondent: response.reference, choice, withheld }]
  })
}

async function answersOf(responses: Response[]) {
  const texts = await findTexts(responses.flatMap(currentTexts))
  const byId = new Map(texts.map(text => [text._id, text]))
  return responses.flatMap(response =>
    currentTexts(response).flatMap(id => {
      const text = byId.get(id)
      return text ? [{ id, respondent: text.respondent, question: text.question, text: text.text }] : []
    }),
  )
}

async function responsesOf(ids: string[]): Promise<Response[]> {
  const found: Response[] = []
  for (let from = 0; from < ids.length; from += batch)
    found.push(...(await findResponses(ids.slice(from, from + batch))))
  return found
}
