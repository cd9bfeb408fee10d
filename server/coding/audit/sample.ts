import { NotFound } from '../../errors.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { isForMachine } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { type Audit, type AuditPassage, newestAudit, passagesOf } from './auditStore.ts'

/** A sample as it stands. */
export type Sample = {
  audit: Audit
  /** All that were drawn, in the order in which they are shown. */
  drawn: AuditPassage[]
  /** Those whose words may be used: their respondents neither withdrew nor refused the machine since. */
  usable: AuditPassage[]
}

/** The sample that is worked on, or undefined before the first was asked for. */
export async function sampleOf(consultation: string): Promise<Sample | undefined> {
  const audit = await newestAudit(consultation)
  if (!audit) return undefined
  const drawn = await passagesOf(audit._id)
  const responses = await findResponses([...new Set(drawn.map(passage => passage.respondent))])
  const readable = new Set(responses.filter(isForMachine).flatMap(currentTexts))
  return { audit, drawn, usable: drawn.filter(passage => readable.has(passage.text)) }
}

/** The passage at a place of the sample that is worked on. @throws NotFound where its words may not be shown */
export async function passageAt(
  consultation: string,
  place: string,
): Promise<{ sample: Sample; passage: AuditPassage }> {
  const sample = await sampleOf(consultation)
  const passage = sample?.usable.find(each => String(each.place) === place)
  if (!sample || !passage)
    throw new NotFound(
      'This passage is not in the sample: another sample was begun, or its respondent withdrew. Go back to “Check the machine”.',
    )
  return { sample, passage }
}

/**
 * The passages that wait to be shown without marks. Other pages hold their suggestions back until then, or whoever
 * answers would have seen what the machine made of them.
 */
export async function heldBack(consultation: string): Promise<AuditPassage[]> {
  const audit = await newestAudit(consultation)
  if (!audit || audit.ended) return []
  return (await passagesOf(audit._id)).filter(passage => !passage.answer)
}

/** The next passage that nobody has answered, after a place of the sample; none once it was ended. */
export function nextOpen({ audit, usable }: Sample, after = 0): AuditPassage | undefined {
  return audit.ended ? undefined : usable.find(passage => passage.place > after && !passage.answer)
}

/** The passage shown before a place. */
export function previousOf({ usable }: Sample, place: number): AuditPassage | undefined {
  return usable.filter(passage => passage.place < place).at(-1)
}

export function answeredOf({ usable }: Sample): AuditPassage[] {
  return usable.filter(passage => passage.answer)
}
