import { type CampaignCount, campaignCount, type Letter } from '../../../analysis/application.ts'
import type { Chart } from '../../files/charts/chart.ts'
import { spreadOf } from '../spread.ts'
import { dayBins, daySaid, numberBins, said } from './bins.ts'
import type { ClosedQuestion } from './closedQuestion.ts'
import type { Cross } from './cross.ts'
import type { Item } from './items.ts'
import { dayOf } from './picks.ts'
import type { PartTally } from './tally.ts'

type Cell = { number: string | null }

/** Bars of a chart, the same as a table, and sentences before both; a null cell is left out. */
export type AnswersView = {
  bars: Chart['rows']
  table: { columns: string[]; rows: { name: string; cells: Cell[] }[]; leavesOut: boolean }
  facts: string[]
}

/** Everybody's answers. */
export function allView(
  question: ClosedQuestion,
  part: PartTally,
  items: Item[],
  letters: Letter[],
): AnswersView {
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

function numbersView(question: ClosedQuestion, { numbers, answered }: PartTally): AnswersView {
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
export function onlyView(question: ClosedQuestion, row: Cross[number], items: Item[]): AnswersView {
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

export function medianWords(question: ClosedQuestion, median: number | null): string {
  if (median === null) return '–'
  return question.type === 'date' ? daySaid(dayOf(median)) : said(median)
}

export function percent(count: number, of: number): string {
  return of === 0 ? '–' : `${Math.round((100 * count) / of)} %`
}
