import type { Response } from './response.ts'
import { isLetIn, Responses } from './store.ts'

type Place = Pick<Response, '_id' | 'consultation' | 'submittedOn' | 'state'>

const atOnce = 10

/** The queries behind the pages, for the test that holds each to its index. */
export const hotNeighbours = {
  laterOfDay: ({ consultation, submittedOn, _id }: Place) =>
    places({ consultation, submittedOn, _id: { $gt: _id } }, { _id: 1 }),
  daysBefore: ({ consultation, submittedOn }: Place) =>
    places({ consultation, submittedOn: { $lt: submittedOn } }, { submittedOn: -1, _id: 1 }),
  earlierOfDay: ({ consultation, submittedOn, _id }: Place) =>
    places({ consultation, submittedOn, _id: { $lt: _id } }, { _id: -1 }),
  daysAfter: ({ consultation, submittedOn }: Place) =>
    places({ consultation, submittedOn: { $gt: submittedOn } }, { submittedOn: 1, _id: -1 }),
}

function places(filter: object, order: Record<string, 1 | -1>) {
  return Responses.find({ ...filter, ...isLetIn }, { consultation: 1, submittedOn: 1, state: 1 })
    .sort(order)
    .limit(atOnce)
}

/** The responses next to one in the order of the list, the newest day first; those who withdrew are passed by. */
export async function neighboursOf(
  place: Place,
): Promise<{ previous: string | undefined; next: string | undefined }> {
  const { earlierOfDay, daysAfter, laterOfDay, daysBefore } = hotNeighbours
  const [previous, next] = await Promise.all([
    nearest(earlierOfDay, daysAfter, place),
    nearest(laterOfDay, daysBefore, place),
  ])
  return { previous, next }
}

type Step = (place: Place) => ReturnType<typeof places>

async function nearest(ofDay: Step, ofOtherDays: Step, place: Place): Promise<string | undefined> {
  for (let from = place; ; ) {
    const found = await ofDay(from).lean<Place[]>().exec()
    if (found.length < atOnce) found.push(...(await ofOtherDays(from).lean<Place[]>().exec()))
    const standing = found.find(({ state }) => state === 'submitted')
    const last = found.at(-1)
    if (standing || !last) return standing?._id
    from = last
  }
}
