import { queueFields, withQuery } from '../back.ts'
import type { InQueue } from '../forms.ts'
import { nextOpen, sampleOf } from './sample.ts'

/** After how many suggestions of the order "least sure first" one passage of the sample comes. */
const between = 3

/**
 * Where the queue goes instead of its next suggestion: to a passage of the sample, shown without marks. From these
 * alone precision and recall are estimated; what is least sure would bias them, and teaches most.
 */
export async function unmarkedInstead(consultation: string, place: InQueue): Promise<string | undefined> {
  if (place.order !== 'leastSure' || place.step % (between + 1) !== between) return undefined
  const sample = await sampleOf(consultation)
  const passage = sample && nextOpen(sample)
  return (
    passage &&
    withQuery(`${auditPath(consultation)}/${passage.place}`, { back: 'queue', ...queueFields(place) })
  )
}

export function auditPath(consultation: string): string {
  return `/desk/${consultation}/audit`
}
