import { groupTable, suppressed, unknownGroup } from '../../../analysis/application.ts'
import { spreadOf } from '../spread.ts'
import type { ClosedQuestion } from './closedQuestion.ts'
import { addsUp, type Item, renamed } from './items.ts'
import type { Counts, PartTally } from './tally.ts'

/**
 * Answers by group, fit to be printed: a number is null where it is fewer than five, or one could be worked out from it.
 * `counts` are in the order of the items; `of` is how many of the group answered, and `median` that of their numbers.
 */
export type Cross = { group: string; counts: (number | null)[]; of: number | null; median: number | null }[]

/** More answers than these are not compared: finding what may be shown of them would take too long. */
export const mostCompared = 25

/** Answers to a question by group; undefined where that tells nothing, or there are too many answers. */
export function crossOf(question: ClosedQuestion, part: PartTally, items: Item[]): Cross | undefined {
  if (items.length > mostCompared) return undefined
  const cross = addsUp(question)
    ? choices(part, items)
    : question.type === 'several'
      ? severalChoices(part, items)
      : numbers(part)
  const tells =
    cross.length > 1 && cross.some(({ counts, of }) => [...counts, of].some(each => each !== null))
  return tells ? cross : undefined
}

function choices({ groups }: PartTally, items: Item[]): Cross {
  const respondents = [...groups].flatMap(([group, { chosen }]) =>
    [...chosen].flatMap(([column, count]) => Array.from({ length: count }, () => ({ group, column }))),
  )
  const { rows, cells, rowTotals } = groupTable(
    respondents,
    items.map(({ value }) => value),
  )
  return rows.map((group, row) => ({
    group,
    counts: cells[row] ?? [],
    of: rowTotals[row] ?? null,
    median: null,
  }))
}

/** Of each answer a table of those who chose it and those who did not: a total is shown where all of them show it. */
function severalChoices({ groups }: PartTally, items: Item[]): Cross {
  const tables = items.map(({ value }) =>
    groupTable(
      [...groups].flatMap(([group, { answered, chosen }]) =>
        Array.from({ length: answered }, (_, at) => ({
          group,
          column: at < (chosen.get(value) ?? 0) ? 'yes' : 'no',
        })),
      ),
      ['yes', 'no'],
    ),
  )
  return (tables[0]?.rows ?? []).map((group, row) => {
    const totals = tables.map(({ rowTotals }) => rowTotals[row] ?? null)
    return {
      group,
      counts: tables.map(({ cells }) => cells[row]?.[0] ?? null),
      of: totals.includes(null) ? null : (totals[0] ?? null),
      median: null,
    }
  })
}

/** A group's median is shown where five of it or more gave a number, and how many did is shown. */
function numbers({ groups }: PartTally): Cross {
  const respondents = [...groups].flatMap(([group, { answered }]) =>
    Array.from({ length: answered }, () => ({ group, column: 'answered' })),
  )
  const { rows, rowTotals } = groupTable(respondents, ['answered'])
  return rows.map((group, row) => {
    const of = rowTotals[row] ?? null
    const median =
      of === null
        ? undefined
        : spreadOf(groups.get(group === unknownGroup ? '' : group)?.numbers ?? [])?.median
    return { group, counts: [], of, median: median ?? null }
  })
}

/** How many chose each of the items, fit to leave the desk. */
export function countsToPrint(question: ClosedQuestion, part: Counts, items: Item[]): (number | null)[] {
  const counts = items.map(({ value }) => part.chosen.get(value) ?? 0)
  if (addsUp(question)) return withoutFew(counts)
  return counts.map(count => withoutFew([count, part.answered - count])[0] ?? null)
}

function withoutFew(counts: number[]): (number | null)[] {
  const rows = counts.map((_, at) => String(at))
  const cells = counts.map(count => [count])
  return suppressed(rows, ['respondents'], cells).cells.map(([cell]) => cell ?? null)
}

/**
 * The same by group: what is left out of all respondents is left out of every group, since their sum would tell it.
 *
 * @param printed what {@link countsToPrint} gave of the items
 */
export function crossToPrint(
  question: ClosedQuestion,
  part: PartTally,
  items: Item[],
  printed: (number | null)[],
): Cross | undefined {
  const isPrinted = (_: unknown, at: number) => printed[at] !== null
  if (!addsUp(question) || printed.every(count => count !== null))
    return crossOf(question, part, items)?.map(row => ({
      ...row,
      counts: row.counts.map((count, at) => (isPrinted(count, at) ? count : null)),
    }))
  const shown = items.filter(isPrinted)
  const rest = { value: '\u0000 all but these', label: '' }
  const cross = crossOf(question, withRest(part, new Set(shown.map(({ value }) => value)), rest.value), [
    ...shown,
    rest,
  ])
  const places = items.map(item => shown.indexOf(item))
  return cross?.map(row => ({ ...row, counts: places.map(at => row.counts[at] ?? null) }))
}

/** The same tally with all answers but these as one. */
function withRest(part: PartTally, shown: ReadonlySet<string>, rest: string): PartTally {
  const named = (value: string) => (shown.has(value) ? value : rest)
  return {
    ...part,
    groups: new Map([...part.groups].map(([group, counts]) => [group, renamed(counts, named)])),
  }
}
