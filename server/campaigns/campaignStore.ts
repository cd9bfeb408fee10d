import { model, Schema } from 'mongoose'
import type { Span } from '../../analysis/index.ts'
import { groupBy } from '../groupBy.ts'

/** A text that several respondents sent, as one search found it. Its words are read from the texts that it names. */
export type Campaign = {
  /** `search rank` */
  _id: string
  consultation: string
  search: string
  /** 0 for the campaign that most sent. */
  rank: number
  /** The same in each search that finds these words at its centre. */
  letter: string
  senders: number
  /**
   * For how many of its senders it stands in the list of responses (each stands there once, with the largest campaign
   * that they sent), and how many of these wrote words of their own.
   */
  listed: number
  own: number
  /** Where the shared words stand in the answer that they are cut from. */
  source: { respondent: string; text: string; spans: Span[] }
}

/** One respondent's copy of a campaign's text. */
export type Copy = {
  /** `search rank respondent` */
  _id: string
  consultation: string
  search: string
  rank: number
  letter: string
  respondent: string
  question: string
  text: string
  /** How much of the shared words it holds, 0 to 1. */
  holds: number
  /** What is not the campaign's. */
  added: Span[]
  /** Whether its sender stands with this campaign in the list, and whether they wrote words of their own, here or elsewhere. */
  listed: boolean
  own: boolean
}

/** The newest search of a consultation. What it found stands once this names it. */
export type Search = {
  /** The consultation's id. */
  _id: string
  /** Names what the last search found; empty before the first. */
  search: string
  /** How many answers it compared, and how many were too short to be. */
  compared: number
  tooShort: number
  /** Counts what changed since a search was asked for last; 0 where nothing did. */
  changes: number
  /** A long search rests before the next. */
  notBefore: Date
}

const span = { _id: false, start: { type: Number, required: true }, end: { type: Number, required: true } }

const campaignSchema = new Schema<Campaign>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    search: { type: String, required: true },
    rank: { type: Number, required: true },
    letter: String,
    senders: { type: Number, required: true },
    listed: Number,
    own: Number,
    source: { respondent: String, text: String, spans: [span] },
  },
  { versionKey: false },
)
campaignSchema.index({ consultation: 1, search: 1, rank: 1 })

const copySchema = new Schema<Copy>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    search: { type: String, required: true },
    rank: { type: Number, required: true },
    letter: String,
    respondent: { type: String, required: true },
    question: { type: String, required: true },
    text: { type: String, required: true },
    holds: { type: Number, required: true },
    added: [span],
    listed: Boolean,
    own: Boolean,
  },
  { versionKey: false },
)
copySchema.index({ consultation: 1, search: 1, question: 1 })
copySchema.index({ consultation: 1, search: 1, rank: 1, _id: 1 })
copySchema.index({ consultation: 1, search: 1, rank: 1, own: 1, _id: 1 })
copySchema.index({ consultation: 1, search: 1, respondent: 1 })

const searchSchema = new Schema<Search>(
  {
    _id: { type: String, required: true },
    search: { type: String },
    compared: { type: Number, required: true },
    tooShort: { type: Number, required: true },
    changes: { type: Number, required: true },
    notBefore: { type: Date, required: true },
  },
  { versionKey: false },
)
searchSchema.index({ changes: 1 })

const Campaigns = model('Campaign', campaignSchema, 'campaigns')
const Copies = model('CampaignCopy', copySchema, 'campaignCopies')
const Searches = model('CampaignSearch', searchSchema, 'campaignSearches')

const writesAtOnce = 500

