import type { Response, Revision } from './response.ts'
import { Responses } from './store.ts'

/** A response that stands, with what it answers now: what results are counted from. */
export type Standing = Pick<
  Response,
  '_id' | 'version' | 'capacity' | 'attributes' | 'identity' | 'words' | 'submittedOn'
> &
  Pick<Revision, 'answers'>

const facts = {
  version: 1,
  capacity: 1,
  attributes: 1,
  identity: 1,
  words: 1,
  submittedOn: 1,
} as const

/** The queries behind the pages, for the test that holds each to its index. */
export const hotStanding = {
  all: (consultation: string) =>
    Responses.find({ consultation, state: 'submitted' }, { ...facts, revisions: { $slice: -1 } }),
  facts: (consultation: string) => Responses.find({ consultation, state: 'submitted' }, facts),
}

/** So few that reading them holds up no other request for long. */
const batch = 500

/** All responses that stand, a batch at a time. */
export async function* standingResponses(consultation: string): AsyncGenerator<Standing[]> {
  let read: Standing[] = []
  const all = hotStanding.all(consultation).lean<(Standing & Pick<Response, 'revisions'>)[]>()
  for await (const { revisions, ...rest } of all.cursor({ batchSize: batch })) {
    read.push({ ...rest, answers: revisions.at(-1)?.answers ?? {} })
    if (read.length < batch) continue
    yield read
    read = []
  }
  if (read.length > 0) yield read
}

/** What the respondents of a consultation said of themselves, by name: those of all who stand. */
export async function attributeNames(consultation: string): Promise<string[]> {
  const names = new Set<string>()
  const all = hotStanding.facts(consultation).lean<Pick<Response, 'attributes'>[]>()
  for await (const { attributes } of all.cursor({ batchSize: batch }))
    for (const name of Object.keys(attributes)) names.add(name)
  return [...names]
}

/** When each response that stands was sent, and what its respondent said of themselves; none of its answers. */
export async function standingFacts(
  consultation: string,
): Promise<Pick<Standing, 'submittedOn' | 'attributes' | 'words'>[]> {
  const found: Pick<Standing, 'submittedOn' | 'attributes' | 'words'>[] = []
  const all = hotStanding.facts(consultation).lean<Standing[]>()
  for await (const { submittedOn, attributes, words } of all.cursor({ batchSize: batch }))
    found.push({ submittedOn, attributes, words })
  return found
}
