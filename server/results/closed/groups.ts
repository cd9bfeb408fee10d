import { capitalised, smallGroups } from '../../../analysis/application.ts'
import { capacityNames } from '../../responses/capacityNames.ts'
import type { Standing } from '../../responses/standingStore.ts'
import type { Counts, PartTally } from './tally.ts'

/** What every respondent may say of themselves, in the order of the list; what an import brought comes after. */
const first = ['sector', 'role', 'nation']
/** Told apart by it, respondents are no groups. */
const noGroups = new Set(['id'])

const attributePrefix = 'attribute:'

/** By what results can be compared: `capacity`, or `attribute:sector` and so on, with its name in words. */
export function comparisonsBy(attributes: string[]): { value: string; text: string }[] {
  const there = new Set(attributes)
  const names = [...first.filter(name => there.has(name)), ...attributes.filter(isOther).sort()]
  return [
    { value: 'capacity', text: 'For whom they answer' },
    ...names.map(name => ({ value: `${attributePrefix}${name}`, text: capitalised(name) })),
  ]
}

function isOther(name: string): boolean {
  return !first.includes(name) && !noGroups.has(name)
}

/** The group of a response by one of {@link comparisonsBy}; empty where it is not known, or nothing is compared. */
export function groupBy(by: string): (response: Standing) => string {
  if (by === 'capacity') return ({ capacity }) => capacityNames[capacity]
  const name = attributeOf(by)
  if (name === undefined) return () => ''
  return ({ attributes }) => (Object.hasOwn(attributes, name) ? (attributes[name] ?? '').trim() : '')
}

/** The attribute that is compared, if one is. */
export function attributeOf(by: string): string | undefined {
  return by.startsWith(attributePrefix) ? by.slice(attributePrefix.length) : undefined
}

/** So many groups are told apart; a table of more could not be read. */
const mostGroups = 10

/** The same answers with the groups beyond the largest as one, which the row of all groups of fewer than five joins. */
export function withLargest(part: PartTally): PartTally {
  const sizes = [...part.groups].sort(([, a], [, b]) => b.answered - a.answered)
  if (sizes.length <= mostGroups) return part
  const groups = new Map(sizes.slice(0, mostGroups))
  const rest: Counts = { answered: 0, chosen: new Map(), numbers: [] }
  for (const [, { answered, chosen, numbers }] of sizes.slice(mostGroups)) {
    rest.answered += answered
    rest.numbers.push(...numbers)
    for (const [value, count] of chosen) rest.chosen.set(value, (rest.chosen.get(value) ?? 0) + count)
  }
  return { ...part, groups: groups.set(smallGroups, rest) }
}
