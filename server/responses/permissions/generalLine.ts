import { guardedSpeaker, type HouseStyle, printedLine } from '../../../analysis/application.ts'
import type { Answering } from '../answering/answering.ts'
import { speakerOf } from '../answering/declaration.ts'
import { countAlike } from '../countStore.ts'

/** So many must fit a line, the respondent among them; more are not counted, and nobody is told how many there are. */
const enough = 5

/**
 * What would be printed of a respondent in place of their role and sector, where too few respondents fit these: by the
 * rule that is applied at each export, with those who answered so far and themselves. Undefined where the line would
 * stand as it is.
 */
export async function generalLine(answering: Answering, style: HouseStyle): Promise<string | undefined> {
  const speaker = speakerOf(answering, 'role')
  const { sector, role } = speaker
  const others = (group: { sector: string; role?: string }) =>
    countAlike(answering.consultation._id, group, enough - 1)
  const [inSector, inRole] = await Promise.all([others({ sector }), others({ sector, role })])
  const guarded = guardedSpeaker(speaker, { sector: inSector + 1, role: inRole + 1 })
  const line = printedLine(guarded, undefined, style)
  return line === printedLine(speaker, undefined, style) ? undefined : line
}
