import { setImmediate } from 'node:timers/promises'
import { type Options, stringify } from 'csv-stringify/sync'
import { fewestInCell } from '../../../analysis/application.ts'
import { spreadOf } from '../spread.ts'
import type { ClosedQuestion } from './closedQuestion.ts'
import { countsToPrint, crossToPrint } from './cross.ts'
import { attributeOf, comparisonsBy } from './groups.ts'
import { type Item, itemsOf } from './items.ts'
import { dayOf } from './picks.ts'
import type { Results } from './read.ts'
import type { PartTally, QuestionTally } from './tally.ts'

const options = { escape_formulas: true, record_delimiter: 'windows' } as const satisfies Options

/** The columns, as docs/results.md tells them. */
const columns = [
  'question',
  'wording',
  'line',
  'answer',
  'answer wording',
  'compared by',
  'group',
  'respondents',
  'answered',
  'share',
  'mean place',
  'asked',
  'left blank',
  'not asked',
  'not in their version',
  'median',
  'lower quartile',
  'upper quartile',
  'lowest',
  'highest',
  'left out',
] as const
type Row = Partial<Record<(typeof columns)[number], string | number | null>>

/**
 * The results as they may leave the desk: a row for each question, for each of its answers, and for each of these by
 * group. Numbers of fewer than five, and those that they could be worked out from, are left out everywhere.
 */
export async function resultsCsv(results: Results, by: string): Promise<string> {
  const compared = comparisonsBy(results.attributes).find(({ value }) => value === by)?.text ?? ''
  const rows: Row[] = []
  for (const tally of results.questions) {
    const { question, parts } = tally
    const isItself = question.about !== undefined && attributeOf(by) === question.about
    rows.push(summary(tally), ...parts.flatMap(part => partRows(question, part, isItself ? '' : compared)))
    // As for the page: others are let through in between.
    await setImmediate()
  }
  return stringify(rows, { ...options, header: true, bom: true, columns: [...columns] })
}

function summary({ question, reach, parts }: QuestionTally): Row {
  const { answered, blank, notAsked, notThere } = reach
  return {
    ...{ question: question.id, wording: question.label },
    ...{ answered, asked: answered + blank },
    ...{ 'left blank': blank, 'not asked': notAsked, 'not in their version': notThere },
    ...spreadRow(question, parts[0]?.numbers ?? []),
  }
}

/** The middle of five numbers and more; the least and the greatest where five gave them, as a number may tell who gave it. */
function spreadRow(question: ClosedQuestion, numbers: number[]): Row {
  const spread = spreadOf(numbers)
  if (!spread) return {}
  if (numbers.length < fewestInCell) return { 'left out': 'yes' }
  const written = (number: number) => (question.type === 'date' ? dayOf(number) : number)
  const end = (number: number) =>
    numbers.filter(each => each === number).length < fewestInCell ? null : written(number)
  const [lowest, highest] = [end(spread.least), end(spread.most)]
  return {
    median: written(spread.median),
    'lower quartile': written(spread.lower),
    'upper quartile': written(spread.upper),
    ...{ lowest, highest },
    ...(lowest === null || highest === null ? { 'left out': 'yes' } : {}),
  }
}

function partRows(question: ClosedQuestion, part: PartTally, compared: string): Row[] {
  const items = itemsOf(question, part)
  const printed = countsToPrint(question, part, items)
  const about = { question: question.id, wording: question.label, line: part.row }
  const everybody = items.map((item, at) => ({
    ...about,
    ...answerRow(item, printed[at] ?? null, part.answered),
    'mean place': meanPlace(part, item),
  }))
  const cross = compared === '' ? undefined : crossToPrint(question, part, items, printed)
  const byGroup = (cross ?? []).flatMap(({ group, counts, of, median }) => {
    const own = { ...about, 'compared by': compared, group }
    if (question.type !== 'number' && question.type !== 'date')
      return items.map((item, at) => ({ ...own, ...answerRow(item, counts[at] ?? null, of) }))
    const middle = median === null ? null : question.type === 'date' ? dayOf(median) : median
    return [{ ...own, answered: of, median: middle, ...(of === null ? { 'left out': 'yes' } : {}) }]
  })
  return [...everybody, ...byGroup]
}

function answerRow({ value, label }: Item, respondents: number | null, answered: number | null): Row {
  const share =
    respondents === null || answered === null ? null : Math.round((1000 * respondents) / answered) / 1000
  return {
    ...{ answer: value, 'answer wording': label },
    ...{ respondents, answered, share },
    ...(respondents === null ? { 'left out': 'yes' } : {}),
  }
}

function meanPlace({ places }: PartTally, { value }: Item): number | null {
  const { placed, sum } = places.get(value) ?? { placed: 0, sum: 0 }
  return placed < fewestInCell ? null : Math.round((100 * sum) / placed) / 100
}
