import { enteredWording } from '../../consultations/consentWording.ts'
import { type Answering, addressOf, askedOf, startOf } from '../answering/answering.ts'
import { pageProblems } from '../answering/checks.ts'
import { emailOf } from '../answering/declaration.ts'
import type { Arriving } from '../prepare.ts'
import { type Response, today } from '../response.ts'
import { arrivingFrom } from '../submit.ts'
import { writeResponse } from '../write.ts'
import { type Brought, channelIn } from './brought.ts'
import { dayCame, detailsProblems } from './details.ts'
import type { Entering } from './entering.ts'
import { removeEntry } from './entryStore.ts'

/** The page of an entry on which something is to be mended before it can be entered; undefined where all is in order. */
export function toMend(entering: Entering, now: Date): string | undefined {
  const { draft } = entering
  if (askedOf(entering).some(page => pageProblems(page, draft).length > 0))
    return `${addressOf(entering, 'check')}?check`
  return detailsProblems(entering, now).length > 0 ? `${addressOf(entering, 'declaration')}?check` : undefined
}

/** The first page of an entry that was not entered yet or is not in order, else the one that shows all of it. */
export function nextIn(entering: Entering): string {
  const { draft } = entering
  const page = askedOf(entering).find(
    ({ id, ...rest }) => !draft.visited.includes(id) || pageProblems({ id, ...rest }, draft).length > 0,
  )
  return page ? addressOf(entering, page.id) : `${startOf(entering)}/check`
}

/**
 * Makes a response of an entry that was found in order. Again, at the same time or after a kill at any point, makes no
 * second one. Wake the runner afterwards.
 */
export async function enter(entering: Entering, by: string, now: Date): Promise<Response> {
  const as = channelIn(entering.draft.declaration.as)
  const came = dayCame(entering.draft.declaration)
  if (came === undefined)
    throw new Error(`enter: the details of entry ${entering.entry._id} were not checked`)
  const { copy } = entering.entry
  const brought = { as, by, at: today(now), ...(copy ? { copy } : {}) }
  const response = await writeResponse(
    await arrivingByStaff(entering, brought, new Date(`${came}T00:00:00Z`)),
  )
  await removeEntry(entering.entry._id)
  return response
}

/** What somebody of the team entered, as it arrives: with the permission that came with it, in its own words. */
export async function arrivingByStaff(answering: Answering, brought: Brought, came: Date): Promise<Arriving> {
  const arriving = await arrivingFrom(answering, came)
  const email = emailOf(answering)
  const none = { name: '', organisation: '', email: '' }
  return {
    ...arriving,
    ...{ source: 'staff', brought },
    consentWording: enteredWording(answering.draft.declaration.basis ?? ''),
    ...(email === '' ? {} : { identity: { ...none, ...arriving.identity, email } }),
  }
}
