import { model, Schema } from 'mongoose'
import { type Stance, stances } from '../../analysis/index.ts'

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
  },
  { versionKey: false },
)
schema.index({ consultation: 1, theme: 1, state: 1, stance: 1, _id: 1 })
schema.index({ consultation: 1, waiting: 1, _id: 1 })
schema.index({ consultation: 1, theme: 1, waiting: 1, _id: 1 })
schema.index({ consultation: 1, questions: 1, _id: 1 })
schema.index({ consultation: 1, theme: 1, questions: 1, _id: 1 })
schema.index({ consultation: 1, respondent: 1 })

const Mentions = model('Mention', schema, 'mentions')

export type QueueFilter = { theme?: string; question?: string }

/** The queries behind the pages, for the test that holds each to its index. */
export const hotMentions = {
  next: (consultation: string, { theme, question }: QueueFilter, after: string, inclusive: boolean) =>
    Mentions.find({
      consultation,
      ...(theme ? { theme } : {}),
      // `questions` names those with suggestions that wait, so that it stands for `waiting` too.
      ...(question ? { questions: question } : { waiting: true }),
      _id: inclusive ? { $gte: after } : { $gt: after },
    })
      .sort({ _id: 1 })
      .limit(1),
  waiting: (consultation: string, { theme, question }: QueueFilter) =>
    Mentions.find({
      consultation,
      ...(theme ? { theme } : {}),
      ...(question ? { questions: question } : { waiting: true }),
    }),
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

/** A page of the mentions of a theme that wait for a decision, in the order of their ids. */
export function waitingOfTheme(
  consultation: string,
  theme: string,
  after = '',
  limit = 20,
): Promise<Mention[]> {
  return hotMentions.waitingOfTheme(consultation, theme, after, limit).lean<Mention[]>().exec()
}

/** Puts these mentions in place of all that these respondents had. */
export async function replaceMentions(
  consultation: string,
  respondents: string[],
  mentions: Mention[],
): Promise<void> {
  const kept = mentions.map(mention => mention._id)
  await Mentions.bulkWrite(
    [
      ...mentions.map(({ _id, ...mention }) => ({
        updateOne: { filter: { _id }, update: { $set: mention }, upsert: true },
      })),
      { deleteMany: { filter: { consultation, respondent: { $in: respondents }, _id: { $nin: kept } } } },
    ],
    { ordered: false },
  )
}

/** How many respondents' mentions of each theme are in each state and stance. */
export type MentionCount = { theme: string; state: MentionState; stance: Stance | null; respondents: number }

export async function countMentions(consultation: string, theme?: string): Promise<MentionCount[]> {
  const found = await Mentions.aggregate<Omit<MentionCount, keyof MentionKey> & { _id: MentionKey }>([
    { $match: { consultation, ...(theme ? { theme } : {}) } },
    { $group: { _id: { theme: '$theme', state: '$state', stance: '$stance' }, respondents: { $sum: 1 } } },
  ])
  return found.map(({ _id, respondents }) => ({ ..._id, respondents }))
}
type MentionKey = Pick<MentionCount, 'theme' | 'state' | 'stance'>

/** How many mentions have suggestions that wait for a decision. */
export function countWaiting(consultation: string, filter: QueueFilter = {}): Promise<number> {
  return hotMentions.waiting(consultation, filter).countDocuments().exec()
}
