import type { WordClass } from './vocabulary.ts'

/** A node of the trie of all terms. */
type Node = { children: Map<number, number>; term: number | null }

/**
 * The terms that stand in the text when a state is reached, by the trie nodes that are then open.
 * `next` is filled as the text asks for it, one entry a class of word.
 */
type State = { nodes: readonly number[]; ends: readonly number[]; next: (State | undefined)[] }

/** How many states are kept; beyond, they are made anew, so that odd codebooks cannot fill the memory. */
const mostStates = 20_000

/**
 * Finds every occurrence of every term (a word or a phrase) in one pass over a sentence: Aho and Corasick,
 * "Efficient string matching" (1975), over words instead of letters. Since a word can match several atoms
 * (its family, a prefix, an exact form), a state is a set of trie nodes, and is determined when first met.
 * Each word costs one step, however many rules there are.
 */
export class Automaton {
  readonly #nodes: Node[] = [{ children: new Map(), term: null }]
  readonly #lengths: number[] = []
  readonly #terms = new Map<string, number>()
  #states = new Map<string, State>()
  #root: State = this.#state([])

  /** Takes in a term by the numbers of its atoms. @returns its number */
  add(atoms: readonly number[]): number {
    const key = atoms.join(' ')
    const known = this.#terms.get(key)
    if (known !== undefined) return known
    const term = this.#lengths.length
    this.#terms.set(key, term)
    this.#lengths.push(atoms.length)
    let node = 0
    for (const atom of atoms) node = this.#child(node, atom)
    const last = this.#nodes[node]
    if (last !== undefined) last.term = term
    return term
  }

  #child(parent: number, atom: number): number {
    const children = this.#nodes[parent]?.children
    const known = children?.get(atom)
    if (known !== undefined) return known
    const made = this.#nodes.push({ children: new Map(), term: null }) - 1
    children?.set(atom, made)
    return made
  }

  /**
   * Walks over words `from` up to `to` (exclusive) and reports each occurrence of a term.
   *
   * @param classes the class of each word of the text
   * @param report is given the term, its first word and its last
   */
  walk(
    classes: readonly WordClass[],
    from: number,
    to: number,
    report: (term: number, first: number, last: number) => void,
  ): void {
    let state = this.#root
    for (let at = from; at < to; at++) {
      const word = classes[at]
      if (word === undefined || word.atoms.length === 0) {
        state = this.#root
        continue
      }
      state = state.next[word.id] ?? this.#step(state, word)
      for (const term of state.ends) report(term, at + 1 - (this.#lengths[term] ?? 1), at)
    }
  }

  #step(from: State, word: WordClass): State {
    const nodes = new Set<number>()
    for (const node of [0, ...from.nodes]) {
      for (const atom of word.atoms) {
        const child = this.#nodes[node]?.children.get(atom)
        if (child !== undefined) nodes.add(child)
      }
    }
    if (this.#states.size >= mostStates) this.#forget()
    const state = this.#state([...nodes].sort((a, b) => a - b))
    from.next[word.id] = state
    return state
  }

  #state(nodes: readonly number[]): State {
    const key = nodes.join(' ')
    const known = this.#states.get(key)
    if (known !== undefined) return known
    const ends = nodes.flatMap(node => this.#nodes[node]?.term ?? [])
    const state = { nodes, ends, next: [] }
    this.#states.set(key, state)
    return state
  }

  #forget(): void {
    this.#states = new Map()
    this.#root = this.#state([])
  }
}
