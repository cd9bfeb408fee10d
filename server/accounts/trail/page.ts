import { stringify } from 'csv-stringify/sync'
import type { KeptEvent, Listed } from '../auditStore.ts'
import type { Account } from '../store.ts'
import { type EventKind, eventKinds, kindNames, kindWords } from './kinds.ts'

/** What of the trail somebody asked to see. */
export type Asked = { account: string; kind: EventKind | ''; before: Listed['before'] }

/** Reads it from an address; what is no account, no kind or no place in the trail is as if it was not asked. */
export function readAsked(query: Record<string, unknown>): Asked {
  const [, time = '', _id = ''] = /^(\d{1,15})-([0-9a-f]{24})$/.exec(String(query.before ?? '')) ?? []
  return {
    account: typeof query.account === 'string' ? query.account : '',
    kind: eventKinds.find(kind => kind === query.kind) ?? '',
    before: _id ? { at: new Date(Number(time)), _id } : undefined,
  }
}

export function listedBy({ account, kind, before }: Asked): Listed {
  return {
    account: account || undefined,
    words: kind === '' ? undefined : kindWords[kind],
    before,
  }
}

/** A page of what was done. @param events one more than is shown, where there are more */
export function trailPage(
  asked: Asked,
  accounts: Account[],
  events: KeptEvent[],
  shown: number,
  waiting: number,
) {
  const names = namesOf(accounts)
  const last = events.length > shown ? events[shown - 1] : undefined
  const chosen = `${new URLSearchParams({ account: asked.account, kind: asked.kind })}`
  return {
    accounts: [
      { value: '', label: 'Everybody', chosen: asked.account === '' },
      ...accounts.map(({ _id, name, email }) => ({
        ...{ value: _id, label: `${name}, ${email}`, chosen: _id === asked.account },
      })),
    ],
    kinds: [
      { value: '', label: 'All', chosen: asked.kind === '' },
      ...eventKinds.map(kind => ({ value: kind, label: kindNames[kind], chosen: kind === asked.kind })),
    ],
    events: events.slice(0, shown).map(({ at, account, what, on, block }) => ({
      ...{ at, what, block },
      who: nameOf(names, account),
      on: names.get(on) ?? on,
    })),
    waiting,
    isNarrowed: asked.account !== '' || asked.kind !== '',
    file: `/desk/audit.csv?${chosen}`,
    first: asked.before && `/desk/audit?${chosen}`,
    next: last && `/desk/audit?${chosen}&before=${last.at.getTime()}-${last._id}`,
  }
}

const columns = ['at', 'account', 'name', 'what', 'on', 'event', 'block']

/** What was done as a table, a line for each event; `block` is empty where it is not sealed yet. */
export async function* trailFile(accounts: Account[], events: AsyncIterable<KeptEvent>) {
  const names = namesOf(accounts)
  yield line(columns)
  for await (const { _id, at, account, what, on, block } of events)
    yield line([at.toISOString(), account, nameOf(names, account), what, on, String(_id), block ?? ''])
}

function line(cells: (string | number)[]): string {
  return stringify([cells], { escape_formulas: true, record_delimiter: 'windows' })
}

function namesOf(accounts: Account[]): Map<string, string> {
  return new Map(accounts.map(({ _id, name }) => [_id, name]))
}

function nameOf(names: Map<string, string>, account: string): string {
  return names.get(account) ?? 'someone whose account is gone'
}
