import type { Response } from './response.ts'
import { Responses } from './store.ts'

/** What others may be told of a response, each once for each time that it happens. */
export const tells = ['tellSent', 'tellChanged', 'tellWithdrawn'] as const
export type Tell = (typeof tells)[number]

/** A response of which something is to be told: it has so many revisions by now. */
export type ToTell = Pick<Response, '_id' | 'consultation' | 'asked'> & { tells: Tell[]; revisions: number }

const atOnce = 500

/** The queries behind the telling, for the test that holds each to its index. */
export const hotTells = {
  waiting: () =>
    Responses.find(
      { pending: { $in: tells } },
      { consultation: 1, asked: 1, pending: 1, 'revisions.at': 1 },
    ).limit(atOnce),
}

export async function responsesToTell(): Promise<ToTell[]> {
  const found = await hotTells.waiting().lean<Response[]>().exec()
  return found.map(({ pending, revisions, ...rest }) => ({
    ...rest,
    tells: tells.filter(tell => (pending as readonly string[]).includes(tell)),
    revisions: revisions.length,
  }))
}
