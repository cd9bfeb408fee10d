import type { Response } from '../../responses/response.ts'
import { type Assignment, assignmentsOf, keepDone } from './assignmentStore.ts'

/** A coder is done with a response, wherever they have it; also once more, where they looked at it again. */
export async function finish(
  response: Pick<Response, '_id' | 'consultation'>,
  coder: string,
  done: NonNullable<Assignment['done']>,
): Promise<void> {
  await keepDone(await ownIds(response, coder), done)
}

/** A coder is not done with a response after all. */
export async function reopen(response: Pick<Response, '_id' | 'consultation'>, coder: string): Promise<void> {
  await keepDone(await ownIds(response, coder), undefined)
}

async function ownIds({ _id, consultation }: Pick<Response, '_id' | 'consultation'>, coder: string) {
  return (await assignmentsOf(consultation, [_id])).flatMap(each => (each.coder === coder ? each._id : []))
}
