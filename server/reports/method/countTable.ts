import { inSentence } from '../../../analysis/application.ts'
import type { CountedFinding } from '../../findings/count.ts'
import { asMarkdown } from '../template/escape.ts'

/** One column of the table of several findings' counts. */
type Column = { title: string; cell(counted: CountedFinding): string; needed: boolean }

/** What the counts of several findings have in common, said once. */
export function commonWords(findings: CountedFinding[]): string[] {
  const lettered = findings.filter(({ campaigns }) => campaigns && campaigns.campaigns > 0)
  const looked = findings.every(({ campaigns }) => campaigns)
  return [
    'Each finding is counted over those who wrote more than a non-answer to any of the questions that it is about.',
    ...(lettered.length > 0
      ? [
          'Where several people sent one letter, each of them is counted; beside that stands the count with each letter as one voice.',
        ]
      : looked
        ? ['Nobody counted sent the same text as another.']
        : []),
    ...(findings.some(({ prompted }) => prompted > 0)
      ? [
          'Those who said so only in answer to a question that named it are among those who said so, and told apart.',
        ]
      : []),
    ...(findings.some(hidesSome)
      ? ['A dash stands for numbers of fewer than five, and for what they could be worked out from.']
      : []),
  ]
}

/** The counts of several findings as a Markdown table: a finding a row, and the columns in which any has something. */
export function countTable(findings: CountedFinding[]): string {
  const columns = columnsFor(findings).filter(column => column.needed)
  const lines = [
    ['Finding', ...columns.map(({ title }) => title)],
    [':--', ...columns.map(() => '--:')],
    ...findings.map(counted => [
      escaped(counted.finding.statement),
      ...columns.map(({ cell }) => escaped(cell(counted))),
    ]),
  ]
  return lines.map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

function columnsFor(findings: CountedFinding[]): Column[] {
  const number = (title: string, of: (counted: CountedFinding) => number): Column => ({
    title,
    cell: counted => String(of(counted)),
    needed: findings.some(counted => of(counted) > 0),
  })
  return [
    { title: 'Out of', cell: ({ count }) => String(count.of), needed: true },
    { title: 'Said so', cell: ({ count }) => String(count.supports), needed: true },
    number('Against it', ({ count }) => count.opposes),
    number('Of two minds', ({ count }) => count.mixed),
    number('Only mentioned it', ({ count }) => count.mentions),
    ...capacityNamesIn(findings).map(name => ({
      title: `Said so ${inSentence(name)}`,
      cell: (counted: CountedFinding) => capacityCell(counted, name),
      needed: true,
    })),
    number('Only when asked', ({ prompted }) => prompted),
    {
      title: 'Said so, a letter as one voice',
      cell: ({ campaigns }) =>
        campaigns ? `${campaigns.asOne.supports} of ${campaigns.asOne.of}` : 'not looked for',
      needed: findings.some(({ campaigns }) => campaigns && campaigns.campaigns > 0),
    },
  ]
}

/** The capacities that tell respondents of any of these findings apart, in their order. */
function capacityNamesIn(findings: CountedFinding[]): string[] {
  const apart = findings.filter(({ capacities }) => capacities.rows.length > 1)
  return [...new Set(apart.flatMap(({ capacities }) => capacities.rows))]
}

function capacityCell({ capacities: { rows, cells, rowTotals } }: CountedFinding, name: string): string {
  const at = rows.indexOf(name)
  if (at < 0) return '0 of 0'
  const [supports, of] = [cells[at]?.[0] ?? null, rowTotals[at] ?? null]
  return supports === null || of === null ? '–' : `${supports} of ${of}`
}

function hidesSome({ capacities }: CountedFinding): boolean {
  return (
    capacities.rows.length > 1 &&
    (capacities.rowTotals.includes(null) || capacities.cells.some(row => row[0] === null))
  )
}

function escaped(words: string): string {
  return asMarkdown(words).replace(/\|/g, '\\|')
}
