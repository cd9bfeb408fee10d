import { model, Schema } from 'mongoose'
import { idOf } from '../../database/ids.ts'
import type { Response } from '../response.ts'
import { Responses } from '../store.ts'

/** The attribute that says of which case a response is: one organisation, person or site, of whom several may be. */
export const caseAttribute = 'case'

/** What is said of a case itself. Its responses have the same attributes, so that all that counts by attributes knows them. */
export type Case = { _id: string; consultation: string; name: string; attributes: Record<string, string> }

const schema = new Schema<Case>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    name: { type: String, required: true },
    attributes: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, name: 1 })

const Cases = model('Case', schema, 'cases')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotCases = {
  all: (consultation: string) => Cases.find({ consultation }).sort({ name: 1 }),
}

/** What is said of the cases of a consultation, by their names. Of a case of which nothing is said there is no entry. */
export async function casesOf(consultation: string): Promise<Map<string, Record<string, string>>> {
  const found = await hotCases.all(consultation).lean<Case[]>().exec()
  return new Map(found.map(({ name, attributes }) => [name, attributes]))
}

/** Says something of a case, or no longer, where a value is null. */
export async function sayOfCase(
  consultation: string,
  name: string,
  values: Record<string, string | null>,
): Promise<void> {
  const _id = idOf('case', consultation, name)
  const { set, unset } = changesTo(values)
  if (Object.keys(set).length > 0)
    await Cases.updateOne({ _id }, { $setOnInsert: { consultation, name }, $set: set }, { upsert: true })
  if (Object.keys(unset).length > 0) await Cases.updateOne({ _id }, { $unset: unset })
}

/** What giving attributes needs to know of a response. */
export type Attributed = Pick<Response, '_id' | 'reference' | 'state' | 'attributes' | 'anonymous'>

/** All responses of a consultation with what is said of them, but for those that were not let in. */
export async function attributedIn(consultation: string): Promise<Attributed[]> {
  const found: Attributed[] = []
  const all = Responses.find(
    { consultation, held: { $exists: false } },
    { reference: 1, state: 1, attributes: 1, anonymous: 1 },
  )
  for await (const response of all.lean<Attributed[]>().cursor({ batchSize: 1000 })) found.push(response)
  return found
}

/** Some of them as they are now. */
export function attributedAmong(ids: string[]): Promise<Attributed[]> {
  return Responses.find({ _id: { $in: ids } }, { reference: 1, state: 1, attributes: 1, anonymous: 1 })
    .lean<Attributed[]>()
    .exec()
}

/** Values of one response's attributes: null where there is to be none. `only`: where it has these values now. */
export type Giving = {
  response: string
  values: Record<string, string | null>
  only?: Record<string, string>
}

/** Gives attributes to responses that stand, many in one write, and keeps by which names the team gave some. */
export async function giveAttributes(giving: Giving[]): Promise<void> {
  if (giving.length === 0) return
  await Responses.bulkWrite(
    giving.map(({ response, values, only = {} }) => {
      const { set, unset } = changesTo(values)
      return {
        updateOne: {
          filter: {
            ...{ _id: response, state: 'submitted' as const },
            ...Object.fromEntries(Object.entries(only).map(([name, value]) => [`attributes.${name}`, value])),
          },
          update: {
            ...(Object.keys(set).length > 0 ? { $set: set } : {}),
            ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
            $addToSet: { added: { $each: Object.keys(values) } },
          },
        },
      }
    }) as Parameters<typeof Responses.bulkWrite>[0],
    { ordered: false },
  )
}

function changesTo(values: Record<string, string | null>) {
  const set: Record<string, string> = {}
  const unset: Record<string, 1> = {}
  for (const [name, value] of Object.entries(values))
    if (value === null) unset[`attributes.${name}`] = 1
    else set[`attributes.${name}`] = value
  return { set, unset }
}

/** Removes what is said of a case of which there is no response any more. */
export async function removeCase(consultation: string, name: string): Promise<void> {
  await Cases.deleteOne({ _id: idOf('case', consultation, name) })
}
