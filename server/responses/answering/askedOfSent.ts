import { comparisonsOf } from '../../consultations/conditions.ts'
import { allQuestions, type Questionnaire } from '../../consultations/questions.ts'
import { questionnaireOf } from '../../consultations/store.ts'
import type { DraftFile } from '../draftStore.ts'
import { findIdentities, type Identity } from '../identityStore.ts'
import { type Response, type Revision, textIn } from '../response.ts'
import { enteredFrom } from '../revising/fill.ts'
import { findWritten } from '../textStore.ts'
import { askedPages } from './asked.ts'
import type { Entered } from './kinds/kind.ts'

type Sent = Pick<Response, '_id' | 'version' | 'attributes' | 'identity'> & Pick<Revision, 'answers'>

/**
 * Which questions each of some responses to a consultation was asked: those of the version that it answers whose conditions hold for what
 * it answers, and whatever it answers besides. Where a condition rests on a name that was deleted since, what depends on
 * it counts as not asked.
 */
export async function askedOfSent(
  consultation: string,
  responses: Sent[],
): Promise<Map<string, ReadonlySet<string>>> {
  const asked = new Map<string, ReadonlySet<string>>()
  for (const version of new Set(responses.map(response => response.version))) {
    const ofVersion = responses.filter(response => response.version === version)
    const questionnaire = await questionnaireOf(consultation, version)
    const conditions = conditionsOf(questionnaire)
    if (conditions.length === 0) {
      const all = new Set(allQuestions(questionnaire).map(({ id }) => id))
      for (const { _id } of ofVersion) asked.set(_id, all)
      continue
    }
    const known = await knownOf(ofVersion, questionnaire, new Set(conditions))
    for (const response of ofVersion) asked.set(response._id, askedOne(response, questionnaire, known))
  }
  return asked
}

/** The ids of the questions that a version's conditions compare. */
function conditionsOf({ pages }: Questionnaire): string[] {
  return pages
    .flatMap(({ when, questions }) => [when, ...questions.map(question => question.when)])
    .flatMap(when => (when ? comparisonsOf(when) : []))
    .map(({ question }) => question)
}

type Known = { words: Map<string, string>; identities: Map<string, Identity> }

/** The words and names that conditions compare; others are not read. */
async function knownOf(
  responses: Sent[],
  questionnaire: Questionnaire,
  compared: Set<string>,
): Promise<Known> {
  const questions = allQuestions(questionnaire).filter(({ id }) => compared.has(id))
  const written = questions.filter(
    ({ about, type }) => !about && (type === 'shortText' || type === 'longText'),
  )
  const texts = responses.flatMap(({ answers }) =>
    written.flatMap(({ id }) => (answers[id] && textIn(answers[id])) ?? []),
  )
  const named = questions.some(({ about, type }) => about === 'organisation' || type === 'email')
  const [words, identities] = await Promise.all([
    findWritten(texts),
    findIdentities(named ? responses.flatMap(({ identity }) => identity ?? []) : []),
  ])
  return {
    words: new Map(words.map(({ _id, text }) => [_id, text])),
    identities: new Map(identities.map(identity => [identity._id, identity])),
  }
}

function askedOne(response: Sent, questionnaire: Questionnaire, known: Known): Set<string> {
  const entered: Entered = {
    values: enteredFrom(response, questionnaire, {
      words: known.words,
      identity: known.identities.get(response.identity ?? ''),
    }),
    files: filesOf(response),
  }
  const asked = allQuestions({ pages: askedPages(questionnaire, entered) }).map(({ id }) => id)
  return new Set([...asked, ...Object.keys(response.answers)])
}

/** Conditions ask of a file only what it is called. */
function filesOf({ answers }: Sent): Record<string, DraftFile> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([id, given]) =>
      'file' in given ? [[id, { file: given.file, name: given.name, bytes: 0, words: 0 }]] : [],
    ),
  )
}
