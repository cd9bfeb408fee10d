import { attribute, permits, type Speaker } from '../../../analysis/index.ts'
import type { Beside } from '../../consultations/consentWording.ts'
import { wordedQuestions } from '../../consultations/piping.ts'
import type { Question } from '../../consultations/questions.ts'
import { type Consultation, questionnaireOf } from '../../consultations/store.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { type AlikeCounts, guardedSpeakers, keepSaid } from '../../findings/quotes/guard.ts'
import { givenWords } from '../../responses/givenWords.ts'
import { isNarrower } from '../../responses/narrow.ts'
import { asPermittedFor, choiceFor, withheldOf } from '../../responses/permissions/permission.ts'
import { leftOf } from '../../responses/permissions/withheld.ts'
import { currentConsent, type Given, type Response, textIn, textsIn } from '../../responses/response.ts'
import { listResponses } from '../../responses/store.ts'
import { findTexts, type Text } from '../../responses/textStore.ts'

/** For what whole answers are taken out. */
export type Use = Exclude<Beside, 'listed'>

/**
 * One respondent's answers as they may be published or archived. `respondent` is a name of this file alone; `who` is the
 * line that they allow, made more general where fewer than five fit it.
 */
export type PermittedResponse = {
  respondent: string
  who: string
  /** False of one who allows none of it to be quoted, but to be archived. */
  quotable: boolean
  answers: { question: string; answer: string }[]
}

/** Stands where a passage was that its author keeps from quotation. */
export const keptBack = '[passage left out as its author asked]'

const batch = 200

/**
 * All whose whole answers may be put to this use now, a batch at a time, with nothing that they keep from quotation:
 * neither answers nor passages. Whoever withdrew, or was not asked, is not among them.
 */
export async function* permittedResponses(
  consultation: Consultation,
  use: Use,
): AsyncGenerator<PermittedResponse[]> {
  const style = await styleOf(consultation._id)
  const counts: AlikeCounts = new Map()
  let number = 0
  let after = ''
  for (;;) {
    const responses = await listResponses(consultation._id, after, batch)
    const last = responses.at(-1)
    if (!last) return
    after = last._id
    const permitted = responses.filter(each => isPermitted(each, use))
    const texts = await textsOf(permitted)
    const found: PermittedResponse[] = []
    const named: Speaker[] = []
    for (const response of permitted) {
      const answers = await answersOf(response, texts)
      const speaker = await speakerOf(response, answers, counts)
      if (answers.length === 0 || !speaker) continue
      const quotable = permits(speaker)
      if (quotable) named.push(speaker)
      found.push({
        respondent: `R${++number}`,
        who: attribute(quotable ? speaker : { ...speaker, choice: 'unnamed' }, style).who,
        quotable,
        answers: answers.map(({ question, answer }) => ({ question: question.label, answer })),
      })
    }
    await keepSaid(consultation._id, named)
    yield found
  }
}

/** Whoever came to allow no quotation since lets nothing be published whole, either. */
function isPermitted(response: Response, use: Use): boolean {
  const consent = currentConsent(response)
  if (response.state !== 'submitted' || consent[use] !== true) return false
  return use === 'archived' || consent.choice !== 'none'
}

type Answered = { question: Question; answer: string }

async function textsOf(responses: Response[]): Promise<Map<string, Text>> {
  const ids = responses.flatMap(({ revisions }) => revisions.slice(-1).flatMap(textsIn))
  return new Map((await findTexts(ids)).map(text => [text._id, text]))
}

/** What a response answers that its author does not keep from quotation, in the order of the questions. */
async function answersOf(response: Response, texts: Map<string, Text>): Promise<Answered[]> {
  const given = response.revisions.at(-1)?.answers ?? {}
  const questions = wordedQuestions(await questionnaireOf(response.consultation, response.version))
  const keepsAll = currentConsent(response).choice === 'none'
  return questions.flatMap(question => {
    const answer = Object.hasOwn(given, question.id) ? given[question.id] : undefined
    if (!answer || (!keepsAll && choiceFor(response, question.id) === 'none')) return []
    const words = wordsOf(response, question, answer, texts)
    return words === '' ? [] : [{ question, answer: words }]
  })
}

/** An answer in words, of a file those that were read from it; addresses are nobody's testimony. */
function wordsOf(response: Response, question: Question, given: Given, texts: Map<string, Text>): string {
  if ('contact' in given) return ''
  const text = texts.get(textIn(given) ?? '')
  const left = text ? withoutKept(response, text) : ''
  if ('file' in given || 'text' in given) return left
  return givenWords(question, given, new Map(text ? [[text._id, left]] : [])) ?? ''
}

function withoutKept(response: Response, { _id, text, held = [] }: Text): string {
  const withheld = [...withheldOf(response, _id), ...held]
  if (withheld.length === 0) return text
  const said = leftOf({ start: 0, end: text.length }, withheld)
  const parts = said.map(({ start, end }) => text.slice(start, end).trim()).filter(part => part !== '')
  const [first, last] = [
    withheld.some(({ start }) => start === 0),
    withheld.some(({ end }) => end === text.length),
  ]
  return [first ? keptBack : '', parts.join(` ${keptBack} `), last ? keptBack : '']
    .filter(part => part !== '')
    .join(' ')
}

/** Who it is, by the narrowest choice that they made for any of these answers: they stand together. */
async function speakerOf(
  response: Response,
  answers: Answered[],
  counts: AlikeCounts,
): Promise<Speaker | undefined> {
  let narrowest = response
  for (const { question } of answers) {
    const permitted = asPermittedFor(response, question.id)
    if (isNarrower(currentConsent(permitted).choice, currentConsent(narrowest).choice)) narrowest = permitted
  }
  return (await guardedSpeakers([narrowest], counts)).get(response._id)
}
