import { seededRandom, shuffle } from '../../random.ts'
import { type Example, writerOf } from './example.ts'

/**
 * Parts examples into folds so that each holds its share of every theme, and all that one respondent wrote
 * stands in one fold.
 *
 * Iterative stratification: Sechidis, Tsoumakas & Vlahavas, "On the stratification of multi-label data" (ECML
 * PKDD 2011), algorithm 1, over respondents instead of texts. Ties are broken by the seed.
 *
 * @param folds how many; 2 or more. Where there are fewer respondents, some folds are empty
 * @returns the fold of each example, from 0
 * @throws Error where `folds` is no whole number above 1
 */
export function stratifiedFolds(
  examples: readonly Pick<Example, 'id' | 'respondent' | 'labels' | 'text'>[],
  folds: number,
  seed: number,
): Int32Array {
  if (!Number.isInteger(folds) || folds < 2)
    throw new Error(`stratifiedFolds: the number of folds must be 2 or more, not ${folds}`)
  const random = seededRandom(seed)
  const groups = [...groupsOf(examples)]
  const wanted = new Map<string, number[]>()
  const left = new Map<string, Set<number>>()
  for (const [index, { labels }] of groups.entries())
    for (const label of labels) {
      const share = wanted.get(label) ?? new Array<number>(folds).fill(0)
      wanted.set(
        label,
        share.map(want => want + 1 / folds),
      )
      left.set(label, (left.get(label) ?? new Set()).add(index))
    }
  const room = new Array<number>(folds).fill(examples.length / folds)
  const foldOf = new Int32Array(examples.length)
  const order = Int32Array.from(groups.keys())
  shuffle(order, order.length, random)
  const rank = new Int32Array(order.length)
  for (const [place, group] of order.entries()) rank[group] = place
  const unplaced = new Set(order)

  const place = (index: number, fold: number) => {
    const group = groups[index]
    if (group === undefined) return
    unplaced.delete(index)
    for (const row of group.rows) foldOf[row] = fold
    room[fold] = (room[fold] ?? 0) - group.rows.length
    for (const label of group.labels) {
      const share = wanted.get(label)
      if (share) share[fold] = (share[fold] ?? 0) - 1
      left.get(label)?.delete(index)
    }
  }

  for (;;) {
    const label = rarest(left)
    if (label === null) break
    const share = wanted.get(label) ?? []
    const members = [...(left.get(label) ?? [])].sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0))
    for (const index of members) place(index, neediest(share, room, random))
  }
  for (const index of unplaced) place(index, neediest(room, room, random))
  return foldOf
}

type Group = { rows: number[]; labels: string[] }

/** What each respondent wrote, with all its themes. */
function groupsOf(
  examples: readonly Pick<Example, 'id' | 'respondent' | 'labels' | 'text'>[],
): Iterable<Group> {
  const groups = new Map<string, Group>()
  for (const [row, example] of examples.entries()) {
    const writer = writerOf(example)
    const group = groups.get(writer) ?? { rows: [], labels: [] }
    group.rows.push(row)
    group.labels = [...new Set([...group.labels, ...example.labels])]
    groups.set(writer, group)
  }
  return groups.values()
}

/** The label with the fewest groups left, but some; the first of them in a tie. */
function rarest(left: ReadonlyMap<string, ReadonlySet<number>>): string | null {
  let found: string | null = null
  let fewest = Number.POSITIVE_INFINITY
  for (const [label, { size }] of left)
    if (size > 0 && size < fewest) {
      found = label
      fewest = size
    }
  return found
}

/** The fold that wants most; among equals the one with most room, and then one by lot. */
function neediest(wants: readonly number[], room: readonly number[], random: () => number): number {
  const folds = [...wants.keys()]
  const want = Math.max(...wants)
  const wanting = folds.filter(fold => (wants[fold] ?? 0) > want - 1e-9)
  const most = Math.max(...wanting.map(fold => room[fold] ?? 0))
  const roomy = wanting.filter(fold => (room[fold] ?? 0) > most - 1e-9)
  return roomy[Math.floor(random() * roomy.length)] ?? 0
}
