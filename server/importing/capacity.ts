import { capacities } from '../../analysis/application.ts'
import type { Capacity } from '../../analysis/index.ts'

/** The most people that one answer can speak for. */
const mostPeople = 1_000_000

/** Other words that tables have for a capacity. */
const names: ReadonlyMap<string, Capacity> = new Map([
  ...capacities.map(capacity => [capacity, capacity] as const),
  ['individual', 'personal'],
  ['organization', 'organisation'],
  ['joint answer', 'joint'],
  ['event notes', 'notes'],
  ['event', 'notes'],
])

/** What a cell says of in which capacity somebody answered, or what is wrong with it. */
export function capacityIn(words: string): { capacity: Capacity } | { problem: string } {
  const capacity = names.get(words.trim().toLowerCase())
  if (capacity) return { capacity }
  return {
    problem: `“${words.trim()}” is no capacity. Write personal, organisation, official, joint or notes.`,
  }
}

/** What a cell says of how many people an answer speaks for, or what is wrong with it. */
export function peopleIn(words: string): { people: number } | { problem: string } {
  const people = Number(words.trim().replace(/,(?=\d{3}(?:\D|$))/g, ''))
  if (Number.isInteger(people) && people >= 1 && people <= mostPeople) return { people }
  return {
    problem: `“${words.trim()}” is no number of people. Write a whole number from 1 to 1,000,000, or leave it empty.`,
  }
}
