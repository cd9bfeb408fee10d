import { isDeepStrictEqual } from 'node:util'
import { model, Schema } from 'mongoose'
import { stances } from '../../analysis/application.ts'
import type { Stance } from '../../analysis/index.ts'
import { addMissing } from '../database/addMissing.ts'
import { groupBy } from '../groupBy.ts'

/**
 * How far a respondent's mention of a theme has come. `unaided`: a person coded it without the machine;
 * `machine`: a person accepted what the machine suggested; `rejected`: all that it suggested was refused.
 */
export const mentionStates = ['unaided', 'machine', 'unreviewed', 'rejected'] as const
export type MentionState = (typeof mentionStates)[number]

/** One respondent and one theme. Derived from taggings and codings, for the queue and for counts by index. */
export type Mention = {
  /** `respondent|theme` */
  _id: string
  consultation: string
  respondent: string
  theme: string
  state: MentionState
  /** What their accepted codings come to; null when there is none. */
  stance: Stance | null
  /** Whether there are suggestions that nobody has decided on, how many, and in answer to which questions. */
  waiting: boolean
  unreviewed: number
  questions: string[]
  /** Its place in the order "least sure first", see `leastSure`. */
  rank: number
  /** The letter in whose shared words all its suggestions stand that wait; empty where one stands elsewhere. */
  letter: string
  /** What the queue can be narrowed by, see `facetsOf`; absent where it was derived before it could be. */
  facets?: string[]
}

const schema = new Schema<Mention>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    respondent: { type: String, required: true },
    theme: { type: String, required: true },
    state: { type: String, enum: mentionStates, required: true },
    stance: { type: String, enum: [...stances, null] },
    waiting: { type: Boolean, required: true },
    unreviewed: { type: Number, required: true },
    questions: { type: [String], required: true },
    rank: { type: Number, required: true },
    letter: { type: String, default: '' },
    facets: { type: [String], default: undefined },
  },
  { versionKey: false },
)
schema.index({ consultation: 1, theme: 1, state: 1, stance: 1, _id: 1 })
schema.index({ consultation: 1, waiting: 1, _id: 1 })
schema.index({ consultation: 1, theme: 1, waiting: 1, _id: 1 })
schema.index({ consultation: 1, waiting: 1, rank: 1, _id: 1 })
schema.index({ consultation: 1, theme: 1, waiting: 1, rank: 1, _id: 1 })
schema.index({ consultation: 1, questions: 1, _id: 1 })
schema.index({ consultation: 1, theme: 1, questions: 1, _id: 1 })
schema.index({ consultation: 1, facets: 1, _id: 1 })
schema.index({ consultation: 1, respondent: 1 })
const ofLetters = { partialFilterExpression: { letter: { $gt: '' } } }
schema.index({ consultation: 1, letter: 1, theme: 1, _id: 1 }, ofLetters)
schema.index({ consultation: 1, theme: 1, letter: 1, _id: 1 }, ofLetters)
// Ends in the respondent, so that respondents are counted by its keys alone.
schema.index({ consultation: 1, theme: 1, questions: 1, respondent: 1 })

/** How many mentions one write adds: other writes get their turn in between. */
const writesAtOnce = 500

export function mentionId(respondent: string, theme: string): string {
  return `${respondent}|${theme}`
}

const Mentions = model('Mention', schema, 'mentions')

/** `without`: respondents whose mentions are passed by; `facets`: what a mention must be found by. */
export type QueueFilter = { theme?: string; question?: string; without?: string[]; facets?: string[] }

function but({ without = [], facets = [] }: QueueFilter) {
  return {
    ...(without.length === 0 ? {} : { respondent: { $nin: without } }),
    ...(facets.length === 0 ? {} : { $and: facets.map(facet => ({ facets: facet })) }),
  }
}

/** What the queue offers one by one: what stands in the shared words of a letter is offered once, see {@link nextOfLetters}. */
const outsideLetters = { letter: '' }

/** Where a mention stands in the order "least sure first". */
export type Ranked = Pick<Mention, '_id' | 'rank'>

function waitingFor(consultation: string, filter: QueueFilter) {
  const { theme, question } = filter
  return {
    consultation,
    ...outsideLetters,
    ...but(filter),
    ...(theme ? { theme } : {}),
    waiting: true,
    ...(question ? { questions: question } : {}),
  }
}

// All that stands in a letter waits; those of one question are picked out on the way.
function amongLetters(consultation: string, filter: QueueFilter) {
  return { consultation, ...but(filter), ...(filter.question ? { questions: filter.question } : {}) }
}

