import { openRounds } from '../rounds/roundStore.ts'
import { type Assignment, assignmentsOf } from './assignmentStore.ts'

/** What a coder has to do with a response, or has done; what a round asked for that is over is past. */
export async function ownAssignments(
  consultation: string,
  coder: string,
  response: string,
): Promise<Assignment[]> {
  const own = (await assignmentsOf(consultation, [response])).filter(each => each.coder === coder)
  if (own.every(({ round }) => round === undefined)) return own
  const open = new Set((await openRounds(consultation)).map(({ _id }) => _id))
  return own.filter(({ round }) => round === undefined || open.has(round))
}
