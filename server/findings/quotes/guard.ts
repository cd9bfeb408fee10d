import { type AttributionDetail, detailOf, guardedSpeaker } from '../../../analysis/application.ts'
import { attribute, type Speaker } from '../../../analysis/index.ts'
import { countAlike } from '../../responses/countStore.ts'
import type { Response } from '../../responses/response.ts'
import { speakersOf } from '../../responses/speakers.ts'
import { detailsSaid, keepDetails } from './attributionStore.ts'

/** How many respondents are alike, by what they are alike in, as they were counted while some quotes were read. */
export type AlikeCounts = Map<string, Promise<number>>

/** More than this many alike are not counted: an attribution may say what five fit. */
const enough = 5

/**
 * Who wrote each response, by respondent, as reports may speak of them now: with no more than what five respondents
 * of the consultation fit, and no more than was said before.
 *
 * @param counts what is in here is not counted again, and what is counted is put in here
 */
export async function guardedSpeakers(
  responses: Response[],
  counts: AlikeCounts = new Map(),
): Promise<Map<string, Speaker>> {
  const [speakers, before] = await Promise.all([
    speakersOf(responses),
    detailsSaid(responses.map(response => response._id)),
  ])
  const alike = (consultation: string, group: { sector: string; role?: string }) => {
    const key = JSON.stringify([consultation, group.sector, group.role])
    const count = counts.get(key) ?? countAlike(consultation, group, enough)
    counts.set(key, count)
    return count
  }
  const guarded = await Promise.all(
    responses.flatMap(({ _id, consultation }) => {
      const speaker = speakers.get(_id)
      return speaker ? [guard(speaker, group => alike(consultation, group), before.get(_id))] : []
    }),
  )
  return new Map(guarded.map(speaker => [speaker.respondent, speaker]))
}

async function guard(
  speaker: Speaker,
  alike: (group: { sector: string; role?: string }) => Promise<number>,
  before: AttributionDetail | undefined,
): Promise<Speaker> {
  const { sector, role } = speaker
  const [inSector, inRole] = await Promise.all([alike({ sector }), alike({ sector, role })])
  return guardedSpeaker(speaker, { sector: inSector, role: inRole }, before)
}

/**
 * Keeps what an export says of those whom it quotes by their role and sector, so that no later one says more.
 *
 * @param speakers as they were printed
 */
export async function keepSaid(consultation: string, speakers: Speaker[]): Promise<void> {
  const byRole = speakers.filter(
    speaker => speaker.choice !== 'unnamed' && attribute(speaker).shows !== 'named',
  )
  await keepDetails(consultation, new Map(byRole.map(speaker => [speaker.respondent, detailOf(speaker)])))
}
