import { allQuestions, type Question } from '../consultations/questions.ts'
import type { Answering } from './answering/answering.ts'
import { isBlank } from './answering/checks.ts'
import { behalfOf, detailOf, emailOf, isCapacity, isChoice } from './answering/declaration.ts'
import { fileText } from './fileStore.ts'
import type { Arrived, Arriving } from './prepare.ts'
import type { Response } from './response.ts'
import { writeResponse } from './write.ts'

/**
 * Makes a response of a draft whose answers and declaration were found in order. Sending it again, at the same
 * time or after a kill at any point, makes no second one: the answer is the response that stands.
 * Wake the runner afterwards.
 */
export async function submit(answering: Answering, now: Date): Promise<Response> {
  return writeResponse(await arrivingFrom(answering, now))
}

async function arrivingFrom(answering: Answering, now: Date): Promise<Arriving> {
  const { draft, consultation, questionnaire } = answering
  const {
    capacity = '',
    choice = '',
    people = '',
    wording = '',
    byHand = '',
    approval = '',
    told = '',
  } = draft.declaration
  if (!isCapacity(capacity) || !isChoice(choice))
    throw new Error(`submit: the declaration of draft ${draft._id} was not checked`)
  const answers = new Map<string, Arrived>()
  for (const question of allQuestions(questionnaire)) {
    const answer = question.about ? undefined : await answerTo(question, answering)
    if (answer) answers.set(question.id, answer)
  }
  const [name, organisation] = [detailOf(answering, 'name'), detailOf(answering, 'organisation')]
  const email = approval === 'yes' || told === 'yes' ? emailOf(answering) : ''
  const behalf = behalfOf(answering)
  return {
    origin: draft._id,
    consultation: consultation._id,
    version: draft.version,
    source: 'web',
    capacity,
    ...(capacity === 'joint' ? { people: Number(people) } : {}),
    choice,
    consentWording: wording,
    ...(byHand === 'yes' ? { byHand: true } : {}),
    ...(approval === 'yes' ? { approval: true } : {}),
    ...(told === 'yes' ? { told: true } : {}),
    attributes: attributesOf(answering),
    ...(name || organisation || email || behalf
      ? { identity: { name, organisation, email, ...(behalf ? { behalf } : {}) } }
      : {}),
    answers: Object.fromEntries(answers),
    submittedOn: now,
  }
}

async function answerTo(question: Question, { draft }: Answering): Promise<Arrived | undefined> {
  if (question.type === 'file') {
    const file = Object.hasOwn(draft.files, question.id) ? draft.files[question.id] : undefined
    return file && { file: file.file, name: file.name, text: await fileText(file.file) }
  }
  const entered = Object.hasOwn(draft.values, question.id) ? draft.values[question.id] : undefined
  if (entered === undefined || isBlank(entered)) return undefined
  if (Array.isArray(entered)) return { options: entered }
  return 'options' in question ? { option: entered } : { text: entered }
}

/** Who the respondent is in general words. Their organisation would say too much: it is kept with their name. */
function attributesOf(answering: Answering): Record<string, string> {
  const asked = (['role', 'sector', 'nation'] as const).map(
    about => [about, detailOf(answering, about)] as const,
  )
  return Object.fromEntries(asked.filter(([, words]) => words !== ''))
}
