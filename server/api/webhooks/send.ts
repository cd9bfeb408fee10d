import { unseal } from '../../database/seal.ts'
import { deliver, type Outcome, type Way } from './deliver.ts'
import { claimDelivery, type Delivery, failAll, putOffAll, settleDelivery } from './deliveryStore.ts'
import { findHooks, type Hook, resumeHook, stopHook } from './hookStore.ts'
import { signedHeaders } from './signing.ts'

const minute = 60_000
/** How long it waits after each try that failed; after one more, its webhook is stopped. Together about a day. */
const pauses = [1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60].map(minutes => minutes * minute)

/** Longer than anything waits, in milliseconds. */
export const tooLongMs = 2 * Math.max(...pauses)

/** By what it is signed, and how it is sent. */
export type Sending = Way & { secret: string }

/**
 * Sends what waits, each webhook's one after another and the webhooks beside one another, so that one that does not
 * answer holds up no other.
 */
export async function sendReady(
  ready: Pick<Delivery, '_id' | 'hook'>[],
  sending: Sending,
  now = new Date(),
): Promise<void> {
  const hooks = new Map((await findHooks(ready.map(({ hook }) => hook))).map(hook => [hook._id, hook]))
  await Promise.all(
    [...hooks.values()].map(async hook => {
      for (const { _id } of ready.filter(each => each.hook === hook._id))
        if (!(await sendOne(hook, _id, sending, now))) return
    }),
  )
}

/** @returns whether the webhook was told, so that it is worth trying the next */
async function sendOne(hook: Hook, id: string, sending: Sending, now: Date): Promise<boolean> {
  const delivery = await claimDelivery(id, now)
  if (!delivery) return true
  const secret = unseal(sending.secret, hook.sealed)?.secret
  const outcome: Outcome =
    secret === undefined
      ? { is: 'refused', problem: 'The secret of this site was changed since: make the webhook anew.' }
      : await deliver(hook.url, headersOf(delivery, secret, now), bodyOf(delivery), sending)
  if (outcome.is === 'answered' && outcome.status >= 200 && outcome.status < 300) {
    await settleDelivery(delivery, { state: 'delivered', outcome: `It answered ${outcome.status}.` })
    if (hook.stopped) await resumeHook(hook.consultation, hook._id)
    return true
  }
  await putOff(hook, delivery, outcome, now)
  return false
}

async function putOff(hook: Hook, delivery: Delivery, outcome: Outcome, now: Date): Promise<void> {
  const problem = outcome.is === 'answered' ? `It answered ${outcome.status}.` : outcome.problem
  const isGone = outcome.is === 'answered' && outcome.status === 410
  const pause = isGone ? undefined : pauses[delivery.attempts - 1]
  if (pause === undefined) {
    await stopHook(hook._id, now, problem)
    await settleDelivery(delivery, { state: 'failed', outcome: problem })
    await failAll(hook._id, 'It was not tried, since the webhook is stopped.')
    return
  }
  const notBefore = new Date(now.getTime() + pause)
  await settleDelivery(delivery, { state: 'waiting', outcome: problem, notBefore })
  await putOffAll(hook._id, notBefore)
}

/** The very characters that are sent and signed. */
export function bodyOf({ told }: Pick<Delivery, 'told'>): string {
  return JSON.stringify(told)
}

function headersOf(delivery: Delivery, secret: string, now: Date): Record<string, string> {
  const seconds = Math.floor(now.getTime() / 1000)
  return signedHeaders(secret, { id: delivery._id, seconds, body: bodyOf(delivery) })
}