/** The queries behind the pages, for the test that holds each to its index. */
export const hotCampaigns = {
  all: (consultation: string, search: string) => Campaigns.find({ consultation, search }).sort({ rank: 1 }),
  letters: (consultation: string, search: string) =>
    Campaigns.find({ consultation, search }, { letter: 1 }).sort({ rank: 1 }),
  copies: (consultation: string, search: string, rank: number, after: string, limit: number) =>
    Copies.find({ consultation, search, rank, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit),
  answering: (consultation: string, search: string, questions: string[]) =>
    Copies.find(
      { consultation, search, question: { $in: questions } },
      { respondent: 1, rank: 1, text: 1, added: 1 },
    ),
  withOwnWords: (consultation: string, search: string, rank: number, after: string, limit: number) =>
    Copies.find({ consultation, search, rank, own: true, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit),
  sentBy: (consultation: string, search: string, respondents: string[]) =>
    Copies.find({ consultation, search, respondent: { $in: respondents } }),
  wanted: () => Searches.find({ changes: { $gt: 0 } }),
}

export function findSearch(consultation: string): Promise<Search | null> {
  return Searches.findById(consultation).lean<Search>().exec()
}

/** What the newest search found, the largest campaign first. */
export function listCampaigns({ _id, search }: Search): Promise<Campaign[]> {
  return hotCampaigns.all(_id, search).lean<Campaign[]>().exec()
}

/** The letters that the newest search of a consultation found, that which most sent first. */
export async function lettersBySenders(consultation: string): Promise<string[]> {
  const found = await findSearch(consultation)
  if (!found?.search) return []
  const campaigns = await hotCampaigns
    .letters(consultation, found.search)
    .lean<Pick<Campaign, 'letter'>[]>()
    .exec()
  return campaigns.flatMap(({ letter }) => letter ?? [])
}

/** A page of the copies of one campaign, from after the one whose id is given. */
export function copiesOf({ _id, search }: Search, rank: number, after = '', limit = 50): Promise<Copy[]> {
  return hotCampaigns.copies(_id, search, rank, after, limit).lean<Copy[]>().exec()
}

/** The copies that were sent in answer to any of these questions, those of the largest campaign first. */
export async function copiesAnswering({ _id, search }: Search, questions: string[]) {
  const found: Pick<Copy, 'respondent' | 'rank' | 'text' | 'added'>[] = []
  for await (const copy of hotCampaigns.answering(_id, search, questions).lean().cursor({ batchSize: 1000 }))
    found.push(copy)
  return found.sort((a, b) => a.rank - b.rank)
}

/** One campaign of a search; null where there is none of this rank. */
export function findCampaign({ _id, search }: Search, rank: number): Promise<Campaign | null> {
  return Campaigns.findOne({ _id: `${search} ${rank}`, consultation: _id })
    .lean<Campaign>()
    .exec()
}

/** The same of copies whose senders wrote words of their own, beside the letter's or in another answer. */
export function copiesWithOwnWords(
  { _id, search }: Search,
  rank: number,
  after = '',
  limit = 50,
): Promise<Copy[]> {
  return hotCampaigns.withOwnWords(_id, search, rank, after, limit).lean<Copy[]>().exec()
}

/** The copies of campaigns' texts that these respondents sent, those of the largest campaign first. */
export async function copiesSentBy({ _id, search }: Search, respondents: string[]): Promise<Copy[]> {
  const found = await hotCampaigns.sentBy(_id, search, respondents).lean<Copy[]>().exec()
  return found.sort((a, b) => a.rank - b.rank)
}

/** Notes that responses to these consultations came or went, so that their campaigns are looked for again. */
export async function noteChanges(consultations: string[]): Promise<void> {
  for (const consultation of consultations)
    await Searches.updateOne(
      { _id: consultation },
      {
        $inc: { changes: 1 },
        $setOnInsert: { search: '', compared: 0, tooShort: 0, notBefore: new Date(0) },
      },
      { upsert: true },
    )
}

/** No search is put off for so long: one that is was put off by a clock that was wrong. */
const aDay = 24 * 60 * 60 * 1000

/** The searches that are to be made again, and may be now. */
export async function wantedSearches(now: Date): Promise<Search[]> {
  const wanted = await hotCampaigns.wanted().lean<Search[]>().exec()
  const latest = now.getTime() + aDay
  return wanted.filter(({ notBefore }) => notBefore <= now || notBefore.getTime() > latest)
}

/** Marks a search as asked for, unless more changed since it was read. */
export async function searchAsked({ _id, changes }: Pick<Search, '_id' | 'changes'>): Promise<void> {
  await Searches.updateOne({ _id, changes }, { $set: { changes: 0 } })
}

export type Found = Pick<Search, '_id' | 'search' | 'compared' | 'tooShort' | 'notBefore'>

/**
 * Puts what a search found in the place of what the last one did, in one write after all of it is written.
 *
 * @param changed is told, before what the last search found is removed, of whose copies the two do not say the same
 */
export async function keepFound(
  found: Found,
  campaigns: Campaign[],
  copies: Copy[],
  changed: (respondents: string[]) => Promise<void>,
): Promise<void> {
  const { _id, ...change } = found
  for (let from = 0; from < copies.length; from += writesAtOnce)
    await Copies.insertMany(copies.slice(from, from + writesAtOnce), { lean: true })
  for (let from = 0; from < campaigns.length; from += writesAtOnce)
    await Campaigns.insertMany(campaigns.slice(from, from + writesAtOnce), { lean: true })
  await Searches.updateOne({ _id }, { $set: change, $setOnInsert: { changes: 0 } }, { upsert: true })
  const others = { consultation: _id, search: { $ne: found.search } }
  await changed(differing(copies, await Copies.find(others).lean<Copy[]>().exec()))
  await Campaigns.deleteMany(others)
  await Copies.deleteMany(others)
}

/** The respondents of whom the copies are not the same in both, whichever search found them. */
function differing(copies: Copy[], others: Copy[]): string[] {
  const searches = [...groupBy(others, ({ search }) => search).values()]
  const saidIn = (found: Copy[]) => new Map(found.map(copy => [saidBy(copy), copy.respondent]))
  const now = saidIn(copies)
  const respondents = new Set<string>()
  for (const before of searches.length > 0 ? searches.map(saidIn) : [new Map<string, string>()]) {
    for (const [said, respondent] of now) if (!before.has(said)) respondents.add(respondent)
    for (const [said, respondent] of before) if (!now.has(said)) respondents.add(respondent)
  }
  return [...respondents]
}

function saidBy({ respondent, text, letter, added }: Copy): string {
  return [respondent, text, letter, ...added.map(({ start, end }) => `${start}-${end}`)].join(' ')
}

/** Removes the campaigns whose words are read from one respondent's answer, with their copies: the next search finds them by others. */
export async function forgetCampaignsOf(consultation: string, respondent: string): Promise<void> {
  for (const { _id, search, rank } of await Campaigns.find({ consultation, 'source.respondent': respondent })
    .lean<Campaign[]>()
    .exec()) {
    await Copies.deleteMany({ consultation, search, rank })
    await Campaigns.deleteOne({ _id })
  }
}
