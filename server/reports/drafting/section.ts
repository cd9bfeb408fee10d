import {
  capitalised,
  contributorNoun,
  countInWords,
  Frames,
  fragmentShape,
  inSentence,
  listed,
  type Shape,
} from '../../../analysis/application.ts'
import type { CountedFinding } from '../../findings/count.ts'
import type { BearingKind, Evidence } from '../../findings/evidence/store.ts'
import type { Material, PrintableQuote } from '../material.ts'
import { gap } from './gap.ts'
import { plainName } from './plainName.ts'

type Usable = PrintableQuote & { standing: { usable: true } }

/** How many quotes a drafted passage holds, for its claim and against it. */
const mostQuotes = { quote: 5, counter: 2 }
/** A plural speaks for so many at least. */
const fewestForPlural = 3

/**
 * Drafts a section of a report from findings, as its template: a lead that names their themes in the order of their
 * counts, how many said so, quotes worked into sentences by the shape of their words, a voice that differs, evidence as
 * a linked sentence, and gaps for what only the author can say. Everything in quotation marks comes from a quote's
 * helper. The same findings as they stand give the same words.
 *
 * @param keys the findings, by the names that templates call them; those with most support come first
 */
export function draftSection(keys: readonly string[], material: Material): string {
  const findings = [...new Set(keys)]
    .flatMap(key => material.findings.get(key) ?? [])
    .sort((a, b) => b.count.supports - a.count.supports || compare(a.finding.key, b.finding.key))
  const frames = new Frames(findings.map(({ finding }) => finding.key).join(' '))
  const several = findings.length > 1
  return [
    ...(several ? leadOf(findings, material) : []),
    ...findings.flatMap(found => passage(found, several, frames, material)),
    ...(findings.length > 0 ? [gap('say what follows from this, as your own claim')] : []),
  ]
    .join('\n\n')
    .concat('\n')
}

/** What all of the findings are about, most raised first. */
function leadOf(findings: CountedFinding[], { style }: Material): string[] {
  const themes = themesInOrder(findings)
  const supports = Math.max(...findings.map(({ count }) => count.supports))
  if (themes.length === 0 || supports === 0) return []
  const rests = findings.map(({ finding }) => finding.key)
  const sentence = `${whoRaised(supports, style)} told us of ${listedNames(themes)}.`
  return [rests.reduceRight((inner, key) => `{{#reported "${key}"}}${inner}{{/reported}}`, sentence)]
}

function whoRaised(supports: number, style: Material['style']): string {
  return supports >= fewestForPlural
    ? `Our ${style.contributors}`
    : capitalised(`${countInWords(supports, style)} ${contributorNoun(supports, style)}`)
}

/** The names of findings' themes by how many raised them, each once, as they stand inside a sentence. */
function themesInOrder(findings: CountedFinding[]): string[] {
  const counts = new Map<string, number>()
  for (const { themes } of findings)
    for (const { name, respondents } of themes) counts.set(name, Math.max(counts.get(name) ?? 0, respondents))
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || compare(a, b))
    .map(([name]) => plainName(inSentence(name)))
    .filter(name => name !== '')
}

/** Names in a row; where one has an “and” of its own, the last is set apart by a comma. */
function listedNames(names: string[]): string {
  const isClear = names.length < 3 || !names.some(name => / and /.test(name))
  return isClear ? listed(names) : `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`
}

function passage(
  found: CountedFinding,
  isOneOfSeveral: boolean,
  frames: Frames,
  material: Material,
): string[] {
  const { finding } = found
  const quotes = [...material.quotes.values()].filter(
    (quote): quote is Usable =>
      quote.standing.usable && !quote.standing.narrowed && quote.source.quote.finding === finding._id,
  )
  const side = (wanted: 'quote' | 'counter') =>
    quotes.filter(({ source }) => source.quote.side === wanted).slice(0, mostQuotes[wanted])
  const bearing = [...material.evidence.values()].filter(item =>
    item.bearings.some(each => each.finding === finding._id),
  )
  const opening = [
    finding.text.trim() === ''
      ? gap(`say in a sentence what ${material.style.contributors} told you`)
      : `{{finding "${finding.key}"}}`,
    ...(isOneOfSeveral ? [] : themeSentence(found)),
    countSentence(found, frames),
  ].join(' ')
  return [
    opening,
    [...voices(side('quote'), found, frames), ...against(side('counter'), found, frames)].join(' '),
    ...bearing.flatMap(item => bearingOn(item, finding._id, frames)),
    ...(bearing.length === 0
      ? [gap('cite what supports or contradicts this from elsewhere, or take this out')]
      : []),
  ]
}

/** The themes of one finding in the order of their counts, unless its text names them. */
function themeSentence(found: CountedFinding): string[] {
  const { finding, themes } = found
  const said = finding.text.toLowerCase()
  const names = themesInOrder([found])
  if (names.length < 2 || themes.every(({ name }) => said.includes(name.toLowerCase()))) return []
  const inOrder = [...themes].sort((a, b) => b.respondents - a.respondents)
  const isLed = (inOrder[0]?.respondents ?? 0) > (inOrder[1]?.respondents ?? 0)
  const [first = '', ...rest] = names
  const sentence = isLed
    ? `Raised most often was ${first}, and then ${listedNames(rest)}.`
    : `Raised were ${listedNames(names)}.`
  return [`{{#reported "${finding.key}"}}${sentence}{{/reported}}`]
}

const scopes = { one: 'this question', several: 'these questions' }

