import type { Level, Ratings } from '../../../analysis/index.ts'

/** α by its definition: every pair within a unit, against every pair of all ratings in paired units. */
export function plainAlpha(ratings: Ratings, level: Level): number | null {
  const units = ratings
    .map(row => row.filter(rating => rating !== null).map(Number))
    .filter(row => row.length >= 2)
  const all = units.flat()
  const distance = (a: number, b: number) => plainDistance(level, all, a, b)
  let observed = 0
  for (const unit of units)
    for (const [i, a] of unit.entries())
      for (const [j, b] of unit.entries()) if (i !== j) observed += distance(a, b) / (unit.length - 1)
  let expected = 0
  for (const [i, a] of all.entries())
    for (const [j, b] of all.entries()) if (i !== j) expected += distance(a, b) / (all.length - 1)
  return expected === 0 ? null : 1 - observed / expected
}

function plainDistance(level: Level, all: number[], a: number, b: number): number {
  if (a === b) return 0
  if (level === 'nominal') return 1
  if (level === 'interval') return (a - b) ** 2
  if (level === 'ratio') return ((a - b) / (a + b)) ** 2
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  const count = (holds: (x: number) => boolean) => all.filter(holds).length
  return (count(x => x >= low && x <= high) - (count(x => x === a) + count(x => x === b)) / 2) ** 2
}

/** The share of agreeing pairs, by looking at each pair of coders. */
export function plainPercent(ratings: Ratings): number | null {
  const shares = ratings.flatMap(row => {
    const given = row.filter(rating => rating !== null)
    const pairs = given.flatMap((a, i) => given.slice(i + 1).map(b => a === b))
    return pairs.length === 0 ? [] : [pairs.filter(Boolean).length / pairs.length]
  })
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length
}
