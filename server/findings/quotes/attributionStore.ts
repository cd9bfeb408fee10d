import { model, Schema } from 'mongoose'
import { type AttributionDetail, attributionDetails } from '../../../analysis/application.ts'

/** The least that was ever said of somebody in what was exported: no later export says more. */
type Attributed = {
  /** The respondent's id. */
  _id: string
  consultation: string
  /** Its place in `attributionDetails`. */
  detail: number
}

const schema = new Schema<Attributed>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    detail: { type: Number, required: true },
  },
  { versionKey: false },
)

const Attributions = model('Attribution', schema, 'attributions')

/** How much was said of each of these respondents; of whom nothing was exported, there is nothing. */
export async function detailsSaid(respondents: string[]): Promise<Map<string, AttributionDetail>> {
  const found = await Attributions.find({ _id: { $in: respondents } })
    .lean<Attributed[]>()
    .exec()
  return new Map(found.map(({ _id, detail }) => [_id, attributionDetails[detail] ?? 'respondent']))
}

/** Keeps how much an export says of some respondents, unless less was said before. */
export async function keepDetails(consultation: string, said: Map<string, AttributionDetail>): Promise<void> {
  if (said.size === 0) return
  await Attributions.bulkWrite(
    [...said].map(([_id, detail]) => ({
      updateOne: {
        filter: { _id },
        update: {
          $min: { detail: attributionDetails.indexOf(detail) },
          $setOnInsert: { consultation },
        },
        upsert: true,
      },
    })),
    { ordered: false },
  )
}
