import { stem } from '../text/stem.ts'
import { tokenise } from '../text/tokens.ts'

/** A text as weights of its words' families, of length 1 (or empty where it has no telling word). */
export type Vector = ReadonlyMap<string, number>

/**
 * Vectors of texts among each other: a word family weighs more the fewer of the texts hold it (inverse document
 * frequency), and how often one text repeats it does not matter.
 */
export function vectorsOf(texts: string[]): Vector[] {
  const families = texts.map(
    text => new Set(tokenise(text).flatMap(({ word }) => (/\p{L}{3}/u.test(word) ? stem(word) : []))),
  )
  const holding = new Map<string, number>()
  for (const own of families) for (const family of own) holding.set(family, (holding.get(family) ?? 0) + 1)
  return families.map(own => {
    const weights = [...own].map((family): [string, number] => [
      family,
      Math.log((texts.length + 1) / (holding.get(family) ?? 1)),
    ])
    return unit(new Map(weights))
  })
}

/** The cosine of two vectors, 0 to 1. */
export function similarity(a: Vector, b: Vector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [family, weight] of small) sum += weight * (large.get(family) ?? 0)
  return sum
}

/** How much of the shorter text's weight the other holds too, 0 to 1: 1 where it says nothing more. */
export function containment(a: Vector, b: Vector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let held = 0
  for (const [family, weight] of small) if (large.has(family)) held += weight * weight
  return held
}

/**
 * How typical each vector is of the others: its mean similarity to them, as a share of the highest, 0 to 1.
 * Takes time linear in the vectors' sizes: the mean is taken to the others' sum.
 */
export function typicality(vectors: Vector[]): number[] {
  const sum = new Map<string, number>()
  for (const vector of vectors) {
    for (const [family, weight] of vector) sum.set(family, (sum.get(family) ?? 0) + weight)
  }
  const raw = vectors.map(vector => Math.max(0, similarity(vector, sum) - similarity(vector, vector)))
  const highest = raw.reduce((most, value) => Math.max(most, value), 0)
  return raw.map(value => (highest === 0 ? 0 : value / highest))
}

function unit(vector: Map<string, number>): Vector {
  let squares = 0
  for (const weight of vector.values()) squares += weight * weight
  const length = Math.sqrt(squares)
  return length === 0 ? new Map() : new Map([...vector].map(([family, weight]) => [family, weight / length]))
}