function countSentence({ finding }: CountedFinding, frames: Frames): string {
  const scope = scopes[finding.scope.length === 1 ? 'one' : 'several']
  const of = `{{of "${finding.key}" as="respondents"}}`
  const share = `{{prevalence "${finding.key}"}}`
  return frames.next('count', [
    `Of the ${of} who answered ${scope}, ${share} said so.`,
    `${share} of the ${of} who answered ${scope} said so.`,
    `Among the ${of} who answered ${scope}, ${share} said so.`,
  ])
}

/** Quotes for a claim: each in a frame that fits it, and those that name things gathered under one attribution. */
function voices(quotes: Usable[], found: CountedFinding, frames: Frames): string[] {
  if (quotes.length === 0)
    return [gap('no passage is chosen that speaks for it: choose one, or describe what was said')]
  const [first, ...rest] = quotes
  const shared = sharedAmong(rest)
  const alone = [...(first ? [first] : []), ...rest.filter(quote => !shared.includes(quote))]
  return [
    ...inPairs(alone).map(pair => sentenceOf(pair, frames)),
    ...(shared.length > 0 ? [sharedSentence(shared, alone, found, frames)] : []),
  ]
}

/** Two or three fragments of one shape, by different people, which can stand under one attribution. */
function sharedAmong(quotes: Usable[]): Usable[] {
  for (const shape of ['noun', 'doing'] as const) {
    const people = new Map<string, Usable>()
    for (const quote of quotes)
      if (shapeOf(quote) === shape && !people.has(quote.source.quote.respondent))
        people.set(quote.source.quote.respondent, quote)
    if (people.size > 1) return [...people.values()].slice(0, 3)
  }
  return []
}

function sharedSentence(
  shared: Usable[],
  before: Usable[],
  { count }: CountedFinding,
  frames: Frames,
): string {
  const [one] = shared
  const lead = (one && frames.sharedLead(shapeOf(one))) ?? '{who} wrote of'
  const quoted = new Set(before.map(({ source }) => source.quote.respondent))
  const isNew = shared.every(({ source }) => !quoted.has(source.quote.respondent))
  const others =
    isNew && quoted.size > 0 && count.supports - quoted.size >= Math.max(fewestForPlural, shared.length)
  const calls = shared.map(({ standing }) => `{{fragment "${standing.key}"}}`)
  return `{{#several lead="${lead}"${others ? ' as="others"' : ''}}}${listed(calls)}{{/several}}.`
}

/** Neighbours two by two where both are worked into a sentence; one after a colon stands by itself. */
function inPairs(quotes: Usable[]): Usable[][] {
  const groups: Usable[][] = []
  for (const quote of quotes) {
    const last = groups.at(-1)
    const [other] = last ?? []
    const joins = other && last?.length === 1 && groups.length > 1 && isWorkedIn(other) && isWorkedIn(quote)
    if (joins) last.push(quote)
    else groups.push([quote])
  }
  return groups
}

function isWorkedIn(quote: Usable): boolean {
  return shapeOf(quote) !== 'whole' && !/[.!?…]$/.test(quote.standing.words)
}

function sentenceOf(quotes: Usable[], frames: Frames): string {
  const calls = quotes.map(quote => `{{quote "${quote.standing.key}" lead="${frames.lead(shapeOf(quote))}"}}`)
  return `${calls.join(frames.next('joint', [', and ', '; ']))}.`
}

/** The voice that differs; or what is left to do where none is quoted. */
function against(counters: Usable[], { count }: CountedFinding, frames: Frames): string[] {
  if (counters.length > 0)
    return counters.map(
      (quote, i) =>
        `{{counter "${quote.standing.key}" lead="${frames.counterLead(shapeOf(quote), i === 0)}"}}.`,
    )
  const differ = count.opposes + count.mixed
  if (differ === 0)
    return [gap('nobody is coded as speaking against it: look for a voice that differs, or take this out')]
  if (differ === 1)
    return [gap('one speaks against it or is of two minds, and is not quoted: choose that passage')]
  return [gap(`${differ} speak against it or are of two minds, and none of them is quoted: choose a passage`)]
}

function shapeOf({ standing }: Usable): Shape {
  return fragmentShape(standing.words)
}

const bearings: Record<BearingKind, { withExcerpt: readonly string[]; without: readonly string[] }> = {
  supports: {
    withExcerpt: ['This is supported by findings from', 'The same is told by'],
    without: ['This is supported by', 'The same is told by'],
  },
  qualifies: {
    withExcerpt: ['How far this holds is told by', 'This is qualified by'],
    without: ['How far this holds is told by', 'This is qualified by'],
  },
  contradicts: {
    withExcerpt: ['Against this stands what was found by', 'This is contradicted by'],
    without: ['Against this stands', 'This is contradicted by'],
  },
}

/** A source where it bears on a finding: a linked sentence, and its excerpt as a block quotation. */
function bearingOn(item: Evidence, finding: string, frames: Frames): string[] {
  const { key, excerpt, publisher } = item
  return item.bearings
    .filter(each => each.finding === finding)
    .flatMap(({ how }) => {
      const name = plainName(publisher)
      const called = name === '' ? '' : ` text="${name}"`
      if (excerpt === '')
        return [`${frames.next(`${how} without`, bearings[how].without)} {{evidence "${key}"}}.`]
      const lead = frames.next(how, bearings[how].withExcerpt)
      return [`${lead} {{evidence "${key}"${called}}}:`, `{{evidence "${key}" as="block"}}`]
    })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
