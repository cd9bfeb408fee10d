import { allQuestions } from '../../consultations/questions.ts'
import { currentLanguage } from '../../http/languages/current.ts'
import { type Answering, askedOf, openedBy } from '../../responses/answering/answering.ts'
import { pageProblems, questionAt } from '../../responses/answering/checks.ts'
import { declarationIn, declarationProblems } from '../../responses/answering/declaration.ts'
import { kindOf } from '../../responses/answering/kinds/kindOf.ts'
import { refuseTooLong } from '../../responses/answering/savePage.ts'
import { type Draft, draftIdOf, newDraft } from '../../responses/draftStore.ts'
import { Refused, type Wrong } from '../problem.ts'
import { declared, fieldsFor } from './fields.ts'
import { pointerTo, pointerToDeclared, pointerToField } from './pointer.ts'
import type { Submission } from './submission.ts'

/**
 * A response that a program sent, as the draft that whoever answers by the pages would have at the end of them.
 *
 * @param token of the private link that leads to it
 * @throws Refused where it is not in order, with everything that is to be mended
 */
export async function draftOf(
  token: string,
  consultation: { _id: string; version: number },
  sent: Submission,
  now: Date,
): Promise<Draft> {
  if (sent.version !== consultation.version)
    throw new Refused(409, 'Another version of the questionnaire is asked now. Read it, and ask again.', [
      { pointer: '/version', detail: `must be ${consultation.version}` },
    ])
  const draft: Draft = {
    ...newDraft(),
    ...{ _id: draftIdOf(token), consultation: consultation._id, version: sent.version, startedOn: now },
    declaration: declarationIn(declared(sent)),
  }
  const answering = await openedBy(token, draft, now)
  const { values, wrong } = valuesOf(answering, sent)
  refuseTooLong(values)
  draft.values = values
  draft.visited = answering.questionnaire.pages.map(({ id }) => id)
  draft.language = currentLanguage()
  const problems = [...languageProblems(sent), ...wrong, ...problemsOf({ ...answering, draft }, sent, wrong)]
  if (problems.length > 0) throw new Refused(422, 'Nothing of it was kept: mend what is listed.', problems)
  return draft
}

function languageProblems({ language }: Submission): Wrong[] {
  if (language === undefined || language === currentLanguage()) return []
  return [{ pointer: '/language', detail: 'is none in which this version is asked' }]
}

/** What is entered on the pages, and what no page would take. */
function valuesOf({ questionnaire }: Answering, { answers }: Submission) {
  const questions = new Map(
    questionnaire.pages.flatMap(page => page.questions).map(question => [question.id, question]),
  )
  const values: Draft['values'] = {}
  const wrong: Wrong[] = []
  for (const [id, given] of Object.entries(answers)) {
    const question = questions.get(id)
    const filled = question
      ? fieldsFor(question, given)
      : { wrong: { pointer: pointerTo('answers', id), detail: 'is no question of this version' } }
    if ('wrong' in filled) wrong.push(filled.wrong)
    else if (question) Object.assign(values, kindOf(question).entered(question, filled.fields))
  }
  return { values, wrong }
}

/** What the pages would say is wrong, and what was answered that they would not have asked. */
function problemsOf(answering: Answering, { answers }: Submission, known: Wrong[]): Wrong[] {
  const pages = askedOf(answering)
  const asked = new Map(allQuestions({ pages }).map(question => [question.id, question]))
  const isKnown = (pointer: string) =>
    known.some(each => 'pointer' in each && `${each.pointer}/`.startsWith(`${pointer}/`))
  const unasked = Object.keys(answers)
    .filter(id => !asked.has(id) && !isKnown(pointerTo('answers', id)))
    .map(id => ({
      pointer: pointerTo('answers', id),
      detail: 'is not asked of whoever answers the others so: leave it out',
    }))
  const onPages = pages
    .flatMap(page => pageProblems(page, answering.draft))
    .filter(({ place }) => !isKnown(pointerTo('answers', questionAt(place))))
    .flatMap(({ place, message }) => {
      const question = asked.get(questionAt(place))
      return question ? [{ pointer: pointerToField(question, place), detail: message }] : []
    })
  const inDeclaration = declarationProblems(answering).map(({ place, message }) => ({
    pointer: pointerToDeclared(place),
    detail: message,
  }))
  return [...unasked, ...onPages, ...inDeclaration]
}
