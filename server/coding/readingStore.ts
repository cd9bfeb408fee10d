import { model, Schema } from 'mongoose'

/** Somebody says that they read a response in full: the texts that it was made of then. */
export type Reading = {
  /** `response|account` */
  _id: string
  consultation: string
  response: string
  by: string
  at: Date
  texts: string[]
}

const schema = new Schema<Reading>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    response: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    texts: { type: [String], required: true },
  },
  { versionKey: false },
)
schema.index({ consultation: 1, response: 1 })

const Readings = model('Reading', schema, 'readings')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotReadings = {
  all: (consultation: string) => Readings.find({ consultation }),
  ofResponse: (consultation: string, response: string) => Readings.find({ consultation, response }),
  ofResponses: (consultation: string, responses: string[]) =>
    Readings.find({ consultation, response: { $in: responses } }),
}

/** Keeps that somebody read a response; what they said of it before is replaced only where its texts are others. */
export async function keepReading(reading: Omit<Reading, '_id'>): Promise<void> {
  const _id = `${reading.response}|${reading.by}`
  const stands = await Readings.findOne({ _id, texts: reading.texts }, { _id: 1 }).lean().exec()
  if (!stands) await Readings.updateOne({ _id }, { $set: reading }, { upsert: true })
}

/** Takes back what somebody said of having read a response. */
export async function removeReading(consultation: string, response: string, by: string): Promise<void> {
  await Readings.deleteOne({ _id: `${response}|${by}`, consultation })
}

export function readingsOfResponse(consultation: string, response: string): Promise<Reading[]> {
  return hotReadings.ofResponse(consultation, response).lean<Reading[]>().exec()
}

export function readingsOfResponses(consultation: string, responses: string[]): Promise<Reading[]> {
  return hotReadings.ofResponses(consultation, responses).lean<Reading[]>().exec()
}

/** Everything of a consultation that somebody says they read. */
export function readingsOf(consultation: string): Promise<Reading[]> {
  return hotReadings.all(consultation).lean<Reading[]>().exec()
}
