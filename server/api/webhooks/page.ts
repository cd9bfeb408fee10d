import type { Entry } from '../../http/entry.ts'
import { type Delivery, latestDeliveries } from './deliveryStore.ts'
import { eventNames, hookEvents } from './events.ts'
import { type Hook, hooksOf } from './hookStore.ts'

/** The webhooks of a consultation, and what was entered to make another. */
export async function hooksPage(consultation: string, entry: Entry | undefined) {
  const chosen = [entry?.values.events ?? []].flat()
  return {
    hooks: (await hooksOf([consultation])).map(hookView),
    events: hookEvents.map(event => ({
      ...{ value: event, label: `${eventNames[event]} (${event})`, chosen: chosen.includes(event) },
    })),
    hookValues: entry?.values,
    hookProblems: entry?.problems,
  }
}

/** A webhook with what it was told lately, the newest first. */
export async function hookPage(hook: Hook) {
  const deliveries = await latestDeliveries(hook._id)
  return { hook: hookView(hook), deliveries: deliveries.map(deliveryView) }
}

function hookView({ _id, url, events, createdAt, stopped }: Hook) {
  return { id: _id, url, createdAt, stopped, events: events.map(event => eventNames[event]) }
}

function deliveryView({ _id, told, at, state, attempts, notBefore, outcome, triedAt }: Delivery) {
  const isWaiting = state === 'waiting' || state === 'sending'
  return {
    ...{ id: _id, at, outcome, triedAt },
    what: told.type === 'test' ? 'A test' : eventNames[told.type],
    about: told.data.response ?? told.data.finding,
    isDelivered: state === 'delivered',
    isFailed: state === 'failed',
    next: isWaiting && attempts > 0 ? notBefore : undefined,
    isWaiting,
  }
}
