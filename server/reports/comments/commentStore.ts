import { model, Schema } from 'mongoose'

/**
 * The sentence that a comment is about. Of its words only those are kept that an author typed: a respondent's stand
 * nowhere but in their text, and the rest is known again by its hash.
 */
export type Anchor = {
  /** SHA-256 of the report's id and the sentence as a reader sees it. */
  hash: string
  /** What an author typed of it, `[…]` standing for what the software wrote. */
  typed: string
  /** Its place among the sentences of those words, from 1. */
  nth: number
}

export type Reply = { _id: string; by: string; at: Date; words: string }

/** What somebody says about a report, or one sentence of it, with the replies: never part of what leaves the house. */
export type Comment = {
  _id: string
  consultation: string
  report: string
  /** Left out where it is about the whole. */
  anchor?: Anchor
  /** The account that wrote it, or that brought the Word copy in which it stood. */
  by: string
  /** Who wrote it, as a Word copy says. */
  from?: string
  at: Date
  words: string
  replies: Reply[]
  /** Left out while it is open. */
  resolved?: { by: string; at: Date }
}

const schema = new Schema<Comment>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    report: { type: String, required: true },
    anchor: { type: { _id: false, hash: String, typed: String, nth: Number }, required: false },
    by: { type: String, required: true },
    from: String,
    at: { type: Date, required: true },
    words: { type: String, required: true },
    replies: [{ _id: String, by: String, at: Date, words: String }],
    resolved: { type: { _id: false, by: String, at: Date }, required: false },
  },
  { versionKey: false },
)
schema.index({ report: 1, at: 1 })

const Comments = model('Comment', schema, 'comments')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotComments = {
  ofReport: (report: string) => Comments.find({ report }).sort({ at: 1 }),
  open: (report: string) => Comments.find({ report, resolved: { $exists: false } }),
}

/** A report's comments, the oldest first. */
export function commentsOf(report: string): Promise<Comment[]> {
  return hotComments.ofReport(report).lean<Comment[]>().exec()
}

export function countOpenComments(report: string): Promise<number> {
  return hotComments.open(report).countDocuments().exec()
}

/** Adds a comment, once for its id. @returns whether it was not there before */
export async function addComment({ _id, ...comment }: Comment): Promise<boolean> {
  const result = await Comments.updateOne({ _id }, { $setOnInsert: comment }, { upsert: true })
  return result.upsertedCount === 1
}

/** So many replies has a comment at most. */
export const mostReplies = 200

/** Adds a reply; false where the comment is gone, or has all the replies that it may. */
export async function addReply(report: string, id: string, reply: Reply): Promise<boolean> {
  const full = `replies.${mostReplies - 1}`
  const result = await Comments.updateOne(
    { _id: id, report, [full]: { $exists: false } },
    { $push: { replies: reply } },
  )
  return result.matchedCount === 1
}

/** Marks an open comment as dealt with; one that is so already stays as it is. */
export async function resolveComment(
  report: string,
  id: string,
  resolved: { by: string; at: Date },
): Promise<void> {
  await Comments.updateOne({ _id: id, report, resolved: { $exists: false } }, { $set: { resolved } })
}

export async function reopenComment(report: string, id: string): Promise<void> {
  await Comments.updateOne({ _id: id, report }, { $unset: { resolved: 1 } })
}

/** Takes back a comment that its own writer made and nobody replied to. */
export async function removeComment(report: string, id: string, by: string): Promise<boolean> {
  const result = await Comments.deleteOne({
    _id: id,
    report,
    by,
    from: { $exists: false },
    'replies.0': { $exists: false },
  })
  return result.deletedCount === 1
}
