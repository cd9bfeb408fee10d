import { capacities } from '../../../analysis/application.ts'
import type { Capacity } from '../../../analysis/index.ts'
import type { Standing } from '../../responses/standingStore.ts'
import type { ClosedQuestion } from './closedQuestion.ts'
import { picksOf } from './picks.ts'

/** Counts of those who answered one thing: how many did, what they chose, and the numbers that they gave. */
export type Counts = { answered: number; chosen: Map<string, number>; numbers: number[] }

/** The answers to a question, or to one row of a matrix. */
export type PartTally = Counts & {
  row: string
  /** Of a ranking: by option, how many put it anywhere, and their places added up. */
  places: Map<string, { placed: number; sum: number }>
  /** The same by group; `''` where a respondent's group is not known. */
  groups: Map<string, Counts>
  /** Those among them who sent a campaign's text, with what they chose. */
  senders: { respondent: string; chosen: string[] }[]
}

/**
 * What becomes of a question over all who stand, each in one of these: `notAsked` by a condition; `notThere`, since the
 * version that they answered did not have it.
 */
export type Reach = { answered: number; blank: number; notAsked: number; notThere: number }

export type QuestionTally = { question: ClosedQuestion; reach: Reach; parts: PartTally[] }

export type Tally = {
  respondents: number
  capacities: Record<Capacity, number>
  questions: QuestionTally[]
}

/** How responses are counted: by which groups, who sent a campaign's text, and which questions each version has. */
export type TallyOptions = {
  groupOf: (response: Standing) => string
  senders: ReadonlySet<string>
  versions: ReadonlyMap<number, ReadonlySet<string>>
}

/** Counts the answers to some questions, response by response. */
export class Tallying {
  readonly #tally: Tally
  readonly #options: TallyOptions

  constructor(questions: ClosedQuestion[], options: TallyOptions) {
    this.#options = options
    this.#tally = {
      respondents: 0,
      capacities: Object.fromEntries(capacities.map(name => [name, 0])) as Record<Capacity, number>,
      questions: questions.map(question => ({
        question,
        reach: { answered: 0, blank: 0, notAsked: 0, notThere: 0 },
        parts: partsOf(question),
      })),
    }
  }

  /** @param asked the questions that this respondent was asked */
  add(response: Standing, asked: ReadonlySet<string>): void {
    this.#tally.respondents++
    this.#tally.capacities[response.capacity]++
    const there = this.#options.versions.get(response.version)
    for (const tally of this.#tally.questions) {
      const { id } = tally.question
      if (!there?.has(id)) tally.reach.notThere++
      else if (!asked.has(id)) tally.reach.notAsked++
      else if (this.#count(tally, response)) tally.reach.answered++
      else tally.reach.blank++
    }
  }

  get tally(): Tally {
    return this.#tally
  }

  /** Whether anything was answered. */
  #count({ question, parts }: QuestionTally, response: Standing): boolean {
    const picks = picksOf(question, response)
    const group = this.#options.groupOf(response)
    for (const { row, values, order = [], number } of picks) {
      const part = parts.find(each => each.row === row) ?? added(parts, row)
      const ofGroup = part.groups.get(group) ?? newCounts()
      part.groups.set(group, ofGroup)
      for (const counts of [part, ofGroup]) {
        counts.answered++
        for (const value of values) counts.chosen.set(value, (counts.chosen.get(value) ?? 0) + 1)
        if (number !== undefined) counts.numbers.push(number)
      }
      order.forEach((value, at) => {
        const { placed, sum } = part.places.get(value) ?? { placed: 0, sum: 0 }
        part.places.set(value, { placed: placed + 1, sum: sum + at + 1 })
      })
      if (this.#options.senders.has(response._id))
        part.senders.push({ respondent: response._id, chosen: values })
    }
    return picks.length > 0
  }
}

function partsOf(question: ClosedQuestion): PartTally[] {
  return question.type === 'matrix' ? question.rows.map(({ id }) => newPart(id)) : [newPart('')]
}

/** Counts also a row that no version lists, as an import may bring it. */
function added(parts: PartTally[], row: string): PartTally {
  const part = newPart(row)
  parts.push(part)
  return part
}

function newPart(row: string): PartTally {
  return { row, places: new Map(), groups: new Map(), senders: [], ...newCounts() }
}

function newCounts(): Counts {
  return { answered: 0, chosen: new Map(), numbers: [] }
}
