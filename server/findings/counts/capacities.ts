import {
  capacities,
  capitalised,
  listed,
  type PrintedTable,
  suppressed,
} from '../../../analysis/application.ts'
import type { Capacity } from '../../../analysis/index.ts'
import { capacityNames } from '../../responses/capacityNames.ts'
import type { RespondentFacts } from '../../responses/countStore.ts'

/** The columns of every table of a finding's count. */
export const supportColumns = ['Support it', 'Do not say so']

/** Who supports a claim and who does not by capacity, without small cells; capacities that nobody answered in are left out. */
export function capacityTable(
  of: Record<Capacity, number>,
  supporters: string[],
  respondents: Map<string, RespondentFacts>,
): PrintedTable {
  const supports = new Map<Capacity, number>()
  for (const supporter of supporters) {
    const capacity = respondents.get(supporter)?.capacity
    if (capacity) supports.set(capacity, (supports.get(capacity) ?? 0) + 1)
  }
  const rows = capacities.filter(capacity => of[capacity] > 0)
  return suppressed(
    rows.map(capacity => capacityNames[capacity]),
    supportColumns,
    rows.map(capacity => {
      // What was counted a moment apart may differ by who came in between.
      const own = Math.min(supports.get(capacity) ?? 0, of[capacity])
      return [own, of[capacity] - own]
    }),
  )
}

/** Answers that speak for several people, among some respondents; the people are never added to a count. */
export type ForSeveral = Record<'joint' | 'notes', { answers: number; people: number }>

/** How many of these respondents' answers speak for several people, and for how many where that is known. */
export function forSeveral(of: string[], respondents: Map<string, RespondentFacts>): ForSeveral {
  const found: ForSeveral = { joint: { answers: 0, people: 0 }, notes: { answers: 0, people: 0 } }
  for (const id of of) {
    const facts = respondents.get(id)
    if (facts?.capacity !== 'joint' && facts?.capacity !== 'notes') continue
    found[facts.capacity].answers++
    found[facts.capacity].people += facts.people ?? 0
  }
  return found
}

/** "1 joint answer on behalf of 12 people stands apart, and counts as one."; empty where there is none. */
export function forSeveralWords({ joint, notes }: ForSeveral): string {
  const on = (people: number, before: string) =>
    people === 0 ? '' : ` ${before} ${people} ${people === 1 ? 'person' : 'people'}`
  const parts = [
    joint.answers > 0
      ? `${joint.answers} joint ${joint.answers === 1 ? 'answer' : 'answers'}${on(joint.people, 'on behalf of')}`
      : '',
    notes.answers > 0
      ? `the notes of ${notes.answers} ${notes.answers === 1 ? 'event' : 'events'}${on(notes.people, 'with')}`
      : '',
  ].filter(part => part !== '')
  if (parts.length === 0) return ''
  const one = joint.answers + notes.answers === 1
  const said = capitalised(listed(parts))
  return one
    ? `${said} ${notes.answers === 1 ? 'stand' : 'stands'} apart, and ${notes.answers === 1 ? 'count' : 'counts'} as one.`
    : `${said} stand apart, and each counts as one.`
}
