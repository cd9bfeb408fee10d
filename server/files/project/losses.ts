import type { Problem } from '../../../analysis/index.ts'

/** How many kinds of loss are kept, and how many places of each are named. */
const mostKinds = 100
const mostPlaces = 3

/** What was lost or changed, each kind once with how often and where first. */
export class Losses {
  readonly #kinds = new Map<string, { count: number; places: string[] }>()

  add(message: string, place = ''): void {
    const known = this.#kinds.get(message)
    if (!known && this.#kinds.size >= mostKinds) return
    const kind = known ?? { count: 0, places: [] }
    kind.count++
    const short = place.length > 80 ? `${place.slice(0, 79).toWellFormed()}…` : place
    if (short !== '' && kind.places.length < mostPlaces) kind.places.push(short)
    this.#kinds.set(message, kind)
  }

  list(): Problem[] {
    return [...this.#kinds].map(([message, { count, places }]) => {
      const more = count - places.length
      const named = places.map(place => `“${place}”`).join(', ')
      return {
        place:
          places.length === 0
            ? `${count} ${count === 1 ? 'time' : 'times'}`
            : `${named}${more > 0 ? ` and ${more} more` : ''}`,
        message,
      }
    })
  }
}
