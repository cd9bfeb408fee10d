import type { Response } from '../response.ts'
import { Responses } from '../store.ts'

/** So many responses are looked at to say what there is to choose from. */
const sample = 300
const mostValues = 50

/**
 * What respondents say of themselves, to choose from: each name with the values that occur, as some of the responses
 * have them. A value or a name that only others have is not among them.
 */
export async function sampleAttributes(consultation: string): Promise<Map<string, string[]>> {
  const found = await Responses.find({ consultation, state: 'submitted' }, { attributes: 1 })
    .limit(sample)
    .lean<Pick<Response, 'attributes'>[]>()
    .exec()
  const values = new Map<string, Set<string>>()
  for (const { attributes } of found)
    for (const [name, value] of Object.entries(attributes))
      if (value.trim() !== '') values.set(name, (values.get(name) ?? new Set()).add(value.trim()))
  return new Map(
    [...values]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, all]) => [name, [...all].sort().slice(0, mostValues)]),
  )
}

/** The query behind it, for the test that holds it to its index: what waits is little, whatever the consultation has. */
export function unread(consultation: string) {
  return Responses.find({ pending: 'tag', consultation }).hint({ pending: 1 })
}

/** How many responses of a consultation the machine has not read yet: a search does not find these by their words. */
export function countUnread(consultation: string): Promise<number> {
  return unread(consultation).countDocuments().exec()
}
