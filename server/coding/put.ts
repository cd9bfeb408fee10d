import { Conflict } from '../errors.ts'
import { codingId, type Decision, type StoredCoding } from './coding.ts'
import { findCoding, saveCoding } from './codingStore.ts'
import { type Act, begun, type Place, removed, revised, sameDecision } from './history.ts'

const attempts = 10

/**
 * Makes a coder's decision on a passage and theme stand, whether they had decided on it before or not.
 * Doing it twice does it once. @returns the coding's id
 */
export async function put(place: Omit<Place, 'id'>, decision: Decision, act: Act): Promise<string> {
  const id = idOfPlace(place)
  await change(place.consultation, id, existing => {
    if (!existing) return begun({ ...place, id }, decision, act)
    return sameDecision(existing, decision) ? undefined : revised(existing, decision, act)
  })
  return id
}

/** Takes a coding back; its history stays. */
export async function takeBack(coding: StoredCoding, act: Act): Promise<void> {
  await change(coding.consultation, coding.id, existing =>
    existing && !existing.removed ? removed(existing, act) : undefined,
  )
}

/** Reads a coding, and writes what `next` makes of it, again when someone else was first. */
export async function change(
  consultation: string,
  id: string,
  next: (existing: StoredCoding | null) => StoredCoding | undefined,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const coding = next(await findCoding(consultation, id))
    if (!coding || (await saveCoding(coding))) return
  }
  throw new Conflict(
    'This passage is being changed by several requests at once. Look at it again and decide anew.',
  )
}

/** The id that a coding at this place has. */
export function idOfPlace(place: Omit<Place, 'id'>): string {
  return codingId(place.coder, place.text, place, place.theme)
}
