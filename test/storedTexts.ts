import { model } from 'mongoose'
import type { Text } from '../server/responses/textStore.ts'

/** All that was stored of a consultation, or of one of its respondents, in the order of the ids. */
export function storedTexts(consultation: string, respondent?: string): Promise<Text[]> {
  return model<Text>('Text')
    .find({ consultation, ...(respondent === undefined ? {} : { respondent }) })
    .sort({ _id: 1 })
    .lean<Text[]>()
    .exec()
}
