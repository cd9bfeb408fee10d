import type { Response } from '../../responses/response.ts'
import { type Assignment, keepDone } from './assignmentStore.ts'
import { ownAssignments } from './own.ts'

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
  return (await ownAssignments(consultation, coder, _id)).map(each => each._id)
}
