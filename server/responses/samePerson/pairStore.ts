import { model, Schema } from 'mongoose'

/** Why two responses look like one person’s. What it was seen by is not kept. */
export const likenesses = ['email', 'name', 'words', 'noted'] as const
export type Likeness = (typeof likenesses)[number]

/** What a person decided of a pair, or that they took it back. */
export const decisions = ['same', 'different', 'open'] as const
export type Decision = (typeof decisions)[number]

export type DecisionEvent = { at: Date; by: string; decision: Decision }

/** Two responses that look like one person’s. It names no identity. */
export type PersonPair = {
  /** Both responses, the lesser id first, with a stop between. */
  _id: string
  consultation: string
  responses: string[]
  why: Likeness[]
  /** The look that found it last. */
  look: string
  /** What holds now: the newest of the events, which are never changed. */
  decision: Decision
  events: DecisionEvent[]
}

/** The newest look at a consultation: when it ended, and how many responses it went through. */
export type PersonLook = { _id: string; at: Date; responses: number }

const pairSchema = new Schema<PersonPair>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    responses: { type: [String], required: true },
    why: [{ type: String, enum: likenesses }],
    look: { type: String, required: true },
    decision: { type: String, enum: decisions, required: true },
    events: [{ _id: false, at: Date, by: String, decision: { type: String, enum: decisions } }],
  },
  { versionKey: false },
)
pairSchema.index({ consultation: 1, decision: 1 })
pairSchema.index({ responses: 1 })
const Pairs = model('PersonPair', pairSchema, 'personPairs')

const Looks = model(
  'PersonLook',
  new Schema<PersonLook>(
    { _id: { type: String, required: true }, at: Date, responses: Number },
    { versionKey: false },
  ),
  'personLooks',
)

/** The queries behind the pages, for the test that holds each to its index. */
export const hotPairs = {
  decided: (consultation: string, decision: Decision) => Pairs.find({ consultation, decision }),
  of: (response: string) => Pairs.find({ responses: response }),
}

export function pairId(a: string, b: string): string {
  return [a, b].sort().join('.')
}

/**
 * Keeps what a look found in the place of what the last one did. Pairs of which something was decided stay, whether or
 * not they look alike still.
 */
export async function keepPairs(
  { _id: consultation, at, responses }: PersonLook,
  look: string,
  found: Pick<PersonPair, '_id' | 'responses' | 'why'>[],
): Promise<void> {
  if (found.length > 0)
    await Pairs.bulkWrite(
      found.map(({ _id, responses: both, why }) => ({
        updateOne: {
          filter: { _id },
          update: {
            $set: { why, look },
            $setOnInsert: { consultation, responses: both, decision: 'open' as const, events: [] },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    )
  await Pairs.deleteMany({
    consultation,
    decision: 'open',
    look: { $ne: look },
    'events.0': { $exists: false },
  })
  await Looks.updateOne({ _id: consultation }, { $set: { at, responses } }, { upsert: true })
}

export function lastLook(consultation: string): Promise<PersonLook | null> {
  return Looks.findById(consultation).lean<PersonLook>().exec()
}

/** Some pairs of which this holds. */
export function pairsWith(consultation: string, decision: Decision, limit = 200): Promise<PersonPair[]> {
  return hotPairs.decided(consultation, decision).sort({ _id: 1 }).limit(limit).lean<PersonPair[]>().exec()
}

/** Both responses of every pair that is one person’s. */
export async function samePairs(consultation: string): Promise<string[][]> {
  const found = await hotPairs
    .decided(consultation, 'same')
    .select({ responses: 1 })
    .lean<Pick<PersonPair, 'responses'>[]>()
    .exec()
  return found.map(({ responses }) => responses)
}

/**
 * Records what somebody decided of a pair.
 *
 * @param seen how many events there were: false where a colleague decided meanwhile
 */
export async function addDecision(
  consultation: string,
  id: string,
  seen: number,
  event: DecisionEvent,
): Promise<boolean> {
  const result = await Pairs.updateOne(
    { _id: id, consultation, [`events.${seen}`]: { $exists: false } },
    { $push: { events: event }, $set: { decision: event.decision } },
  )
  return result.matchedCount === 1
}

/** Forgets every pair that a response is in. */
export async function forgetPairsOf(response: string): Promise<void> {
  await Pairs.deleteMany({ responses: response })
}
