import { type Draft, Drafts } from './draftStore.ts'

/**
 * How far some came who began to answer, and nothing of what they entered. `startedOn` is a moment in the quarter of an
 * hour in which they began, of those who have not sent their answer.
 */
export type Progress = Pick<Draft, 'version' | 'visited'> & {
  sent: boolean
  startedOn: Date | null
  people: number
}

const isSent = { $ne: [{ $ifNull: ['$response', null] }, null] }

/** The queries behind the pages, for the test that holds each to its index. */
export const hotProgress = {
  all: (consultation: string) =>
    Drafts.aggregate<{ _id: Omit<Progress, 'people'>; people: number }>([
      { $match: { consultation, revises: { $exists: false } } },
      {
        $group: {
          _id: {
            ...{ version: '$version', visited: '$visited', sent: isSent },
            // By the clocks of every zone a day begins with a quarter of an hour.
            startedOn: {
              $cond: [isSent, null, { $dateTrunc: { date: '$startedOn', unit: 'minute', binSize: 15 } }],
            },
          },
          people: { $sum: 1 },
        },
      },
    ]),
}

/**
 * How far each came who began to answer a consultation, those who came equally far together. What was sent is among it
 * for as long as its private link leads to it; drafts that change what was sent are not.
 */
export async function progressOf(consultation: string): Promise<Progress[]> {
  const found = await hotProgress.all(consultation).exec()
  return found.map(({ _id, people }) => ({ ..._id, people }))
}
