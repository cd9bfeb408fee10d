import type { Shape } from './shape.ts'

/**
 * The words that lead up to a quote of each shape, so that it goes on as a sentence; `{who}` is whoever said it. None
 * says more than that somebody wrote it.
 */
const frames: Record<Shape, readonly string[]> = {
  noun: ['{who} described', '{who} spoke of', '{who} wrote of', '{who} told us of', '{who} pointed to'],
  doing: ['{who} described', '{who} wrote of', '{who} spoke of'],
  clause: ['{who} wrote that', '{who} told us that', '{who} noted that', '{who} observed that'],
  quality: ['{who} called it', '{who} described it as'],
  predicate: ['{who} wrote that it', '{who} told us that it'],
  whole: ['{who} wrote:', '{who} put it this way:', '{who} told us:', 'In the words of {who}:'],
}

/** The same where the words are several people's. */
const sharedFrames: Partial<Record<Shape, readonly string[]>> = {
  noun: ['{who} spoke of', '{who} wrote of', '{who} described'],
  doing: ['{who} wrote of', '{who} described', '{who} spoke of'],
}

/** What opens a sentence with a voice that differs. */
const turns = {
  inSentence: ['Not everyone saw it so: ', 'There was another view: '],
  beforeColon: ['Against this, ', 'On the other side, '],
}

/**
 * Chooses frames in turn, so that none comes again before the others of its kind have. What is written of the same
 * things is framed in the same way each time.
 *
 * @param seed a name, by which one draft begins elsewhere than another
 */
export class Frames {
  readonly #used = new Map<string, number>()
  readonly #seed: number

  constructor(seed: string) {
    this.#seed = Array.from(seed).reduce(
      (sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973,
      7,
    )
  }

  /** One of these, each in turn. @throws Error where there is none */
  next<T>(kind: string, all: readonly T[]): T {
    const used = this.#used.get(kind) ?? 0
    this.#used.set(kind, used + 1)
    const chosen = all[(this.#seed + used) % all.length]
    if (chosen === undefined) throw new Error(`Frames: there is nothing to choose from for ${kind}`)
    return chosen
  }

  /** The lead of a quote. */
  lead(shape: Shape): string {
    return this.next(shape, frames[shape])
  }

  /** The lead of several people's fragments of one shape; undefined where that shape is not shared. */
  sharedLead(shape: Shape): string | undefined {
    const all = sharedFrames[shape]
    return all && this.next(`shared ${shape}`, all)
  }

  /** The lead of a quote that speaks against a claim. */
  counterLead(shape: Shape, isFirst: boolean): string {
    const lead = this.lead(shape)
    if (!isFirst) return lead
    if (shape !== 'whole') return this.next('turn', turns.inSentence) + lead
    return `${this.next('turn to colon', turns.beforeColon)}${lead.startsWith('In the words') ? '{who} wrote:' : lead}`
  }
}
