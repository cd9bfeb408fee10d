import { printedLine } from '../../../analysis/application.ts'
import { wordingOf } from '../../consultations/consentWording.ts'
import { spokenVersion } from '../../consultations/languages/spoken.ts'
import { worded, wordedQuestions } from '../../consultations/piping.ts'
import type { Question } from '../../consultations/questions.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { givenWords } from '../../responses/givenWords.ts'
import { findIdentities, type Identity } from '../../responses/identityStore.ts'
import { currentConsent, type Response, textsIn } from '../../responses/response.ts'
import type { Sent } from '../../responses/revising/sent.ts'
import { speakersOf } from '../../responses/speakers.ts'
import { findWritten } from '../../responses/textStore.ts'

/** What somebody sent at once, to be kept: every question in order with what they answered, as they wrote it. */
export type SentCopy = {
  consultation: string
  asker: string
  reference: string
  /** When this was sent, and whether it is what they sent first, and last. */
  at: Date
  first: boolean
  newest: boolean
  /** What they permit now, and the most that a report would print under a quote of theirs. */
  allowed: string
  line: string | undefined
  sections: { title: string; answers: CopiedAnswer[] }[]
}

/** `answer` is undefined where none was given; of a file it is the name, and the file is not in the copy. */
export type CopiedAnswer = { question: string; answer: string | undefined }

/** A copy of one revision of a response; undefined where it has none of this number, counted from 1. */
export async function sentCopy({ answering, response }: Sent, number: number): Promise<SentCopy | undefined> {
  const revision = response.revisions[number - 1]
  if (!revision) return undefined
  const { consultation } = answering
  const [questionnaire, texts, [identity], speakers, style] = await Promise.all([
    spokenVersion(consultation._id, response.version),
    findWritten(textsIn(revision)),
    findIdentities(response.identity === undefined ? [] : [response.identity]),
    speakersOf([response]),
    styleOf(consultation._id),
  ])
  const asked = wordedQuestions(questionnaire)
  const words = new Map(texts.map(({ _id, text }) => [_id, text]))
  const newest = number === response.revisions.length
  const { choice, wording } = currentConsent(response)
  const speaker = speakers.get(response._id)
  const answerTo = (question: Question): CopiedAnswer[] => {
    // Of who they are only what they said last is kept.
    if (question.about && !newest) return []
    const given = revision.answers[question.id]
    const answer = question.about
      ? saidOf(response, identity, question.about)
      : given && givenWords(question, given, words)
    return [{ question: question.label, answer: answer === '' ? undefined : answer }]
  }
  return {
    consultation: consultation.title,
    asker: consultation.asker,
    reference: response.reference,
    at: revision.at,
    first: number === 1,
    newest,
    allowed: wordingOf(wording).choices[choice],
    line: speaker && choice !== 'none' ? printedLine(speaker, undefined, style) : undefined,
    sections: questionnaire.pages
      .map(page => ({
        title: worded(page.title, asked),
        answers: asked
          .filter(({ id }) => page.questions.some(question => question.id === id))
          .flatMap(answerTo),
      }))
      .filter(({ answers }) => answers.length > 0),
  }
}

function saidOf(
  { attributes }: Response,
  identity: Identity | undefined,
  about: NonNullable<Question['about']>,
): string | undefined {
  return about === 'organisation' ? identity?.organisation : attributes[about]
}
