import { model, Schema } from 'mongoose'

/** Where somebody was at the desk of a consultation: the response that they opened last, and the place in the queue. */
export type DeskPlace = {
  /** `consultation|account` */
  _id: string
  response?: { id: string; at: Date }
  queue?: { fields: Record<string, string>; at: Date }
}

const schema = new Schema<DeskPlace>(
  {
    _id: { type: String, required: true },
    response: { type: Schema.Types.Mixed },
    queue: { type: Schema.Types.Mixed },
  },
  { versionKey: false, minimize: false },
)
const Places = model('DeskPlace', schema, 'deskPlaces')

/** Remembers where somebody is: what they are at now, and where they were in the other stays. */
export async function rememberDeskPlace(
  consultation: string,
  account: string,
  place: Pick<DeskPlace, 'response'> | Pick<DeskPlace, 'queue'>,
): Promise<void> {
  await Places.updateOne({ _id: `${consultation}|${account}` }, { $set: place }, { upsert: true })
}

export function deskPlaceOf(consultation: string, account: string): Promise<DeskPlace | null> {
  return Places.findById(`${consultation}|${account}`).lean<DeskPlace>().exec()
}
