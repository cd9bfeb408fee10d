import { model, Schema } from 'mongoose'

/** Where a coder is in what they have to do: the response of theirs that they opened last. */
type Place = {
  /** `consultation|account` */
  _id: string
  response: string
  order: string
}

const schema = new Schema<Place>(
  {
    _id: { type: String, required: true },
    response: { type: String, required: true },
    order: { type: String, required: true },
  },
  { versionKey: false },
)
const Places = model('CoderPlace', schema, 'coderPlaces')

export async function rememberPlace(
  consultation: string,
  account: string,
  place: Pick<Place, 'response' | 'order'>,
): Promise<void> {
  await Places.updateOne({ _id: `${consultation}|${account}` }, { $set: place }, { upsert: true })
}

export function placeOf(consultation: string, account: string): Promise<Place | null> {
  return Places.findById(`${consultation}|${account}`).lean<Place>().exec()
}
