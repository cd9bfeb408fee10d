import { contributorNoun, countInWords } from '../../quotes/houseStyle.ts'
import { countOf, quantifier, respondents } from '../quantifiers.ts'
import { numberOf, onesIn, type People, peopleIn } from './people.ts'
import { scaleProblem } from './scale.ts'
import { contradiction } from './unscaled.ts'
import type { Quoted, WordingFacts, WordingRule, WordingWarning } from './warning.ts'
import { fewestForPlural, scale as scaleWords } from './words.ts'

const beginsWithScale = new RegExp(`^(?:an? |the )?(${scaleWords})(?=$|[^\\p{L}])`, 'iu')

type Counted = WordingFacts & { count: NonNullable<WordingFacts['count']> }

/** Words that say how many people a sentence speaks for, held against the count. */
export function numberWarnings(sentence: string, facts: WordingFacts): WordingWarning[] {
  const people = peopleIn(sentence)
  const { count } = facts
  // Where nothing is counted, “others” may be anybody.
  if (!count)
    return people
      .filter(each => each.quantity === '' && !each.isOthers)
      .map(each => nothingBehind(sentence, each))
  const counted = { ...facts, count }
  return [...people.flatMap(each => ofPeople(sentence, each, counted)), ...ofOnes(sentence, people, counted)]
}

function nothingBehind(sentence: string, { start, end }: People): WordingWarning {
  const message = `“${sentence.slice(start, end)}” speaks for several people, and the sentence rests on no finding that counts them. Name the finding, or say who it was.`
  return { rule: 'plural', start, end, message }
}

function ofPeople(sentence: string, people: People, facts: Counted): WordingWarning[] {
  const { start, end, quantity } = people
  const warn = (rule: WordingRule, message: string): WordingWarning[] => [{ rule, start, end, message }]
  const words = sentence.slice(start, end)
  const bearing = facts.count[facts.side]
  const { of } = facts.count
  const said = `${countOf(bearing, of, facts.style)} ${facts.side === 'supports' ? 'support' : 'oppose'} it`
  if (quantity === '') return plural(words, people, facts).flatMap(message => warn('plural', message))
  const scale = beginsWithScale.exec(quantity)?.[1]?.toLowerCase()
  const bracket = /\(([\d,]+)(?: of ([\d,]+))?\)/.exec(quantity)
  if (scale && facts.isScaled !== false) {
    const number = bracket ? numberOf(bracket[1] ?? '') : bearing
    const over = bracket?.[2] ? numberOf(bracket[2]) : of
    return scaleProblem(scale, number, over, undefined, facts.style).flatMap(message =>
      warn('scale', message),
    )
  }
  const pair = /^([\d,]+) of (?:the |our )?([\d,]+)/.exec(quantity)
  const number = numberOf(pair?.[1] ?? quantity)
  if (!Number.isNaN(number)) {
    const isWrong = pair
      ? numberOf(pair[2] ?? '') !== of || !isCounted(number, facts)
      : number > bearing && !isCounted(number, facts)
    return isWrong
      ? warn(
          'number',
          `“${quantity}” is not what was counted: ${said}. Let the report write the number by {{prevalence}} and {{of}}.`,
        )
      : []
  }
  if (isBorneOut(quantity, bearing, of)) return []
  if (facts.isScaled === false)
    return unscaled(quantity, words, people, facts).flatMap(([rule, message]) => warn(rule, message))
  return warn('scale', `“${quantity}” is no word of the scale. Say ${properWords(facts)}: ${said}.`)
}

/** Without a scale, a word for how many says what it says in English; it stands for three at least, as a plural does. */
function unscaled(quantity: string, words: string, people: People, facts: Counted): [WordingRule, string][] {
  const [, word = quantity, inside, over] = /^(.*?)\s*\(([\d,]+)(?: of ([\d,]+))?\)$/.exec(quantity) ?? []
  const bearing = facts.count[facts.side]
  const number = inside === undefined ? bearing : numberOf(inside)
  const of = over === undefined ? facts.count.of : numberOf(over)
  if (of !== facts.count.of || (number !== bearing && !isCounted(number, facts)))
    return [
      [
        'number',
        `“${quantity}” is not what was counted: it is ${countOf(bearing, facts.count.of, facts.style)}.`,
      ],
    ]
  // These are exact, and were found not to be so.
  if (/^(?:all|every|both|no|none)$/i.test(word))
    return [['number', `“${quantity}” is not what was counted: it is ${countOf(bearing, of, facts.style)}.`]]
  const [told] = contradiction(word, number, of, undefined, facts.style)
  if (told) return [['scale', told]]
  return plural(words, people, facts).map(message => ['plural', message])
}

