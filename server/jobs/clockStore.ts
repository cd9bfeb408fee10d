import { model, Schema } from 'mongoose'

/** That the clock is not believed: since when by itself, and what time had been noted before. */
export type Doubt = { since: Date; noted: Date }

/** What time the site last noted. */
export type NotedTime = { _id: 'site'; at: Date; doubt?: Doubt }

const schema = new Schema<NotedTime>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    doubt: { type: { _id: false, since: Date, noted: Date }, required: false },
  },
  { versionKey: false },
)

const Times = model('NotedTime', schema, 'notedTimes')

const _id = 'site' as const
const aDay = 24 * 60 * 60 * 1000

/** A clock that is further ahead of what was noted is not believed: a site may stand still for a weekend… */
const mostAheadMs = 2.5 * aDay
/** …until it has gone on for so long. Less than a day, so that what is done daily is put off by one day at most. */
const believedAfterMs = 20 * 60 * 60 * 1000
/** How often the time is noted. */
const noteEveryMs = 10 * 60 * 1000

/**
 * Notes the time, and tells whether the clock is doubted: then nothing may be deleted because its day has come. It is
 * where it leapt ahead by days, be it that it is wrong or that the site stood still for so long. It is believed once
 * it has gone on for most of a day, and at once where it is set back.
 */
export async function noteTime(now: Date): Promise<NotedTime> {
  const noted = await notedTime()
  const next = afterNoted(noted, now)
  if (!noted) await Times.updateOne({ _id }, { $setOnInsert: { at: now } }, { upsert: true })
  else if (next !== noted)
    await Times.updateOne(
      { _id, at: noted.at },
      next.doubt
        ? { $set: { at: next.at, doubt: next.doubt } }
        : { $set: { at: next.at }, $unset: { doubt: 1 } },
    )
  return next
}

export function notedTime(): Promise<NotedTime | null> {
  return Times.findById(_id).lean<NotedTime>().exec()
}

/** Whether what is deleted on a day may be deleted now. */
export async function mayDeleteByDay(now: Date): Promise<boolean> {
  return (await noteTime(now)).doubt === undefined
}

/** When a clock that is doubted is believed, by itself. */
export function believedAt({ since }: Doubt): Date {
  return new Date(since.getTime() + believedAfterMs)
}

/** What is noted next; the same where nothing needs to be. */
export function afterNoted(noted: NotedTime | null, now: Date): NotedTime {
  if (!noted) return { _id, at: now }
  const ahead = now.getTime() - noted.at.getTime()
  const { doubt } = noted
  if (doubt && now.getTime() <= doubt.noted.getTime() + mostAheadMs) return { _id, at: now }
  if (ahead > mostAheadMs) return { _id, at: now, doubt: { since: now, noted: doubt?.noted ?? noted.at } }
  if (doubt && now < doubt.since) return { _id, at: now, doubt: { ...doubt, since: now } }
  if (doubt && now >= believedAt(doubt)) return { _id, at: now }
  if (Math.abs(ahead) < noteEveryMs) return noted
  return { _id, at: now, ...(doubt && { doubt }) }
}
