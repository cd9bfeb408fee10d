import { type Example, type Unlabelled, writerOf } from './example.ts'
import { type FeatureKind, featureKinds, readFeatures } from './features.ts'
import type { SparseMatrix } from './sparse.ts'

/** A rarer phrase is testimony: it could tell who wrote it, and has no place in a model. */
export const fewestRespondents = 3

/** How long each part of a row is, before the whole is brought to length 1; words and pairs are one part. */
const parts: { kinds: readonly FeatureKind[]; share: number }[] = [
  { kinds: ['words', 'pairs'], share: 1 },
  { kinds: ['characters'], share: 1 },
  { kinds: ['question'], share: 0.5 },
  { kinds: ['length'], share: 0.3 },
  { kinds: ['rule'], share: 0.5 },
]

/** The features of a model, in order of their columns, with the weight that rarity gives each. */
export type FeatureTable = {
  names: readonly string[]
  rarity: Float64Array
  /** The part of a row in which each stands. */
  partOf: Uint8Array
  columns: Map<string, number>
}

/** How often each feature stands in each example, features by number. */
export type CountedExamples = {
  names: string[]
  features: Int32Array[]
  counts: Int32Array[]
  writers: string[]
}

/** Counts the features of every example, once for all that is learned from them. */
export function countFeatures(examples: readonly Example[], kinds: readonly FeatureKind[]): CountedExamples {
  const numbers = new Map<string, number>()
  const counted: CountedExamples = { names: [], features: [], counts: [], writers: [] }
  for (const example of examples) {
    const counts = new Map<number, number>()
    for (const [name, count] of featureCounts(example, kinds)) {
      let number = numbers.get(name)
      if (number === undefined) {
        number = numbers.size
        numbers.set(name, number)
        counted.names.push(name)
      }
      counts.set(number, count)
    }
    counted.features.push(Int32Array.from(counts.keys()))
    counted.counts.push(Int32Array.from(counts.values()))
    counted.writers.push(writerOf(example))
  }
  return counted
}

function featureCounts(passage: Unlabelled, kinds: readonly FeatureKind[]): Map<string, number> {
  const letters = kinds.map(kind => featureKinds[kind] as string)
  const counts = new Map<string, number>()
  readFeatures(passage, name => {
    if (letters.includes(name.charAt(0))) counts.set(name, (counts.get(name) ?? 0) + 1)
  })
  return counts
}

/**
 * The features that at least `fewestRespondents` of the writers of these rows used.
 *
 * @returns the table, and the column of each counted feature, or -1 where it is left out
 */
export function chooseFeatures(
  { names, features, writers }: CountedExamples,
  rows: readonly number[],
): { table: FeatureTable; columnOf: Int32Array } {
  const uses = new Int32Array(names.length)
  const users = new Int32Array(names.length)
  const lastUser = new Int32Array(names.length).fill(-1)
  const numberOf = new Map<string, number>()
  const byWriter = rows
    .map(row => {
      const writer = writers[row] ?? ''
      const number = numberOf.get(writer) ?? numberOf.size
      numberOf.set(writer, number)
      return { row, number }
    })
    .sort((a, b) => a.number - b.number || a.row - b.row)
  for (const { row, number } of byWriter)
    for (const feature of features[row] ?? []) {
      uses[feature] = (uses[feature] ?? 0) + 1
      if (lastUser[feature] === number) continue
      lastUser[feature] = number
      users[feature] = (users[feature] ?? 0) + 1
    }
  const columnOf = new Int32Array(names.length).fill(-1)
  const chosen: string[] = []
  const rarity: number[] = []
  for (const [feature, name] of names.entries()) {
    if ((users[feature] ?? 0) < fewestRespondents) continue
    columnOf[feature] = chosen.length
    chosen.push(name)
    rarity.push(1 + Math.log((1 + rows.length) / (1 + (uses[feature] ?? 0))))
  }
  return { table: tableOf(chosen, rarity), columnOf }
}

export function tableOf(names: readonly string[], rarity: ArrayLike<number>): FeatureTable {
  const partOfLetter = (letter: string) =>
    parts.findIndex(({ kinds }) => kinds.some(kind => featureKinds[kind] === letter))
  return {
    names,
    rarity: Float64Array.from(rarity),
    partOf: Uint8Array.from(names, name => partOfLetter(name.charAt(0))),
    columns: new Map(names.map((name, at) => [name, at])),
  }
}

/** The examples of these rows as a matrix over the table. */
export function matrixOf(
  counted: CountedExamples,
  rows: readonly number[],
  table: FeatureTable,
  columnOf: Int32Array,
): SparseMatrix {
  const size = rows.reduce((sum, row) => sum + (counted.features[row]?.length ?? 0), 0)
  const starts = new Int32Array(rows.length + 1)
  const columns = new Int32Array(size)
  const values = new Float32Array(size)
  let filled = 0
  for (const [index, row] of rows.entries()) {
    const from = filled
    const features = counted.features[row] ?? new Int32Array()
    const counts = counted.counts[row] ?? new Int32Array()
    for (let at = 0; at < features.length; at++) {
      const column = columnOf[features[at] ?? 0] ?? -1
      if (column === -1) continue
      columns[filled] = column
      values[filled] = counts[at] ?? 0
      filled++
    }
    weigh(table, columns.subarray(from, filled), values.subarray(from, filled))
    starts[index + 1] = filled
  }
  return { rows: rows.length, starts, columns: columns.slice(0, filled), values: values.slice(0, filled) }
}

/** One passage as a row over the table, and how many words it has; features that the model does not hold are left out. */
export function rowOf(
  passage: Unlabelled,
  table: FeatureTable,
): { columns: Int32Array; values: Float32Array; words: number } {
  const counts = new Map<number, number>()
  let words = 0
  readFeatures(passage, name => {
    if (name.startsWith(featureKinds.words)) words++
    const column = table.columns.get(name)
    if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1)
  })
  const columns = Int32Array.from(counts.keys())
  const values = Float32Array.from(counts.values())
  weigh(table, columns, values)
  return { columns, values, words }
}

/**
 * Turns counts into values, in place: (1 + ln count) × rarity, each part brought to its share, and the whole to
 * length 1.
 */
function weigh({ rarity, partOf }: FeatureTable, columns: Int32Array, values: Float32Array): void {
  const squares = new Float64Array(parts.length)
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] ?? 0
    const part = partOf[column] ?? 0
    const value = (1 + Math.log(values[at] ?? 1)) * (rarity[column] ?? 0)
    values[at] = value
    squares[part] = (squares[part] ?? 0) + value * value
  }
  let whole = 0
  for (const [part, { share }] of parts.entries()) if ((squares[part] ?? 0) > 0) whole += share * share
  const factors = parts.map(({ share }, part) => share / Math.sqrt((squares[part] ?? 0) * whole))
  for (let at = 0; at < columns.length; at++)
    values[at] = (values[at] ?? 0) * (factors[partOf[columns[at] ?? 0] ?? 0] ?? 0)
}
