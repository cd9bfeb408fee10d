import type { TokenisedText } from './tokenised.ts'

/** A node of the trie of all terms. */
type Node = { children: Map<number, number>; term: number | null }

/**
 * The terms that stand in the text when a state is reached, by the trie nodes that are then open.
 * `next` is filled as the text asks for it, one entry a class of word.
 */
type State = { nodes: readonly number[]; ends: readonly number[]; next: Map<number, State> }

/** How many states are kept; beyond, they are made anew, so that odd codebooks cannot fill the memory. */
const mostStates = 20_000

/**
 * Finds every occurrence of every term (a word or a phrase) in one pass over a text: Aho and Corasick,
 * "Efficient string matching" (1975), over words instead of letters. Since a word can match several atoms
 * (its family, a prefix, an exact form), a state is a set of trie nodes, and is determined when first met.
 * Each word that some rule could use costs one step, however many rules there are; the others cost none.
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
   * Walks over the words of a text that could belong to a rule, and reports each occurrence of a term.
   *
   * @param report is given the term, its first word and its last; terms come in the order of their last words
   */
  walk(text: TokenisedText, report: (term: number, first: number, last: number) => void): void {
    let state = this.#root
    let previous = -1
    for (let hit = 0; hit < text.hitCount; hit++) {
      const at = text.hits[hit] ?? 0
      if (at !== previous + 1) state = this.#root
      previous = at
      const word = text.words[at] ?? 0
      state = state.next.get(word) ?? this.#step(state, word, text.atoms(at))
      for (const term of state.ends) report(term, at + 1 - (this.#lengths[term] ?? 1), at)
    }
  }

  #step(from: State, word: number, atoms: readonly number[]): State {
    const nodes = new Set<number>()
    for (const node of [0, ...from.nodes]) {
      for (const atom of atoms) {
        const child = this.#nodes[node]?.children.get(atom)
        if (child !== undefined) nodes.add(child)
      }
    }
    if (this.#states.size >= mostStates) this.#forget()
    const state = this.#state([...nodes].sort((a, b) => a - b))
    from.next.set(word, state)
    return state
  }

  #state(nodes: readonly number[]): State {
    const key = nodes.join(' ')
    const known = this.#states.get(key)
    if (known !== undefined) return known
    const ends = nodes.flatMap(node => this.#nodes[node]?.term ?? [])
    const state = { nodes, ends, next: new Map<number, State>() }
    this.#states.set(key, state)
    return state
  }

  #forget(): void {
    this.#states = new Map()
    this.#root = this.#state([])
  }
}
