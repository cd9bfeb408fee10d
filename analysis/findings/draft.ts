import { countInWords } from '../quotes/houseStyle.ts'
import { capitalised, inSentence, leadWords, listed } from '../quotes/lead.ts'
import { inQuoteMarks } from '../quotes/printed.ts'
import { Frames } from './drafting/frames.ts'
import { fragmentShape } from './drafting/shape.ts'
import { escapeMarkdown } from './escapeMarkdown.ts'
import type { Prevalence } from './prevalence.ts'
import { type Raised, raisedBy, raisedSentence, raisedTogetherSentence } from './raised.ts'

/** A quote as it goes into a draft: its words from `quoteWords`, and who said them from `attribute`. */
export type DraftQuote = { words: string; who: string; isFragment: boolean }

/** A theme of the draft and how many respondents raised it (tags), or where they stand on it (codings). */
export type DraftTheme = Raised & { prevalence?: Prevalence }

/** How somebody is called of whom nothing is told. */
const unnamed = 'one respondent'

export type DraftInput = {
  themes: DraftTheme[]
  /** How many raised all of the themes, where the finding is of those. */
  together?: number
  /** Over how many respondents is counted. */
  of: number
  /** What was counted: people's codings, or the machine's tags that nobody has reviewed. */
  basis: 'codings' | 'tags'
  quotes: DraftQuote[]
  counters: DraftQuote[]
}

/**
 * A finding proposed for an author to edit: the claim in a sentence, a paragraph of Markdown, and a note on how
 * it was counted, which several drafts may share.
 */
export type Draft = { statement: string; markdown: string; note: string }

/**
 * Proposes a finding: a sentence that names the themes in order of their counts, the quotes in sentences that
 * attribute them, a voice that differs, and gaps marked for the author. Everything in quotation marks is a
 * quote that was given.
 *
 * @throws Error when there is no theme.
 */
export function draftFinding(input: DraftInput): Draft {
  const { of, together } = input
  const themes = input.themes.toSorted(
    (a, b) => b.respondents - a.respondents || a.name.localeCompare(b.name),
  )
  const [first] = themes
  if (!first) throw new Error('draftFinding: there is no theme to write of')
  const frames = new Frames(themes.map(({ name }) => name).join(' '))
  const lead =
    together === undefined ? raisedSentence(themes, of) : raisedTogetherSentence(themes, together, of)
  const paragraph = [
    escapeMarkdown(lead),
    ...stances(first, themes.length),
    ...evidenceSentences(input.quotes, frames),
    ...counterSentence(input.counters, frames),
  ]
  return {
    statement: statement(themes, input),
    markdown: `${paragraph.join(' ')}\n\n${gap(task(input))}`,
    note: basisNote(input),
  }
}

function statement(themes: DraftTheme[], { together, of }: DraftInput): string {
  const names = themes.map(({ name }) => inSentence(name))
  if (together !== undefined) {
    const both = themes.length === 2 ? 'both ' : ''
    return `${capitalised(raisedBy(together, of))} raised ${both}${listed(names)}.`
  }
  const parts = themes.map(({ respondents: count }, i) =>
    i === 0 ? `${raisedBy(count, of)} raised ${names[i]}` : `${names[i]} (${count})`,
  )
  return `${capitalised(listed(parts))}.`
}

/** Where people stand, where people coded; only of a single theme, since stances on several are no one claim. */
function stances({ prevalence }: DraftTheme, themes: number): string[] {
  if (!prevalence || themes > 1) return []
  const { supports, opposes, mixed, mentions } = prevalence
  const parts = [`${supports} in support`]
  if (opposes > 0) parts.push(`${opposes} against`)
  if (mixed > 0) parts.push(`${mixed} of two minds`)
  if (mentions > 0) parts.push(`${mentions} only in passing`)
  return [`That is ${listed(parts)}.`]
}

/** Each quote in a frame that fits its words, and fragments of unnamed people that name things under one. */
function evidenceSentences(quotes: DraftQuote[], frames: Frames): string[] {
  if (quotes.length === 0) return [gap('no passage could be quoted; describe what was said')]
  const shared = sharedAmong(quotes)
  const alone = quotes.filter(quote => !shared.includes(quote))
  const sentences = alone.map((quote, i) => {
    const before = alone.slice(0, i).some(({ who }) => who === unnamed)
    const who = before && quote.who === unnamed ? 'another respondent' : quote.who
    return `${leadWords(frames.lead(shapeOf(quote)), escapeMarkdown(who), true)} ${quoted(quote)}`
  })
  return shared.length === 0 ? sentences : [...sentences, sharedSentence(shared, alone.length > 0, frames)]
}

/** Fragments of one shape by people who are not told apart: two or more, each another person's. */
function sharedAmong(quotes: DraftQuote[]): DraftQuote[] {
  const fragments = quotes.filter(({ isFragment, who }) => isFragment && who === unnamed)
  for (const shape of ['noun', 'doing'] as const) {
    const alike = fragments.filter(quote => shapeOf(quote) === shape)
    if (alike.length > 1) return alike
  }
  return []
}

function sharedSentence(shared: DraftQuote[], already: boolean, frames: Frames): string {
  const [first] = shared
  const lead = (first && frames.sharedLead(shapeOf(first))) ?? '{who} wrote of'
  const who = `${countInWords(shared.length)} ${already ? 'others' : 'respondents'}`
  const words = shared.map(quote => inQuoteMarks(inlineMarkdown(quote.words)))
  return `${leadWords(lead, who, true)} ${listed(words)}.`
}

function counterSentence([counter]: DraftQuote[], frames: Frames): string[] {
  if (!counter) return []
  const lead = frames.counterLead(shapeOf(counter), true)
  return [`${leadWords(lead, escapeMarkdown(counter.who), true)} ${quoted(counter)}`]
}

function shapeOf({ words }: DraftQuote) {
  return fragmentShape(words)
}

/** What is left to the author. */
function task({ counters, basis }: DraftInput): string {
  const follows = 'say what follows from it, and what else supports it'
  if (counters.length > 0) return follows
  return basis === 'codings'
    ? `${follows}; no opposing passage is coded, so look for a voice that differs`
    : `${follows}; look for a voice that differs`
}

function basisNote({ basis, themes }: DraftInput): string {
  if (basis === 'tags') {
    return 'These are counts of machine tags that nobody has reviewed: respondents with at least one passage that a rule of the codebook matched, whatever they said of it. They do not tell who is for and who against, and those who answered are not a sample of anybody.'
  }
  const coded = themes.flatMap(({ name, prevalence }) =>
    prevalence
      ? [
          `${inSentence(name)}: ${prevalence.coded.unaided} coded unaided, ${prevalence.coded.acceptedFromMachine} accepted from the machine, ${prevalence.coded.unreviewed} more only tagged and not counted`,
        ]
      : [],
  )
  return escapeMarkdown(`Of the respondents counted, ${coded.join('; ')}.`)
}

/** The quote in its marks, with a stop where its own words bring none. */
function quoted({ words }: DraftQuote): string {
  const marked = inQuoteMarks(inlineMarkdown(words))
  return /[.!?…][”’"')\]]*$/.test(words) ? marked : `${marked}.`
}

/** A quote inside a sentence runs on: its line ends become spaces. */
function inlineMarkdown(words: string): string {
  return escapeMarkdown(words.replace(/\s+/g, ' '))
}

function gap(task: string): string {
  return `\\[Author: ${task}.\\]`
}
