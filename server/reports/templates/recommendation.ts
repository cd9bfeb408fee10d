import { countWords } from '../../../analysis/index.ts'
import type { BearingKind, Evidence } from '../../findings/evidence/store.ts'
import type { Finding } from '../../findings/store.ts'
import type { Material, PrintableQuote } from '../material.ts'

/** Shorter than this, in words, and in lower case, a quote goes into the sentence as a fragment. */
const fragmentWords = 17

const recommendation =
  '{{!-- Say what you recommend here, and take it out of this comment:\n{{#recommend}}**We recommend that …**{{/recommend}}\n--}}'

/**
 * A template for a new recommendation: its heading, a passage for each finding with its quotes and what speaks
 * against it, the claim in bold as the author's own, the evidence where it bears, and how it was counted.
 *
 * @param names the findings to write of, by the names that templates call them
 */
export function recommendationTemplate(names: string[], material: Material): string {
  const findings = names.flatMap(name => material.findings.get(name)?.finding ?? [])
  const quotes = [...material.quotes.values()].filter(quote => quote.standing.usable)
  const evidence = [...material.evidence.values()]
  const bearing = evidence.filter(item =>
    item.bearings.some(each => findings.some(finding => finding._id === each.finding)),
  )
  return [
    '{{heading}}',
    ...findings.flatMap(finding => [
      ...passage(
        finding,
        quotes.filter(quote => quote.source.quote.finding === finding._id),
      ),
      ...bearing.flatMap(item => bearingOn(item, finding)),
    ]),
    ...evidence.filter(item => !bearing.includes(item)).flatMap(item => cited(item, 'Beside this stands')),
    recommendation,
    '{{method}}',
  ]
    .join('\n\n')
    .concat('\n')
}

function passage(finding: Finding, quotes: PrintableQuote[]): string[] {
  const { key, statement } = finding
  const scope = finding.scope.length === 1 ? 'this question' : 'these questions'
  const counted = `Of the {{of as="respondents"}} who answered ${scope}, {{prevalence}} said so.`
  const forIt = quotes.filter(quote => quote.source.quote.side === 'quote')
  const against = quotes.filter(quote => quote.source.quote.side === 'counter')
  return [
    `{{finding "${key}"}}`,
    [counted, ...whole(forIt), ...fragments(forIt), ...against.map(counter)].join(' '),
    `{{#own}}**${statement.replace(/\{\{/g, '\\{{')}**{{/own}}`,
  ]
}

function whole(quotes: PrintableQuote[]): string[] {
  const leads = ['{who} wrote:', '{who} put it so:', '{who} added:']
  return quotes
    .filter(quote => !isFragment(quote))
    .map((quote, i) => `{{quote "${quote.standing.key}" lead="${leads[i % leads.length]}"}}.`)
}

/** Fragments of one finding in a sentence, under one attribution that is counted. */
function fragments(quotes: PrintableQuote[]): string[] {
  const chosen = quotes.filter(isFragment)
  const people = new Set(chosen.map(({ source }) => source.quote.respondent)).size
  const calls = chosen.map(quote => `{{fragment "${quote.standing.key}"}}`)
  const [only] = chosen
  if (only === undefined) return []
  if (calls.length === 1) return [`{{quote "${only.standing.key}" lead="{who} wrote of"}}.`]
  const words = `${calls.slice(0, -1).join(', ')} and ${calls.at(-1)}`
  return people === 1
    ? [`{{#split lead="{who} wrote of"}}${words}{{/split}}.`]
    : [`{{#several lead="{who} wrote of"}}${words}{{/several}}.`]
}

function counter(quote: PrintableQuote): string {
  return `{{counter "${quote.standing.key}" lead="Not everyone saw it so: {who} wrote:"}}.`
}

function isFragment({ standing }: PrintableQuote): boolean {
  return (
    standing.usable && /^[^\p{L}]*\p{Ll}/u.test(standing.words) && countWords(standing.words) < fragmentWords
  )
}

const bearingLeads: Record<BearingKind, string> = {
  supports: 'This is supported by',
  qualifies: 'This is qualified by',
  contradicts: 'Against this stands',
}

/** A source where it bears on a finding, with words that say how. */
function bearingOn(item: Evidence, finding: Finding): string[] {
  return item.bearings
    .filter(each => each.finding === finding._id)
    .flatMap(({ how }) => cited(item, bearingLeads[how]))
}

function cited({ key, excerpt }: Evidence, lead: string): string[] {
  if (excerpt === '') return [`${lead} {{evidence "${key}"}}.`]
  return [`${lead} {{evidence "${key}"}}, which found that:`, `{{evidence "${key}" as="block"}}`]
}
