import type { Answer } from '../../model.ts'
import { partsBetweenCuts, readEdited } from './edited.ts'
import { fewestShared } from './nearest.ts'
import { findPassages } from './passages.ts'
import type { LintDraft } from './plainText.ts'
import { eachWordHash, pairHash, pairsOf, wordHashes } from './wordHashes.ts'

/** How many answers are kept for each passage that may be the nearest to it. */
const mostNearest = 64

/** Words that must all be there (`isNear` false), or of which the more the better. */
type Probe = { features: number; isNear: boolean; nearest: { answer: number; shared: number }[] }

/**
 * Lets a corpus go by in parts, and keeps of it what a draft can quote: the answers that hold all pairs of
 * neighbouring words of a passage, and for each passage those that share most of them. What is kept, as an index, lints
 * the draft as the whole corpus would, in memory that does not grow with it.
 */
export class LintSieve {
  readonly #pairs = new Features()
  readonly #singles = new Features()
  readonly #probes: Probe[] = []
  readonly #kept = new Map<number, { answer: Answer; wanted: number }>()
  #taken = 0

  constructor({ plain }: LintDraft) {
    const known = new Set<string>()
    for (const passage of findPassages(plain)) {
      for (const [i, { at }] of passage.endings.entries()) {
        const words = plain.text.slice(passage.start, at)
        if (known.has(words)) continue
        known.add(words)
        this.#add([words], false)
        const edited = readEdited(words)
        if (edited) this.#add(edited.phrases, false)
        if (i === 0) this.#add([words], true)
        for (const part of partsBetweenCuts(words)) this.#add([part], false)
      }
    }
  }

  /** Looks through some more of the corpus, in its order. */
  take(answers: readonly Answer[]): void {
    const shared = new Int32Array(this.#probes.length)
    for (const answer of answers) this.#look(answer, shared)
  }

  /** What was kept, in the order of the corpus. */
  kept(): Answer[] {
    return [...this.#kept].sort(([a], [b]) => a - b).map(([, { answer }]) => answer)
  }

  /** A probe of the pairs of some phrases, or of their single words where none has two. */
  #add(phrases: string[], isNear: boolean): void {
    const pairs = new Set(phrases.flatMap(phrase => [...pairsOf(phrase)]))
    const singles = new Set(phrases.flatMap(phrase => wordHashes(phrase).map(({ hash }) => hash)))
    const [kind, hashes] = pairs.size > 0 ? [this.#pairs, pairs] : [this.#singles, singles]
    if (hashes.size === 0 || (isNear && pairs.size === 0)) return
    for (const hash of hashes) kind.add(hash, this.#probes.length)
    this.#probes.push({ features: hashes.size, isNear, nearest: [] })
  }

  #look(answer: Answer, shared: Int32Array): void {
    const place = this.#taken++
    const touched: number[] = []
    const count = (probes: readonly number[]) => {
      for (const probe of probes) {
        if (shared[probe] === 0) touched.push(probe)
        shared[probe] = (shared[probe] ?? 0) + 1
      }
    }
    let previous = -1
    eachWordHash(answer.text, hash => {
      if (previous >= 0) count(this.#pairs.firstSeen(pairHash(previous, hash), place))
      if (!this.#singles.isEmpty) count(this.#singles.firstSeen(hash, place))
      previous = hash
    })
    for (const index of touched) {
      const probe = this.#probes[index]
      if (probe) this.#weigh(probe, shared[index] ?? 0, place, answer)
      shared[index] = 0
    }
  }

  #weigh(probe: Probe, shared: number, place: number, answer: Answer): void {
    if (!probe.isNear) {
      if (shared === probe.features) this.#keep(place, answer)
      return
    }
    if (shared < probe.features * fewestShared) return
    const least = probe.nearest.at(-1)
    if (least && probe.nearest.length === mostNearest) {
      if (least.shared >= shared) return
      probe.nearest.pop()
      this.#letGo(least.answer)
    }
    const before = probe.nearest.findIndex(other => other.shared < shared)
    probe.nearest.splice(before < 0 ? probe.nearest.length : before, 0, { answer: place, shared })
    this.#keep(place, answer)
  }

  #keep(place: number, answer: Answer): void {
    const kept = this.#kept.get(place)
    if (kept) kept.wanted++
    else this.#kept.set(place, { answer, wanted: 1 })
  }

  #letGo(place: number): void {
    const kept = this.#kept.get(place)
    if (kept && --kept.wanted === 0) this.#kept.delete(place)
  }
}

const none: readonly number[] = []
/** A table of bits that answers most questions: whether any feature has these low bits of its hash. */
const bits = 20
const mask = 2 ** bits - 1

/** Which probes ask for which hash; each is told once an answer. */
class Features {
  readonly #probes = new Map<number, { probes: number[]; seen: number }>()
  readonly #some = new Uint8Array(mask + 1)

  get isEmpty(): boolean {
    return this.#probes.size === 0
  }

  add(hash: number, probe: number): void {
    this.#some[hash & mask] = 1
    const feature = this.#probes.get(hash)
    if (feature) feature.probes.push(probe)
    else this.#probes.set(hash, { probes: [probe], seen: -1 })
  }

  /** The probes that ask for a hash, where it is met first in the answer at `place`; else none. */
  firstSeen(hash: number, place: number): readonly number[] {
    if (this.#some[hash & mask] === 0) return none
    const feature = this.#probes.get(hash)
    if (!feature || feature.seen === place) return none
    feature.seen = place
    return feature.probes
  }
}