/** The queries behind the pages, for the test that holds each to its index. */
export const hotMentions = {
  next: (consultation: string, filter: QueueFilter, after: string, inclusive: boolean) =>
    Mentions.find({
      consultation,
      ...outsideLetters,
      ...but(filter),
      ...(filter.theme ? { theme: filter.theme } : {}),
      // `questions` names those with suggestions that wait, so that it stands for `waiting` too.
      ...(filter.question ? { questions: filter.question } : { waiting: true }),
      _id: inclusive ? { $gte: after } : { $gt: after },
    })
      .sort({ _id: 1 })
      .limit(1),
  // Those of one question are picked out on the way: another index for each would cost every decision more.
  sameRank: (consultation: string, filter: QueueFilter, { rank, _id }: Ranked, inclusive: boolean) =>
    Mentions.find({
      ...waitingFor(consultation, filter),
      rank,
      _id: inclusive ? { $gte: _id } : { $gt: _id },
    })
      .sort({ _id: 1 })
      .limit(1),
  nextRank: (consultation: string, filter: QueueFilter, rank: number) =>
    Mentions.find({ ...waitingFor(consultation, filter), rank: { $gt: rank } })
      .sort({ rank: 1, _id: 1 })
      .limit(1),
  atLetter: (consultation: string, filter: QueueFilter, { letter, theme, _id }: LetterPlace) =>
    Mentions.find({ ...amongLetters(consultation, filter), letter, theme, _id }).limit(1),
  nextTheme: (consultation: string, filter: QueueFilter, { letter, theme }: LetterPlace) =>
    Mentions.find({ ...amongLetters(consultation, filter), letter, theme: { $gt: theme } })
      .sort({ theme: 1, _id: 1 })
      .limit(1),
  firstOfLetter: (consultation: string, filter: QueueFilter, letter: string) =>
    Mentions.find({
      ...amongLetters(consultation, filter),
      letter,
      ...(filter.theme ? { theme: filter.theme } : {}),
    })
      .sort(filter.theme ? { _id: 1 } : { theme: 1, _id: 1 })
      .limit(1),
  ofLetter: (consultation: string, letter: string, theme: string, filter: QueueFilter) =>
    Mentions.find({ consultation, letter, theme, ...but(filter) }),
  waiting: (consultation: string, { theme, question, facets = [] }: QueueFilter) =>
    Mentions.find({
      consultation,
      ...but({ facets }),
      ...(theme ? { theme } : {}),
      ...(question ? { questions: question } : { waiting: true }),
    }),
  withoutFacets: (consultation: string, limit: number) =>
    Mentions.find({ consultation, waiting: true, facets: { $exists: false } }, { respondent: 1 }).limit(
      limit,
    ),
  inState: (consultation: string, theme: string, states: MentionState[], stance?: Stance) =>
    Mentions.find({ consultation, theme, state: { $in: states }, ...(stance ? { stance } : {}) }),
  ofRespondents: (consultation: string, respondents: string[]) =>
    Mentions.find({ consultation, respondent: { $in: respondents } }),
  ofKind: (
    consultation: string,
    theme: string,
    kind: { state: MentionState; stance: Stance } | { waiting: boolean },
    after: string,
    limit: number,
  ) =>
    Mentions.find(
      // Ids begin with the respondent’s, which are all of one length.
      { consultation, theme, ...kind, _id: { $gt: after === '' ? '' : mentionId(after, theme) } },
      { respondent: 1 },
    )
      .sort({ _id: 1 })
      .limit(limit),
  respondentsWaiting: (consultation: string, themes: string[], questions: string[]) =>
    Mentions.aggregate<{ _id: string }>([
      { $match: { consultation, theme: { $in: themes }, questions: { $in: questions } } },
      { $group: { _id: '$respondent' } },
    ]),
  waitingOfTheme: (consultation: string, theme: string, after: string, limit: number) =>
    Mentions.find({ consultation, theme, waiting: true, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit),
}

/** The first mention that waits for a decision from `after` on: after it, or with it when `inclusive`. */
export async function nextWaiting(
  consultation: string,
  filter: QueueFilter,
  after = '',
  inclusive = false,
): Promise<Mention | undefined> {
  const [next] = await hotMentions.next(consultation, filter, after, inclusive).lean<Mention[]>().exec()
  return next
}

/** The same in the order "least sure first"; from its beginning where `after` is left out. */
export async function nextLeastSure(
  consultation: string,
  filter: QueueFilter,
  after?: Ranked,
  inclusive = false,
): Promise<Mention | undefined> {
  if (after) {
    const same = hotMentions.sameRank(consultation, filter, after, inclusive)
    const [next] = await same.lean<Mention[]>().exec()
    if (next) return next
  }
  const later = hotMentions.nextRank(consultation, filter, after ? after.rank : -1)
  return (await later.lean<Mention[]>().exec())[0]
}

/** Where the queue has come among letters: at a theme in the shared words of one, as one of its copies has them. */
export type LetterPlace = Pick<Mention, '_id' | 'letter' | 'theme'>

/** In how many letters at once it is looked for one that waits. */
const lettersAtOnce = 25

/**
 * The first mention from there on that waits in the shared words of a letter: one for each letter and theme, whoever’s
 * copy it is, since deciding on it decides on the others.
 *
 * @param letters all letters, in the order in which they come
 */
export async function nextOfLetters(
  consultation: string,
  filter: QueueFilter,
  letters: readonly string[],
  from?: LetterPlace,
  inclusive = false,
): Promise<Mention | undefined> {
  const queries = [
    ...(from && inclusive ? [hotMentions.atLetter(consultation, filter, from)] : []),
    ...(from && !filter.theme ? [hotMentions.nextTheme(consultation, filter, from)] : []),
  ]
  for (const query of queries) {
    const [next] = await query.lean<Mention[]>().exec()
    if (next) return next
  }
  // Where a letter is none any more, it begins with the first.
  const later = from ? letters.slice(letters.indexOf(from.letter) + 1) : letters
  for (let at = 0; at < later.length; at += lettersAtOnce) {
    const found = await Promise.all(
      later
        .slice(at, at + lettersAtOnce)
        .map(letter => hotMentions.firstOfLetter(consultation, filter, letter).lean<Mention[]>().exec()),
    )
    const [next] = found.flat()
    if (next) return next
  }
  return undefined
}

/** How many senders’ copies of a letter hold suggestions of a theme that wait, in the shared words alone. */
export function countOfLetter(
  consultation: string,
  { letter, theme }: Pick<Mention, 'letter' | 'theme'>,
  filter: QueueFilter,
): Promise<number> {
  return hotMentions.ofLetter(consultation, letter, theme, filter).countDocuments().exec()
}

/** Some respondents with mentions that were derived before the queue could be narrowed. */
export async function mentionsWithoutFacets(consultation: string, limit: number): Promise<string[]> {
  const found = await hotMentions
    .withoutFacets(consultation, limit)
    .lean<Pick<Mention, 'respondent'>[]>()
    .exec()
  return [...new Set(found.map(({ respondent }) => respondent))]
}

/** A page of the mentions of a theme that wait for a decision, in the order of their ids. */
export function waitingOfTheme(
  consultation: string,
  theme: string,
  after = '',
  limit = 20,
): Promise<Mention[]> {
  return hotMentions.waitingOfTheme(consultation, theme, after, limit).lean<Mention[]>().exec()
}

/** What a mention has to be for its respondent to have passages of such a kind, each by index. */
const kindsOf = {
  accepted: (['unaided', 'machine'] as const).flatMap(state => stances.map(stance => ({ state, stance }))),
  unreviewed: [{ waiting: true }],
  // Those who have an accepted passage too may have a rejected one.
  rejected: [{ waiting: true }, { waiting: false }],
}

/** Respondents after this one who may have such passages of a theme, up to so many of each kind of mention, in order. */
export async function respondentsOn(
  consultation: string,
  theme: string,
  passages: keyof typeof kindsOf,
  after: string,
  limit: number,
): Promise<string[][]> {
  const found = await Promise.all(
    kindsOf[passages].map(kind =>
      hotMentions
        .ofKind(consultation, theme, kind, after, limit)
        .lean<Pick<Mention, 'respondent'>[]>()
        .exec(),
    ),
  )
  return found.map(mentions => mentions.map(({ respondent }) => respondent))
}

/** How many respondents that concerns. */
export async function countOn(
  consultation: string,
  theme: string,
  passages: keyof typeof kindsOf,
): Promise<number> {
  const counts = await Promise.all(
    kindsOf[passages].map(kind => Mentions.countDocuments({ consultation, theme, ...kind }).exec()),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Puts these mentions in place of all that these respondents had; what is as it was is not written again. */
export async function replaceMentions(
  consultation: string,
  respondents: string[],
  mentions: Mention[],
): Promise<void> {
  const found = await hotMentions.ofRespondents(consultation, respondents).lean<Mention[]>().exec()
  const before = new Map(found.map(mention => [mention._id, mention]))
  const wanted = new Set(mentions.map(mention => mention._id))
  const changed = mentions.filter(mention => {
    const stored = before.get(mention._id)
    return stored && !isDeepStrictEqual(stored, mention)
  })
  const fresh = mentions.filter(mention => !before.has(mention._id))
  // Where another run added one of these in between, it is written over as it would have been.
  let added = true
  for (let from = 0; from < fresh.length; from += writesAtOnce)
    added = (await addMissing(Mentions.collection, fresh.slice(from, from + writesAtOnce))) && added
  await write(added ? changed : [...changed, ...fresh])
  const gone = found.filter(mention => !wanted.has(mention._id))
  if (gone.length > 0) await Mentions.deleteMany({ _id: { $in: gone.map(mention => mention._id) } })
}

async function write(mentions: Mention[]): Promise<void> {
  if (mentions.length === 0) return
  await Mentions.bulkWrite(
    mentions.map(({ _id, ...mention }) => ({
      updateOne: { filter: { _id }, update: { $set: mention }, upsert: true },
    })),
    { ordered: false },
  )
}

/** Mentions that a count leaves out, since whoever asks may not see them. */
export type LeftOut = Pick<Mention, 'theme' | 'state' | 'stance'>[]

/** The mentions of some respondents, to be left out of counts. */
export function mentionsOfRespondents(
  consultation: string,
  respondents: ReadonlySet<string>,
): Promise<LeftOut> {
  if (respondents.size === 0) return Promise.resolve([])
  return hotMentions
    .ofRespondents(consultation, [...respondents])
    .select({ _id: 0, theme: 1, state: 1, stance: 1 })
    .lean<LeftOut>()
    .exec()
}

/** How many respondents' mentions of a theme are in each state. */
export async function countStates(
  consultation: string,
  theme: string,
  leftOut: LeftOut = [],
): Promise<Record<'unaided' | 'machine' | 'unreviewed', number>> {
  const count = async (state: MentionState) =>
    (await hotMentions.inState(consultation, theme, [state]).countDocuments()) -
    leftOut.filter(each => each.theme === theme && each.state === state).length
  const [unaided, machine, unreviewed] = await Promise.all(
    (['unaided', 'machine', 'unreviewed'] as const).map(count),
  )
  return { unaided: unaided ?? 0, machine: machine ?? 0, unreviewed: unreviewed ?? 0 }
}

/** How many respondents' accepted codings of a theme come to each stance. */
export async function countStances(
  consultation: string,
  theme: string,
  leftOut: LeftOut = [],
): Promise<Record<Stance, number>> {
  const states: MentionState[] = ['unaided', 'machine']
  const counts = await Promise.all(
    stances.map(
      async stance =>
        (await hotMentions.inState(consultation, theme, states, stance).countDocuments()) -
        leftOut.filter(each => each.theme === theme && each.stance === stance && states.includes(each.state))
          .length,
    ),
  )
  return Object.fromEntries(stances.map((stance, i) => [stance, counts[i] ?? 0])) as Record<Stance, number>
}

/** The respondents who have suggestions of any of these themes that wait, in answer to any of these questions. */
export async function respondentsWaiting(
  consultation: string,
  themes: string[],
  questions: string[],
): Promise<string[]> {
  const found = await hotMentions.respondentsWaiting(consultation, themes, questions).exec()
  return found.map(({ _id }) => _id)
}

/** Which themes some respondents raised, as people coded them or accepted them from the machine. */
export async function raisedBy(consultation: string, respondents: string[]): Promise<Map<string, string[]>> {
  const found = await hotMentions
    .ofRespondents(consultation, respondents)
    .where('state')
    .in(['unaided', 'machine'])
    .select({ _id: 0, respondent: 1, theme: 1 })
    .lean<Pick<Mention, 'respondent' | 'theme'>[]>()
    .exec()
  const raised = [...groupBy(found, ({ respondent }) => respondent)]
  return new Map(raised.map(([respondent, mentions]) => [respondent, mentions.map(({ theme }) => theme)]))
}

/** The respondents who raised a theme, one by one. */
export async function* eachRaising(consultation: string, theme: string): AsyncGenerator<string> {
  const found = hotMentions
    .inState(consultation, theme, ['unaided', 'machine'])
    .select({ _id: 0, respondent: 1 })
    .lean<Pick<Mention, 'respondent'>[]>()
  for await (const { respondent } of found.cursor({ batchSize: 1000 })) yield respondent
}

/** How many mentions have suggestions that wait for a decision. */
export async function countWaiting(consultation: string, filter: QueueFilter = {}): Promise<number> {
  const { without = [] } = filter
  const [all, passedBy] = await Promise.all([
    hotMentions.waiting(consultation, filter).countDocuments().exec(),
    without.length === 0
      ? 0
      : hotMentions.waiting(consultation, filter).where('respondent').in(without).countDocuments().exec(),
  ])
  return all - passedBy
}