function isCounted(number: number, { count }: Counted): boolean {
  const { supports, opposes, mixed, mentions, of } = count
  return [supports, opposes, mixed, mentions, of].includes(number)
}

function isBorneOut(quantity: string, bearing: number, of: number): boolean {
  if (/^(?:all|every)$/i.test(quantity)) return bearing === of
  if (/^both$/i.test(quantity)) return bearing === 2
  return /^(?:no|none)$/i.test(quantity) && bearing === 0
}

function plural(words: string, { start, isOthers }: People, facts: Counted): string[] {
  const bearing = facts.count[facts.side]
  const named = namedBefore(start, facts.quoted)
  const left = bearing - named
  if (left >= fewestForPlural) return []
  const besides =
    named > 0
      ? ` besides ${named === 1 ? 'the one' : `the ${countInWords(named, facts.style)}`} just quoted`
      : ''
  const verb = facts.side === 'supports' ? 'support' : 'oppose'
  const bear = left <= 0 ? `nobody ${verb}s` : left === 1 ? `one ${verb}s` : `two ${verb}`
  return [
    `“${words}” speaks for three people at least, and ${bear} this${besides}. ${mend(left, isOthers, facts)}`,
  ]
}

function mend(left: number, isOthers: boolean, { count, side, style }: Counted): string {
  if (left <= 0) return 'Take it out.'
  if (!isOthers) return `Say “${countOf(count[side], count.of, style)}”.`
  return left === 1 ? `Say “another ${contributorNoun(1, style)}”.` : 'Say “two others”.'
}

function namedBefore(at: number, quoted: Quoted[]): number {
  return new Set(quoted.filter(quote => quote.at < at).map(quote => quote.who)).size
}

function properWords({ count, side, style }: Counted): string {
  const [bearing, of] = [count[side], count.of]
  const word = quantifier(bearing, of)
  return word === null || word === 'none'
    ? `“${countOf(bearing, of, style)}”`
    : `“${word} ${contributorNoun(2, style)}”`
}

/** "One respondent" is one: at least, and for the quotes up to whoever is spoken of next, at most. */
function ofOnes(sentence: string, people: People[], facts: Counted): WordingWarning[] {
  const ones = onesIn(sentence)
  return ones.flatMap(({ start, end, isAnother }) => {
    const words = sentence.slice(start, end)
    const warn = (message: string): WordingWarning[] => [{ rule: 'singular', start, end, message }]
    const next = [...people, ...ones].map(each => each.start).filter(at => at >= end)
    const until = Math.min(sentence.length, ...next)
    const quoted = new Set(facts.quoted.filter(({ at }) => at >= end && at < until).map(({ who }) => who))
    if (quoted.size > 1)
      return warn(
        `“${words}” is one person, and ${countInWords(quoted.size, facts.style)} are quoted. Say “${respondents(quoted.size, facts.style)}”, or quote each by an attribution of their own.`,
      )
    const standing = facts.count.supports + facts.count.opposes + facts.count.mixed
    const needed = isAnother ? namedBefore(start, facts.quoted) + 1 : 1
    if (quoted.size === 0 && standing < needed)
      return warn(`“${words}” is one person, and nobody ${isAnother ? 'else ' : ''}said so. Take it out.`)
    return []
  })
}

/** A word of the scale with a number behind it in brackets, whoever it is about. */
export function bracketWarnings(sentence: string, facts: WordingFacts): WordingWarning[] {
  const pattern = new RegExp(
    `(?<![\\p{L}])(${scaleWords})(?:\\s+[\\p{L}’'-]+){0,4}?\\s*\\(([\\d,]+)(?: of ([\\d,]+))?\\)(?: of (?:the |our )?([\\d,]+))?`,
    'giu',
  )
  return Array.from(sentence.matchAll(pattern)).flatMap((match): WordingWarning[] => {
    const [all, word = '', number = '', inside, behind] = match
    const of = (inside ?? behind) ? numberOf(inside ?? behind ?? '') : facts.count?.of
    if (of === undefined) return []
    const span = { start: match.index, end: match.index + all.length }
    const judge = facts.isScaled === false ? contradiction : scaleProblem
    return judge(word.toLowerCase(), numberOf(number), of, undefined, facts.style).map(message => ({
      ...span,
      rule: 'scale',
      message,
    }))
  })
}
