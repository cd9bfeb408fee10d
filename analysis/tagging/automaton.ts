import type { TokenisedText } from './tokenised.ts'

/** A node of the trie of all terms. */
type Node = { children: Map<number, number>; term: number | null }

/**
 * The terms that stand in the text when a state is reached, by the trie nodes that are then open. `next` is filled
 * as the text asks for it, one entry a class of word; a state of which no term goes on needs none.
 */
type State = {
  nodes: readonly number[]
  ends: readonly number[]
  goesOn: boolean
  next: Map<number, State>
}

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
  /** What is next where no term is open, by the class of the word: asked for most often. */
  #behindRoot: (State | undefined)[] = []

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

  /** The atoms that are a term by themselves. */
  singleAtoms(): Set<number> {
    const behindRoot = this.#nodes[0]?.children ?? new Map<number, number>()
    return new Set([...behindRoot].flatMap(([atom, node]) => (this.#nodes[node]?.term == null ? [] : [atom])))
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
    /** The state before, where a term of it may go on. */
    let open: State | undefined
    let previous = -1
    for (let hit = 0; hit < text.hitCount; hit++) {
      const at = text.hits[hit] ?? 0
      if (at !== previous + 1) open = undefined
      previous = at
      const word = text.words[at] ?? 0
      const known = open === undefined ? this.#behindRoot[word] : open.next.get(word)
      const state = known ?? this.#step(open, word, text.atoms(at))
      open = state.goesOn ? state : undefined
      const { ends } = state
      for (let end = 0; end < ends.length; end++) {
        const term = ends[end] ?? 0
        report(term, at + 1 - (this.#lengths[term] ?? 1), at)
      }
    }
  }

  #step(from: State | undefined, word: number, atoms: readonly number[]): State {
    const nodes = new Set<number>()
    for (const node of [0, ...(from?.nodes ?? [])]) {
      for (const atom of atoms) {
        const child = this.#nodes[node]?.children.get(atom)
        if (child !== undefined) nodes.add(child)
      }
    }
    if (this.#states.size >= mostStates) this.#forget()
    const state = this.#state([...nodes].sort((a, b) => a - b))
    if (from === undefined) {
      // Without gaps, or it would be kept as a slow table.
      while (this.#behindRoot.length < word) this.#behindRoot.push(undefined)
      this.#behindRoot[word] = state
    } else {
      from.next.set(word, state)
    }
    return state
  }

  #state(nodes: readonly number[]): State {
    const key = nodes.join(' ')
    const known = this.#states.get(key)
    if (known !== undefined) return known
    const ends = nodes.flatMap(node => this.#nodes[node]?.term ?? [])
    const goesOn = nodes.some(node => (this.#nodes[node]?.children.size ?? 0) > 0)
    const state = { nodes, ends, goesOn, next: new Map<number, State>() }
    this.#states.set(key, state)
    return state
  }

  #forget(): void {
    this.#states = new Map()
    this.#behindRoot = []
  }
}
