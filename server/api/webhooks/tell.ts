import { findConsultation, openingOf } from '../../consultations/store.ts'
import { idOf, newId } from '../../database/ids.ts'
import { findingsToTell, findingTold } from '../../findings/store.ts'
import { doneAsRead } from '../../responses/pendingStore.ts'
import { responsesToTell, type Tell, tells } from '../../responses/tellStore.ts'
import { addDeliveries, type Delivery } from './deliveryStore.ts'
import type { HookEvent, Told } from './events.ts'
import { type Hook, hooksOf, hooksOfHours, noteOpening } from './hookStore.ts'

/** How long what was told is listed, in milliseconds. */
const listedMs = 14 * 24 * 60 * 60 * 1000

/** What happened: `cause` makes it this and no other, so that asked for twice it is told once. */
type Happened = { event: HookEvent; consultation: string; about: Partial<Told['data']>; cause: string }

const events: Record<Tell, HookEvent> = {
  tellSent: 'response.submitted',
  tellChanged: 'response.changed',
  tellWithdrawn: 'response.withdrawn',
}

/** Has webhooks told what happened to responses. Safe to repeat. @returns of how many responses */
export async function tellOfResponses(now: Date): Promise<number> {
  const read = await responsesToTell()
  if (read.length === 0) return 0
  await ask(
    read.flatMap(({ _id, consultation, tells: own, revisions }) =>
      own.map(tell => ({
        ...{ event: events[tell], consultation, about: { response: _id } },
        cause: tell === 'tellChanged' ? `${_id} ${revisions}` : _id,
      })),
    ),
    now,
  )
  await doneAsRead(read, ...tells)
  return read.length
}

/** The same of findings that were published. */
export async function tellOfFindings(now: Date): Promise<void> {
  const read = await findingsToTell()
  await ask(
    read.map(({ _id, consultation, version }) => ({
      ...{ event: 'finding.published', consultation, about: { finding: _id } },
      cause: `${_id} ${version}`,
    })),
    now,
  )
  for (const finding of read) await findingTold(finding)
}

/** Has webhooks told which consultations opened or closed since their hours were looked at last. */
export async function tellOfHours(now: Date): Promise<void> {
  for (const hook of await hooksOfHours()) {
    const consultation = await findConsultation(hook.consultation)
    const opening = consultation ? openingOf(consultation, now) : hook.opening
    if (!consultation || opening === hook.opening) continue
    const event = opening === 'open' ? 'consultation.opened' : 'consultation.closed'
    const cause = consultation.closesAt.toISOString()
    if (opening === 'open' || opening === 'closed')
      await addDeliveries(
        deliveriesTo(hook, { event, consultation: consultation._id, about: {}, cause }, now),
      )
    await noteOpening(hook._id, opening)
  }
}

/** Has a webhook told that it is being tried. */
export async function tellForTest(hook: Hook, now: Date): Promise<void> {
  const told: Told = {
    ...{ type: 'test', timestamp: now.toISOString() },
    data: { consultation: hook.consultation },
  }
  await addDeliveries([deliveryTo(hook, newId(), told, now)])
}

async function ask(happened: Happened[], now: Date): Promise<void> {
  const hooks = await hooksOf([...new Set(happened.map(({ consultation }) => consultation))])
  await addDeliveries(
    happened.flatMap(each =>
      hooks
        .filter(({ consultation }) => consultation === each.consultation)
        .flatMap(hook => deliveriesTo(hook, each, now)),
    ),
  )
}

function deliveriesTo(hook: Hook, { event, consultation, about, cause }: Happened, now: Date): Delivery[] {
  if (!hook.events.includes(event)) return []
  const told: Told = { type: event, timestamp: now.toISOString(), data: { consultation, ...about } }
  return [deliveryTo(hook, idOf('delivery', hook._id, event, cause), told, now)]
}

/** What a stopped webhook is not told is kept, to be sent once it goes on. */
function deliveryTo(hook: Hook, _id: string, told: Told, now: Date): Delivery {
  return {
    ...{ _id, hook: hook._id, consultation: hook.consultation, told, at: now },
    state: hook.stopped && told.type !== 'test' ? 'failed' : 'waiting',
    ...{ attempts: 0, notBefore: now, until: new Date(now.getTime() + listedMs) },
  }
}
