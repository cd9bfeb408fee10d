import { besides } from '../consultations/consentWording.ts'
import { allQuestions, type Question } from '../consultations/questions.ts'
import { currentLanguage } from '../http/languages/current.ts'
import { written } from '../http/languages/files.ts'
import { type Answering, askedOf } from './answering/answering.ts'
import {
  behalfOf,
  confidenceOf,
  detailOf,
  emailOf,
  isCapacity,
  isChoice,
  isForSeveral,
} from './answering/declaration.ts'
import { kindOf } from './answering/kinds/kindOf.ts'
import { fileText } from './fileStore.ts'
import type { HeldReason } from './held/held.ts'
import type { Arrived, Arriving } from './prepare.ts'
import type { Response } from './response.ts'
import { writeResponse } from './write.ts'

/**
 * Makes a response of a draft whose answers and declaration were found in order. Sending it again, at the same
 * time or after a kill at any point, makes no second one: the answer is the response that stands.
 * Wake the runner afterwards.
 *
 * @param held why it waits for a person to look at it; none where it is let in
 * @param source whether a person sent it by the pages, or a program for them
 */
export async function submit(
  answering: Answering,
  now: Date,
  held: HeldReason[] = [],
  source: 'web' | 'api' = 'web',
): Promise<Response> {
  const arriving = { ...(await arrivingFrom(answering, now)), source }
  return writeResponse(held.length > 0 ? { ...arriving, held } : arriving)
}

/** A draft as it arrives, from what was entered in it. */
export async function arrivingFrom(answering: Answering, now: Date): Promise<Arriving> {
  const { draft, consultation } = answering
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
  for (const question of allQuestions({ pages: askedOf(answering) })) {
    const answer = question.about ? undefined : await answerTo(question, answering)
    if (answer) answers.set(question.id, answer)
  }
  const [name, organisation] = [detailOf(answering, 'name'), detailOf(answering, 'organisation')]
  const email = approval === 'yes' || told === 'yes' ? emailOf(answering) : ''
  const behalf = behalfOf(answering)
  const contacts = Object.fromEntries(
    [...answers].flatMap(([id, answer]) => ('contact' in answer ? [[id, answer.contact]] : [])),
  )
  const hasContacts = Object.keys(contacts).length > 0
  const confidence = confidenceOf(answering)
  return {
    origin: draft._id,
    ...(draft.salt ? { salt: draft.salt } : {}),
    consultation: consultation._id,
    version: draft.version,
    source: 'web',
    capacity,
    ...(isForSeveral(capacity) && people.trim() !== '' ? { people: Number(people) } : {}),
    choice,
    consentWording: wording,
    ...(currentLanguage() === written ? {} : { consentLanguage: currentLanguage() }),
    ...(byHand === 'yes' ? { byHand: true } : {}),
    ...(approval === 'yes' ? { approval: true } : {}),
    ...(told === 'yes' ? { told: true } : {}),
    ...besidesOf(answering),
    ...(draft.narrower ? { narrower: draft.narrower } : {}),
    ...(draft.withheld ? { withheld: draft.withheld } : {}),
    attributes: attributesOf(answering),
    ...(name || organisation || email || behalf || hasContacts || confidence
      ? {
          identity: {
            ...{ name, organisation, email },
            ...(behalf ? { behalf } : {}),
            ...(hasContacts ? { contacts } : {}),
            ...(confidence ? { confidence } : {}),
          },
        }
      : {}),
    answers: Object.fromEntries(answers),
    submittedOn: now,
  }
}

function besidesOf({ draft }: Answering): Pick<Arriving, 'besides'> {
  const given = besides.filter(beside => draft.declaration[beside] === 'yes')
  return given.length > 0 ? { besides: given } : {}
}

async function answerTo(question: Question, { draft }: Answering): Promise<Arrived | undefined> {
  const answer = kindOf(question).answer(question, draft)
  return answer && 'file' in answer ? { ...answer, text: await fileText(answer.file) } : answer
}

/** Who the respondent is in general words. Their organisation would say too much: it is kept with their name. */
function attributesOf(answering: Answering): Record<string, string> {
  const asked = (['role', 'sector', 'nation'] as const).map(
    about => [about, detailOf(answering, about)] as const,
  )
  return Object.fromEntries(asked.filter(([, words]) => words !== ''))
}
