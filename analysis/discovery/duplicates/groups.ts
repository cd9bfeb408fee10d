/** Numbers from 0 on, of which some are joined into groups (union–find). */
export class Groups {
  readonly #parents: Int32Array

  constructor(size: number) {
    this.#parents = Int32Array.from({ length: size }, (_, at) => at)
  }

  /** The member that stands for the whole group of `one`. */
  of(one: number): number {
    const parents = this.#parents
    let at = one
    for (let above = parents[at] ?? at; above !== at; above = parents[at] ?? at) {
      parents[at] = parents[above] ?? above
      at = above
    }
    return at
  }

  join(one: number, other: number): void {
    const [a, b] = [this.of(one), this.of(other)]
    this.#parents[Math.max(a, b)] = Math.min(a, b)
  }

  /** Every group, its members ascending, in the order of their first. */
  all(): number[][] {
    const found = new Map<number, number[]>()
    for (let one = 0; one < this.#parents.length; one++) {
      const group = found.get(this.of(one))
      if (group) group.push(one)
      else found.set(this.of(one), [one])
    }
    return [...found.values()]
  }
}
