import { model, Schema } from 'mongoose'
import type { Example, Judged } from '../../analysis/index.ts'
import { idOf } from '../database/ids.ts'
import type { Measured } from './learn.ts'

/** What a run of learning measured of one part of its examples; there until the run has ended. */
type Part = { _id: string; consultation: string; run: string; part: number; judged: Judged[] }

const schema = new Schema<Part>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    run: { type: String, required: true },
    part: { type: Number, required: true },
    judged: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, run: 1, part: 1 })

const Parts = model('MeasuredPart', schema, 'measuredParts')

/** What a killed run measured of these very examples, and where this one keeps more. */
export async function measuredOf(consultation: string, examples: Example[]): Promise<Measured> {
  const run = idOf(JSON.stringify(examples))
  const found = await Parts.find({ consultation, run }).sort({ part: 1 }).lean<Part[]>().exec()
  let next = found.findIndex(({ part }, place) => part !== place)
  if (next < 0) next = found.length
  return {
    known: found.slice(0, next).map(({ judged }) => judged),
    async keep(judged) {
      const part = next++
      const _id = idOf(consultation, run, part)
      await Parts.updateOne({ _id }, { $set: { consultation, run, part, judged } }, { upsert: true })
    },
  }
}

/** Removes what runs of a consultation measured on their way: the model that stands has all of it. */
export async function forgetMeasured(consultation: string): Promise<void> {
  await Parts.deleteMany({ consultation })
}
