import { seededRandom, shuffle } from '../../../analysis/application.ts'

/** So many of these by lot, or all of them in random order; the same seed draws the same from the same. */
export function drawn<T>(from: T[], seed: number, count = from.length): T[] {
  const places = from.map((_, at) => at)
  shuffle(places, places.length, seededRandom(seed))
  return places.slice(0, count).flatMap(at => from.slice(at, at + 1))
}
