import {
  type Answer,
  compileCodebook,
  isNonAnswer,
  type Tag,
  type Tagger,
  type Theme,
  tagAnswer,
} from '../../analysis/index.ts'
import { GroupTally } from './groupTally.ts'
import type { GivenResponse } from './responses.ts'

/** A tag with the answer that it was made in. */
export type TaggedPassage = { tag: Tag; answer: Answer }

/** What the machine found of one theme. Counts are of respondents, each once, unless they say otherwise. */
export type ThemeTally = {
  theme: Theme
  respondents: number
  /** With those who raised only a theme below it. */
  withSubthemes: number
  /** How many different stretches of text the tags stand on: two rules may have found the same. */
  passages: number
  /** Those that quotes are chosen from: all of them where they are few enough, otherwise some, by lot. */
  candidates: TaggedPassage[]
}

/** How many passages of a theme are kept to choose quotes from, at least, where it has so many. */
const candidatesKept = 1000

/** Tags responses one after another and counts, in memory that holds of each response no more than its themes. */
export class Tally {
  /** Responses of any kind; then those that say more than a non-answer, which are counted over. */
  responses = 0
  of = 0
  answers = 0
  tags = 0
  readonly themes: ThemeTally[]
  /** The themes that each respondent raised, of those who raised any; alike ones are one set. */
  readonly raised = new Map<string, ReadonlySet<string>>()
  readonly groups: GroupTally[]
  readonly #byTheme: Map<string, ThemeTally>
  readonly #sets = new Map<string, ReadonlySet<string>>()
  readonly #tagger: Tagger

  /** @param by the columns of attributes to count by */
  constructor(themes: Theme[], by: readonly string[]) {
    this.themes = themes.map(theme => ({
      ...{ theme, respondents: 0, withSubthemes: 0, passages: 0, candidates: [] },
    }))
    this.#byTheme = new Map(this.themes.map(own => [own.theme.id, own]))
    this.groups = by.map(column => new GroupTally(column))
    this.#tagger = compileCodebook(themes)
  }

  /** Tags the answers of a response that say more than a non-answer. @returns the tags, in the order of the answers */
  take({ respondent, cells, answers }: GivenResponse): TaggedPassage[] {
    this.responses++
    const saying = answers.filter(({ text }) => !isNonAnswer(text))
    if (saying.length === 0) return []
    this.of++
    this.answers += saying.length
    const tagged = saying.flatMap(answer => tagAnswer(this.#tagger, answer).map(tag => ({ tag, answer })))
    this.tags += tagged.length
    const raised = this.#setOf(tagged)
    if (raised.size > 0) this.raised.set(respondent, raised)
    for (const group of this.groups) group.add(cells.get(group.column) ?? '', raised)
    for (const theme of raised) {
      const own = this.#byTheme.get(theme)
      if (own) count(own, tagged)
    }
    for (const theme of this.#withThoseAbove(raised)) theme.withSubthemes++
    return tagged
  }

  /** How many of the respondents who are counted raised no theme. */
  get raisedNone(): number {
    return this.of - this.raised.size
  }

  #setOf(tagged: TaggedPassage[]): ReadonlySet<string> {
    const themes = new Set(tagged.map(({ tag }) => tag.theme))
    const key = JSON.stringify([...themes].sort())
    const known = this.#sets.get(key) ?? themes
    this.#sets.set(key, known)
    return known
  }

  #withThoseAbove(raised: ReadonlySet<string>): Set<ThemeTally> {
    const found = new Set<ThemeTally>()
    for (const theme of raised) {
      let at = this.#byTheme.get(theme)
      while (at && !found.has(at)) {
        found.add(at)
        at = this.#byTheme.get(at.theme.parent ?? '')
      }
    }
    return found
  }
}

function count(own: ThemeTally, tagged: TaggedPassage[]): void {
  const passages = tagged.filter(({ tag }) => tag.theme === own.theme.id)
  own.respondents++
  own.passages += new Set(passages.map(({ tag }) => `${tag.text}\n${tag.start}`)).size
  // Negated passages speak of a theme's absence, so that they are counted but not offered as typical of it.
  own.candidates.push(...passages.filter(({ tag }) => !tag.negated))
  if (own.candidates.length > 2 * candidatesKept) own.candidates = byLot(own.candidates)
}

/** The ids of tags are as good as drawn by lot, and the same at every run. */
function byLot(candidates: TaggedPassage[]): TaggedPassage[] {
  return candidates.sort((a, b) => (a.tag.id < b.tag.id ? -1 : 1)).slice(0, candidatesKept)
}
