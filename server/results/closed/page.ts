import { setImmediate } from 'node:timers/promises'
import { capacities, type Letter } from '../../../analysis/application.ts'
import type { Chart } from '../../files/charts/chart.ts'
import { chartSvg } from '../../files/charts/svg.ts'
import { capacityNames } from '../../responses/capacityNames.ts'
import { allView, medianWords, onlyView, percent } from './answersView.ts'
import { said } from './bins.ts'
import type { ClosedQuestion } from './closedQuestion.ts'
import { type Cross, crossOf, mostCompared } from './cross.ts'
import { attributeOf, comparisonsBy } from './groups.ts'
import { type Item, itemsOf } from './items.ts'
import type { Results } from './read.ts'
import type { PartTally, QuestionTally, Reach } from './tally.ts'

/** What the page compares by, and the only group that it shows, as they are chosen; empty where nothing is. */
export type Chosen = { by: string; group: string }

/** The results of all closed questions as the page shows them: a chart of each, the same as a table, and by group. */
export async function resultsPage(results: Results, { by, group }: Chosen): ReturnType<typeof pageOf> {
  const page = await pageOf(results, { by, group })
  // A group of another comparison, or one that is there no more.
  return page.groups.some(({ value }) => value === group) ? page : pageOf(results, { by, group: '' })
}

async function pageOf(results: Results, { by, group }: Chosen) {
  const groups = new Set<string>()
  const questions: ReturnType<typeof questionView>[] = []
  for (const tally of results.questions) {
    const number = questions.length + 1
    questions.push(questionView(tally, { number, letters: results.letters, group, groups, by }))
    // What may be shown of groups takes long to find: whoever waits for another page is let through in between.
    await setImmediate()
  }
  const comparisons = comparisonsBy(results.attributes)
  const name = comparisons.find(({ value }) => value === by)?.text
  return {
    respondents: results.respondents,
    capacities: capacities
      .filter(capacity => results.capacities[capacity] > 0)
      .map(capacity => ({ name: capacityNames[capacity], respondents: results.capacities[capacity] })),
    questions,
    comparing: name,
    by: [{ value: 'none', text: 'Nothing' }, ...comparisons].map(({ value, text }) => ({
      ...{ value, label: text },
      chosen: value === by,
    })),
    groups: [...groups].sort().map(value => ({ value, label: value, chosen: value === group })),
    group,
  }
}

type Showing = {
  number: number
  letters: Letter[]
  by: string
  /** The only group that is shown; empty: all. */
  group: string
  /** Takes the groups that can be shown alone. */
  groups: Set<string>
}

function questionView({ question, reach, parts }: QuestionTally, showing: Showing) {
  const rows = new Map(question.type === 'matrix' ? question.rows.map(({ id, label }) => [id, label]) : [])
  return {
    label: question.label,
    id: `question-${showing.number}`,
    reach: reachView(reach),
    parts: parts.map((part, at) =>
      partView(question, part, {
        ...showing,
        id: `results-${showing.number}-${at + 1}`,
        title: part.row === '' ? '' : (rows.get(part.row) ?? part.row),
      }),
    ),
  }
}

function reachView({ answered, blank, notAsked, notThere }: Reach) {
  return {
    asked: answered + blank,
    answered,
    blank,
    ...(notAsked > 0 ? { notAsked } : {}),
    ...(notThere > 0 ? { notThere } : {}),
  }
}

type ShowingPart = Showing & { id: string; title: string }

function partView(question: ClosedQuestion, part: PartTally, showing: ShowingPart) {
  const { title, id, by, group, groups } = showing
  const items = itemsOf(question, part)
  const of = title === '' ? question.label : `${question.label} – ${title}`
  const comparesItself = question.about !== undefined && attributeOf(by) === question.about
  const cross = by === 'none' || comparesItself ? undefined : crossOf(question, part, items)
  for (const row of cross ?? []) groups.add(row.group)
  const only = group === '' ? undefined : cross?.find(row => row.group === group)
  if (group !== '' && !only)
    return { id, title, answered: part.answered, missing: `Nothing can be shown of “${group}” here.` }
  const shown = only ? onlyView(question, only, items) : allView(question, part, items, showing.letters)
  const chart: Chart = {
    title: [...(title === '' ? [] : [title]), only ? group : 'All who answered'].join(': '),
    by: 'Answer',
    counted: 'Respondents',
    rows: shown.bars,
  }
  return {
    id,
    title,
    answered: part.answered,
    caption: `${of}: ${only ? group : 'all who answered'}`,
    svg: shown.bars.length > 0 && part.answered > 0 ? chartSvg(chart, { id }) : '',
    table: shown.table,
    facts: shown.facts,
    cross: cross && !only ? crossView(question, cross, items) : undefined,
    tooMany: by !== 'none' && items.length > mostCompared,
  }
}

/** Answers by group as a table: a row for each group. */
function crossView(question: ClosedQuestion, cross: Cross, items: Item[]) {
  const isNumber = question.type === 'number' || question.type === 'date'
  const numbers = ({ counts, median, of }: Cross[number]) =>
    isNumber
      ? [median === null ? null : medianWords(question, median)]
      : counts.map(cell => cellWords(cell, of))
  return {
    columns: isNumber ? ['Median'] : items.map(({ label }) => label),
    rows: cross.map(row => ({
      name: row.group,
      cells: [...numbers(row), row.of === null ? null : said(row.of)].map(number => ({ number })),
    })),
    leavesOut: cross.some(({ counts, of }) => [...counts, of].includes(null)),
  }
}

function cellWords(count: number | null, of: number | null): string | null {
  if (count === null) return null
  return of === null ? said(count) : `${said(count)} (${percent(count, of)})`
}
