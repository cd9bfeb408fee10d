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
  attributes: (consultation: string) =>
    Responses.find({ consultation, state: 'submitted' }, { attributes: 1 }),
  groups: (consultation: string) =>
    Responses.aggregate<{ _id: Omit<StandingGroup, 'respondents'>; respondents: number }>([
      { $match: { consultation, state: 'submitted' } },
      {
        $group: {
          _id: { submittedOn: '$submittedOn', sector: '$attributes.sector', nation: '$attributes.nation' },
          respondents: { $sum: 1 },
        },
      },
    ]),
}

/** How many of those who stand sent theirs on one day and said the same of their sector and nation, if anything. */
export type StandingGroup = { submittedOn: Date; sector?: string; nation?: string; respondents: number }

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
  for await (const attributes of standingAttributes(consultation))
    for (const name of Object.keys(attributes)) names.add(name)
  return [...names]
}

/** What each respondent who stands said of themselves. */
export async function* standingAttributes(consultation: string): AsyncGenerator<Response['attributes']> {
  const all = hotStanding.attributes(consultation).lean<Pick<Response, 'attributes'>[]>()
  for await (const { attributes } of all.cursor({ batchSize: batch })) yield attributes
}

/** All who stand, counted by when they sent their response and what they said of themselves. */
export async function standingGroups(consultation: string): Promise<StandingGroup[]> {
  const found = await hotStanding.groups(consultation).exec()
  return found.map(({ _id, respondents }) => ({ ..._id, respondents }))
}
