import type { Response } from './response.ts'
import { Responses } from './store.ts'

// What respondents see of their own, and what is kept in order for them: whatever was sent, let in or not.

export function findSent(consultation: string, id: string): Promise<Response | null> {
  return Responses.findOne({ _id: id, consultation }).lean<Response>().exec()
}

export function findAllSent(ids: string[]): Promise<Response[]> {
  return Responses.find({ _id: { $in: ids } })
    .lean<Response[]>()
    .exec()
}

/** The response of a reference, whatever consultation it is in. */
export function sentByReference(reference: string): Promise<Response | null> {
  return Responses.findOne({ reference }).lean<Response>().exec()
}
