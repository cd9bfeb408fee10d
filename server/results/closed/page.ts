import { setImmediate } from 'node:timers/promises'
import { type CampaignCount, campaignCount, capacities, type Letter } from '../../../analysis/application.ts'
import type { Chart } from '../../files/charts/chart.ts'
import { chartSvg } from '../../files/charts/svg.ts'
import { capacityNames } from '../../responses/capacityNames.ts'
import { spreadOf } from '../spread.ts'
import { dayBins, daySaid, numberBins, said } from './bins.ts'
import type { ClosedQuestion } from './closedQuestion.ts'
import { type Cross, crossOf, mostCompared } from './cross.ts'
import { attributeOf, comparisonsBy } from './groups.ts'
import { type Item, itemsOf } from './items.ts'
import { dayOf } from './picks.ts'
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
  const shown = only ? onlyView(question, only, items) : allView(question, part, items, showing)
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

type Cell = { number: string | null }
type View = {
  bars: Chart['rows']
  table: { columns: string[]; rows: { name: string; cells: Cell[] }[]; leavesOut: boolean }
  facts: string[]
}

/** Everybody's answers. */
function allView(question: ClosedQuestion, part: PartTally, items: Item[], { letters }: Showing): View {
  if (question.type === 'number' || question.type === 'date') return numbersView(question, part)
  const count = ({ value }: Item) => part.chosen.get(value) ?? 0
  const asOne = withCampaigns(part, items, letters)
  const isRanking = question.type === 'ranking'
  const columns = [
    isRanking ? 'Put first' : 'Respondents',
    'Share',
    ...(isRanking ? ['Put anywhere', 'Mean place'] : []),
    ...(asOne ? ['With each campaign as one voice'] : []),
  ]
  const rows = items.map((item, at) => {
    const { placed, sum } = part.places.get(item.value) ?? { placed: 0, sum: 0 }
    const mean = placed === 0 ? '–' : said(Math.round((10 * sum) / placed) / 10)
    const voices = asOne?.[at]
    const cells = [
      said(count(item)),
      percent(count(item), part.answered),
      ...(isRanking ? [said(placed), mean] : []),
      ...(voices ? [`${said(voices.supports)} of ${said(voices.of)}`] : []),
    ]
    return { name: item.label, cells: cells.map(number => ({ number })) }
  })
  return {
    bars: items.map(item => ({ label: item.label, respondents: count(item) })),
    table: { columns, rows, leavesOut: false },
    facts: [
      ...(question.type === 'several'
        ? ['Several could be chosen, so that the shares may add up to more than 100 %.']
        : []),
      ...(question.type === 'rating' ? spreadFacts(part.numbers, said) : []),
      ...(asOne
        ? ['Whoever sent a campaign’s text counts once for each answer that anybody of that campaign gave.']
        : []),
    ],
  }
}

function numbersView(question: ClosedQuestion, { numbers, answered }: PartTally): View {
  const isDate = question.type === 'date'
  const unit = question.type === 'number' && question.unit ? ` ${question.unit}` : ''
  const bins = isDate ? dayBins(numbers) : numberBins(numbers)
  return {
    bars: bins.map(({ label, count }) => ({ label, respondents: count })),
    table: {
      columns: ['Respondents', 'Share'],
      rows: bins.map(({ label, count }) => ({
        name: label,
        cells: [{ number: said(count) }, { number: percent(count, answered) }],
      })),
      leavesOut: false,
    },
    facts: spreadFacts(
      numbers,
      isDate ? number => daySaid(dayOf(number)) : number => `${said(number)}${unit}`,
    ),
  }
}

function spreadFacts(numbers: number[], words: (number: number) => string): string[] {
  const spread = spreadOf(numbers)
  if (!spread) return []
  const { least, lower, median, upper, most } = spread
  return [
    `Median ${words(median)}; from ${words(least)} to ${words(most)}; the middle half from ${words(lower)} to ${words(upper)}.`,
  ]
}

/** How many voices chose each item with each campaign as one; undefined where no campaign's senders answered. */
function withCampaigns(
  part: PartTally,
  items: Item[],
  letters: Letter[],
): CampaignCount['asOne'][] | undefined {
  if (part.senders.length === 0) return undefined
  const here = new Set(part.senders.map(({ respondent }) => respondent))
  const own = letters.filter(({ respondent }) => here.has(respondent))
  const counted = items.map(({ value }) => {
    const supporters = part.senders.filter(({ chosen }) => chosen.includes(value))
    const among = supporters.map(({ respondent }) => respondent)
    const found = campaignCount({ supporters: among, of: part.answered, letters: own, supporting: [] })
    const others = (part.chosen.get(value) ?? 0) - among.length
    return { ...found, asOne: { ...found.asOne, supports: found.asOne.supports + others } }
  })
  return counted.some(({ campaigns }) => campaigns > 0) ? counted.map(({ asOne }) => asOne) : undefined
}

/** One group's answers. */
function onlyView(question: ClosedQuestion, row: Cross[number], items: Item[]): View {
  const { counts, of, median } = row
  if (question.type === 'number' || question.type === 'date')
    return {
      bars: [],
      table: { columns: [], rows: [], leavesOut: of === null },
      facts: of === null ? [] : [`${said(of)} answered; median ${medianWords(question, median)}.`],
    }
  return {
    bars: items.map(({ label }, at) => ({ label, respondents: counts[at] ?? null })),
    table: {
      columns: [question.type === 'ranking' ? 'Put first' : 'Respondents', 'Share'],
      rows: items.map(({ label }, at) => {
        const count = counts[at] ?? null
        return {
          name: label,
          cells: [
            { number: count === null ? null : said(count) },
            { number: count === null || of === null ? null : percent(count, of) },
          ],
        }
      }),
      leavesOut: counts.includes(null) || of === null,
    },
    facts: of === null ? [] : [`${said(of)} answered.`],
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

function medianWords(question: ClosedQuestion, median: number | null): string {
  if (median === null) return '–'
  return question.type === 'date' ? daySaid(dayOf(median)) : said(median)
}

function percent(count: number, of: number): string {
  return of === 0 ? '–' : `${Math.round((100 * count) / of)} %`
}
