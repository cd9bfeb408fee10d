import { fewestInCell } from '../../../analysis/application.ts'
import type { ClosedQuestion } from './closedQuestion.ts'
import type { Counts, PartTally } from './tally.ts'

/** One of the answers that can be chosen. */
export type Item = { value: string; label: string }

/**
 * The answers of a question in their order, those that no version lists behind them: as an import may bring them, or
 * somebody's own words of who they are.
 */
export function itemsOf(question: ClosedQuestion, { chosen }: Pick<PartTally, 'chosen'>): Item[] {
  const listed = listedItems(question)
  const known = new Set(listed.map(({ value }) => value))
  const others = [...chosen.keys()].filter(value => !known.has(value))
  others.sort((a, b) => (chosen.get(b) ?? 0) - (chosen.get(a) ?? 0) || (a < b ? -1 : 1))
  return [...listed, ...others.map(value => ({ value, label: value === rare ? rareLabel : value }))]
}

/** Stands for what no option lists and fewer than five said: no option's value begins so. */
const rare = '\u0000'
const rareLabel = 'Something that fewer than five said'

/** The same counts with all that no option lists and fewer than five said as one: such words could tell who said them. */
export function withoutRare(question: ClosedQuestion, part: PartTally): PartTally {
  const listed = new Set(listedItems(question).map(({ value }) => value))
  const few = [...part.chosen].filter(([value, count]) => !listed.has(value) && count < fewestInCell)
  const gone = new Set(few.map(([value]) => value))
  if (gone.size === 0) return part
  const named = (value: string) => (gone.has(value) ? rare : value)
  const groups = [...part.groups].map(([group, counts]) => [group, renamed(counts, named)] as const)
  const senders = part.senders.map(sender => ({ ...sender, chosen: sender.chosen.map(named) }))
  return { ...part, ...renamed(part, named), groups: new Map(groups), senders }
}

/** The same counts with other names for what was chosen; what comes to have one name is added up. */
export function renamed(counts: Counts, named: (value: string) => string): Counts {
  const chosen = new Map<string, number>()
  for (const [value, count] of counts.chosen)
    chosen.set(named(value), (chosen.get(named(value)) ?? 0) + count)
  return { answered: counts.answered, chosen, numbers: counts.numbers }
}

function listedItems(question: ClosedQuestion): Item[] {
  if ('options' in question) return question.options.map(({ value, label }) => ({ value, label }))
  if (question.type !== 'rating') return []
  return Array.from({ length: question.most }, (_, at) => {
    const end = at === 0 ? question.low : at === question.most - 1 ? question.high : ''
    return { value: String(at + 1), label: end === '' ? String(at + 1) : `${at + 1}, ${end}` }
  })
}

/** Whether each respondent chose one of the items, of a ranking as the first: then their counts add up. */
export function addsUp({ type }: ClosedQuestion): boolean {
  return type !== 'several' && type !== 'number' && type !== 'date'
}
