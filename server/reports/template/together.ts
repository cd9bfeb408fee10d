import { attributeAll, endsTogetherInAside } from '../../../analysis/application.ts'
import { attribute } from '../../../analysis/index.ts'
import { lookAt } from '../../findings/quotes/standing.ts'
import type { PrintableQuote } from '../material.ts'
import type { Block, Part } from './grammar.ts'
import { whoHere } from './helpers/words.ts'
import { leadProblem, writeLead } from './lead.ts'
import { printedBetween, type Refusal, type Writing } from './writing.ts'

/** "Others" speaks for so many at least, besides anyone quoted in the paragraph before. */
const fewestOthers = 3

type Usable = PrintableQuote & { standing: { usable: true } }

/**
 * Writes the words before fragments that stand under one attribution: one respondent's words in pieces (`split`), or
 * the words of several people (`several`). These are counted ("two respondents"), or as="others", which needs three
 * who support the claim besides whoever the paragraph has quoted.
 */
export function leadTogether({ name, options, place }: Block, parts: Part[], writing: Writing): Refusal {
  const keys = fragmentKeys(parts)
  if (keys === undefined || keys.length < 2)
    return `{{#${name}}} stands round two fragments or more, and no other helper. Write {{quote}} for one.`
  const found = keys.flatMap(key => writing.material.quotes.get(key) ?? [])
  const unfit = found.find(quote => !quote.standing.usable)
  if (found.length < keys.length || unfit)
    return unfit ? lookAt(unfit.standing) : 'a fragment in it is not there.'
  const quotes = found as Usable[]
  const people = new Set(quotes.map(({ source }) => source.quote.respondent)).size
  if (name === 'split' && people > 1)
    return `these are the words of ${people} people, and {{#split}} is one person’s. Write {{#several}} … {{/several}}.`
  if (name === 'several' && people === 1)
    return 'these are one person’s words, and {{#several}} is for more. Write {{#split}} … {{/split}}.'
  const lead = options.get('lead') ?? (name === 'split' ? '{who} wrote of' : '{who} spoke of')
  const as = options.get('as')
  if (as !== undefined && as !== 'others')
    return `{{#several}} counts people, or calls them as="others", not as="${as}".`
  const problem = leadProblem(lead, writing) ?? (as ? othersProblem(quotes, writing) : undefined)
  if (problem) return problem
  const speakers = quotes.map(({ standing }) => standing.speaker)
  const who = as ?? whoTogether(quotes, writing)
  writeLead(lead, { who, aside: !as && endsTogetherInAside(speakers) }, { place }, writing)
  return undefined
}

/** The names of the fragments in a passage; undefined where another helper or passage stands there. */
function fragmentKeys(parts: Part[]): string[] | undefined {
  const keys: string[] = []
  for (const part of parts) {
    if (part.kind === 'call' && part.call.name === 'fragment') keys.push(part.call.key)
    else if (part.kind !== 'text') return undefined
  }
  return keys
}

function whoTogether(quotes: Usable[], writing: Writing): string {
  const [first] = quotes
  const isOne = new Set(quotes.map(({ source }) => source.quote.respondent)).size === 1
  if (first && isOne) return whoHere(first.standing, writing)
  const already = quotedHere(writing).some(({ speaker }) => attribute(speaker).shows === 'unnamed')
  return attributeAll(
    quotes.map(({ standing }) => standing.speaker),
    { already, counted: true, style: writing.material.style },
  )
}

function othersProblem(quotes: Usable[], writing: Writing): Refusal {
  const ids = new Set(quotes.map(({ source }) => source.quote.finding))
  const sides = new Set(quotes.map(({ source }) => source.quote.side))
  const [finding] = [...writing.material.findings.values()].filter(each => ids.has(each.finding._id))
  if (!finding || ids.size > 1 || sides.size > 1)
    return 'as="others" rests on a count: take its fragments from one finding, and from one side of it.'
  const side = sides.has('counter') ? 'opposes' : 'supports'
  const named = new Set(
    quotedHere(writing)
      .filter(({ source }) => ids.has(source.quote.finding) && sides.has(source.quote.side))
      .map(({ source }) => source.quote.respondent),
  )
  const left = finding.count[side] - named.size
  if (left >= fewestOthers) return undefined
  return `“others” speaks for three people at least, and ${Math.max(0, left)} ${side === 'supports' ? 'support' : 'oppose'} this besides those quoted in the paragraph. Take as="others" out, and they are counted.`
}

/** What the paragraph has quoted so far. */
function quotedHere({ sheet, printed }: Writing) {
  return printedBetween(printed, sheet.paragraph + 1, sheet.length)
}
