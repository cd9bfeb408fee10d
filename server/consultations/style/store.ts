import { model, Schema } from 'mongoose'
import {
  britishStyle,
  contributorNames,
  dashStyles,
  type HouseStyle,
  letterStyles,
  markStyles,
  numeralStyles,
  stopPlaces,
} from '../../../analysis/application.ts'

/** The house style of a consultation. `version` is raised by each change, so that two people cannot overwrite each other unseen. */
export type StoredStyle = HouseStyle & { _id: string; version: number }

const one = (values: readonly string[]) => ({ type: String, enum: values, required: true })
const schema = new Schema<StoredStyle>(
  {
    _id: { type: String, required: true },
    marks: one(markStyles),
    dashes: one(dashStyles),
    stops: one(stopPlaces),
    numerals: one(numeralStyles),
    letter: one(letterStyles),
    contributors: one(contributorNames),
    version: { type: Number, required: true },
  },
  { versionKey: false },
)

const Styles = model('HouseStyle', schema, 'houseStyles')

/** The house style of a consultation: the customary one, as version 0, where none was chosen. */
export async function styleOf(consultation: string): Promise<StoredStyle> {
  const found = await Styles.findById(consultation).lean<StoredStyle>().exec()
  return found ?? { _id: consultation, ...britishStyle, version: 0 }
}

/** Changes the version of a style that somebody saw; false when another changed it since. */
export async function changeStyle(consultation: string, seen: number, style: HouseStyle): Promise<boolean> {
  const { marks, dashes, stops, numerals, letter, contributors } = style
  const chosen = { marks, dashes, stops, numerals, letter, contributors, version: seen + 1 }
  if (seen === 0) {
    const result = await Styles.updateOne({ _id: consultation }, { $setOnInsert: chosen }, { upsert: true })
    return result.upsertedCount === 1
  }
  const result = await Styles.updateOne({ _id: consultation, version: seen }, { $set: chosen })
  return result.matchedCount === 1
}
