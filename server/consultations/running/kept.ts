import { type Consultation, graceEnds } from '../store.ts'

const day = 24 * 60 * 60 * 1000
/** For how many days a draft that was not sent can be read again after its consultation closed, where nobody said. */
export const draftDays = 30

export function draftDaysOf({ draftDays: days = draftDays }: Pick<Consultation, 'draftDays'>): number {
  return days
}

/** Until when what was not sent can be read by its private link; then it is removed. */
export function draftsKeptUntil(consultation: Consultation): Date {
  return new Date(graceEnds(consultation).getTime() + draftDaysOf(consultation) * day)
}
