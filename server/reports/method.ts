import {
  britishStyle,
  campaignWords,
  capitalised,
  countInWords,
  fewestForWords,
  type HouseStyle,
  inSentence,
  listed,
  respondents,
} from '../../analysis/application.ts'
import { type Quantifier, quantifier } from '../../analysis/index.ts'
import type { CountedFinding } from '../findings/count.ts'

/** Who answered a consultation, and who took their answers back. */
export type ReportPeople = { answered: number; withdrawn: number }

const meanings: Record<Exclude<Quantifier, 'none'>, string> = {
  few: 'under 10',
  some: '10 to under 30',
  many: '30 to 50',
  most: 'over 50 to under 90',
  'almost all': '90 or more',
}

/** How a report counted, in sentences: who answered, each finding's count, what its words mean, how it was coded. */
export function methodWords(
  { answered, withdrawn }: ReportPeople,
  findings: CountedFinding[],
  style: HouseStyle = britishStyle,
): string {
  return [
    `${respondents(answered + withdrawn, style)} chose to answer${took(withdrawn)}. They are not a sample of anybody.`,
    ...findings.flatMap(counted => [
      countWords(counted, findings.length > 1, style),
      ...apartWords(counted, style),
      ...(counted.campaigns ? [campaignWords(counted.campaigns, style)] : []),
    ]),
    'Silence is not counted as disagreement.',
    ...scaleWords(findings),
    ...codingWords(findings),
  ].join(' ')
}

function took(withdrawn: number): string {
  if (withdrawn === 0) return ''
  return withdrawn === 1
    ? '; one of them withdrew and is counted nowhere'
    : `; ${withdrawn} of them withdrew and are counted nowhere`
}

function countWords({ finding, count }: CountedFinding, several: boolean, style: HouseStyle): string {
  const on = several ? `On “${finding.statement.replace(/[.!?]$/, '')}”: ` : ''
  const wrote = `${on}${respondents(count.of, style)} wrote more than a non-answer to ${questions(finding.scope.length)}`
  const parts = [
    `${count.supports} said so`,
    ...(count.opposes > 0 ? [`${count.opposes} spoke against it`] : []),
    ...(count.mixed > 0 ? [`${count.mixed} ${count.mixed === 1 ? 'was' : 'were'} of two minds`] : []),
    ...(count.mentions > 0 ? [`${count.mentions} only mentioned the theme`] : []),
  ]
  return `${wrote}; ${listed(parts)}.`
}

/** What is told apart within a count: whom respondents speak for, and what the questions prompted. */
function apartWords({ count, capacities, prompted }: CountedFinding, style: HouseStyle): string[] {
  const { rows, cells, rowTotals } = capacities
  const told = rows.flatMap((name, at) => {
    const [supports, of] = [cells[at]?.[0] ?? null, rowTotals[at] ?? null]
    return supports === null || of === null ? [] : [`${supports} of ${of} who answered ${inSentence(name)}`]
  })
  const few = told.length < rows.length ? '; numbers of fewer than five are not told apart' : ''
  return [
    ...(rows.length > 1 && told.length > 0 ? [`That is ${listed(told)}${few}.`] : []),
    ...(prompted > 0
      ? [
          `${capitalised(countInWords(prompted, style))} of the ${count.supports} said so only in answer to a question that named it.`,
        ]
      : []),
  ]
}

function questions(count: number): string {
  return count === 1 ? 'the question counted' : `any of the ${count} questions counted`
}

/** Only the words that the report uses; where numbers stand alone, why. */
function scaleWords(findings: CountedFinding[]): string[] {
  const words = new Set(findings.map(({ count }) => quantifier(count.supports, count.of)))
  const told = [...words].flatMap(word =>
    word === null || word === 'none' ? [] : [`${word} means ${meanings[word]} in a hundred`],
  )
  const few = words.has(null) ? [`Where fewer than ${fewestForWords} answered, numbers stand alone.`] : []
  return [...(told.length > 0 ? [`${capitalised(told.join(', '))}.`] : []), ...few]
}

function codingWords(findings: CountedFinding[]): string[] {
  const sum = (part: keyof CountedFinding['count']['coded']) =>
    findings.reduce((total, { count }) => total + count.coded[part], 0)
  const [unaided, machine, unreviewed] = [sum('unaided'), sum('acceptedFromMachine'), sum('unreviewed')]
  if (unaided + machine === 0) return []
  const coded = `A passage counts when any coder has accepted it. Of the positions counted, ${origins(unaided, machine)}.`
  if (unreviewed === 0) return [coded]
  return [coded, `Suggestions that nobody has reviewed concern ${unreviewed} more, and are added to nothing.`]
}

function origins(unaided: number, machine: number): string {
  const share = Math.round((100 * unaided) / (unaided + machine))
  if (machine === 0) return 'all rest on codings made unaided'
  if (unaided === 0) return 'all rest on suggestions of the machine that a person accepted'
  return `${share} % rest on a coding made unaided and ${100 - share} % on suggestions of the machine that a person accepted`
}
