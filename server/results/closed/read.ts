import type { Letter } from '../../../analysis/application.ts'
import { lettersAnswering } from '../../campaigns/letters.ts'
import { allQuestions, isTestimony } from '../../consultations/questions.ts'
import type { Consultation } from '../../consultations/store.ts'
import { unitedQuestions, versionsOf } from '../../consultations/versions.ts'
import { askedOfSent } from '../../responses/answering/askedOfSent.ts'
import { standingResponses } from '../../responses/standingStore.ts'
import { isClosed } from './closedQuestion.ts'
import { groupBy, withLargest } from './groups.ts'
import { withoutRare } from './items.ts'
import { type Tally, Tallying } from './tally.ts'

/** The counts of all closed questions, what respondents may be told apart by, and the campaigns among them. */
export type Results = Tally & { attributes: string[]; letters: Letter[] }

/**
 * Counts the answers to all closed questions of all versions, over the responses that stand.
 *
 * @param by what respondents are told apart by: see {@link groupBy}
 */
export async function readResults(
  consultation: Pick<Consultation, '_id' | 'version'>,
  by: string,
): Promise<Results> {
  const [questions, versions] = await Promise.all([unitedQuestions(consultation), versionsOf(consultation)])
  const testimony = questions.filter(isTestimony).map(({ id }) => id)
  const letters = (await lettersAnswering(consultation._id, testimony)) ?? []
  const tallying = new Tallying(questions.filter(isClosed), {
    groupOf: groupBy(by),
    senders: new Set(letters.map(({ respondent }) => respondent)),
    versions: new Map(
      versions.map(version => [version.version, new Set(allQuestions(version).map(({ id }) => id))]),
    ),
  })
  const attributes = new Set<string>()
  for await (const responses of standingResponses(consultation._id)) {
    const asked = await askedOfSent(consultation._id, responses)
    for (const response of responses) {
      tallying.add(response, asked.get(response._id) ?? new Set())
      for (const name of Object.keys(response.attributes)) attributes.add(name)
    }
  }
  const { tally } = tallying
  const counted = tally.questions.map(each => ({
    ...each,
    parts: each.parts.map(part => withLargest(withoutRare(each.question, part))),
  }))
  return { ...tally, questions: counted, attributes: [...attributes], letters }
}
