import {
  campaignWords,
  capitalised,
  countInWords,
  fewestForWords,
  type HouseStyle,
  inSentence,
  listed,
  respondents,
} from '../../../analysis/application.ts'
import { type Quantifier, quantifier } from '../../../analysis/index.ts'
import type { CountedFinding } from '../../findings/count.ts'

const meanings: Record<Exclude<Quantifier, 'none'>, string> = {
  few: 'under 10',
  some: '10 to under 30',
  many: '30 to 50',
  most: 'over 50 to under 90',
  'almost all': '90 or more',
}

/** The count of the only finding that a report rests on, in sentences. */
export function oneCountWords(counted: CountedFinding, style: HouseStyle): string[] {
  return [
    countWords(counted, style),
    ...apartWords(counted, style),
    ...(counted.campaigns ? [campaignWords(counted.campaigns, style)] : []),
  ]
}

function countWords({ finding, count }: CountedFinding, style: HouseStyle): string {
  const wrote = `${respondents(count.of, style)} wrote more than a non-answer to ${questions(finding.scope.length)}`
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
export function scaleWords(findings: CountedFinding[]): string[] {
  const words = new Set(findings.map(({ count }) => quantifier(count.supports, count.of)))
  const told = [...words].flatMap(word =>
    word === null || word === 'none' ? [] : [`${word} means ${meanings[word]} in a hundred`],
  )
  const few = words.has(null) ? [`Where fewer than ${fewestForWords} answered, numbers stand alone.`] : []
  return [...(told.length > 0 ? [`${capitalised(told.join(', '))}.`] : []), ...few]
}
