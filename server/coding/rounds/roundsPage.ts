import { approachOf, type Consultation } from '../../consultations/store.ts'
import type { Entry } from '../../http/entry.ts'
import { choosableResponses } from '../../responses/choosingStore.ts'
import { withdrawnRespondents } from '../../responses/store.ts'
import { assignmentsOfRound } from '../assignments/assignmentStore.ts'
import { choiceView } from '../assignments/assignPage.ts'
import { coderChoices } from '../assignments/coders.ts'
import { coderNames } from '../pages/names.ts'
import { listRounds, type Round } from './roundStore.ts'

export function roundPath({ consultation, _id }: Pick<Round, '_id' | 'consultation'>): string {
  return `/desk/${consultation}/rounds/${_id}`
}

/** The blind rounds of a consultation, and the form that begins one. */
export async function roundsPage(consultation: Consultation, entry: Entry | undefined) {
  const [rounds, standing, nameOf, withdrawn] = await Promise.all([
    listRounds(consultation._id),
    choosableResponses(consultation._id),
    coderNames(),
    withdrawnRespondents(consultation._id),
  ])
  const gone = new Set(withdrawn)
  const values = entry?.values ?? {}
  return {
    reflexive: approachOf(consultation) === 'reflexive',
    rounds: await Promise.all(rounds.map(round => roundRow(round, gone, nameOf))),
    ...(await choiceView(consultation, standing, values)),
    coders: await coderChoices(consultation._id, [values.coders ?? []].flat().map(String)),
    problems: entry?.problems,
  }
}

async function roundRow(round: Round, gone: Set<string>, nameOf: (id: string) => string) {
  const { at, coders, state } = round
  const progress = await progressOf(round, gone)
  return {
    href: roundPath(round),
    at,
    responses: progress.responses,
    coders: new Intl.ListFormat('en-GB').format(coders.map(nameOf)),
    over: state === 'over',
    done: [...progress.done.values()].reduce((sum, count) => sum + count, 0),
    of: progress.responses * coders.length,
  }
}

/** How many responses a round holds whose respondents have not withdrawn, and with how many of them each coder is done. */
export async function progressOf(round: Round, gone: ReadonlySet<string>) {
  const done = new Map(round.coders.map(coder => [coder, 0]))
  for (const assignment of await assignmentsOfRound(round._id))
    if (assignment.done && !gone.has(assignment.response))
      done.set(assignment.coder, (done.get(assignment.coder) ?? 0) + 1)
  const responses = round.responses.filter(id => !gone.has(id)).length
  return { responses, withdrawn: round.responses.length - responses, done }
}
