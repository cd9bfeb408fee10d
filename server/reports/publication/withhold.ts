import type { Printable } from '../export/html.ts'
import { notesIn, plainWords } from '../ledger/plainWords.ts'
import { reportSentences } from '../ledger/sentences.ts'
import type { PublishedQuote } from './store.ts'

/** What stands in a served report where words may not be shown any more. */
export const withheldSentence = '[A passage that stood here may not be shown any more].'
const withheldNote = 'What stood here may not be shown any more.'

/** Fewer words than this occur in anybody's sentences. */
const tellingWords = 3

/**
 * A published report without the passages that may no longer be shown: the whole sentence round each quote, since it
 * says who wrote it; its note; and every other sentence, and title of a chart, that repeats its words or a name that it
 * printed. Notes keep their numbers, and what remains is as it was.
 *
 * @param gone the quotes to be left out, each with its place in the Markdown
 */
export function withhold(written: Printable, gone: PublishedQuote[]): Printable {
  if (gone.length === 0) return written
  const { markdown } = written
  const repeats = repeatsOf(gone)
  let shown = ''
  let at = 0
  let isBold = false
  let wasWithheld = false
  const kept = (between: string) => (repeats(between) ? '\n\n' : between)
  for (const { start, end } of reportSentences(markdown, { headings: true })) {
    const between = kept(markdown.slice(at, start))
    const sentence = markdown.slice(start, end)
    const isWithheld = gone.some(quote => quote.start < end && quote.end > start) || repeats(sentence)
    const bolds = sentence.match(/(?<!\\)\*\*/g)?.length ?? 0
    if (!isWithheld) shown += between + sentence
    else if (wasWithheld && !between.includes('\n\n')) shown += marksOf(sentence)
    else shown += between + inPlaceOf(sentence, bolds % 2 === 0 ? '' : isBold ? 'closes' : 'opens')
    if (bolds % 2 === 1) isBold = !isBold
    wasWithheld = isWithheld
    at = end
  }
  const notes = written.notes.map((note, i) =>
    gone.some(quote => quote.note === i + 1) || repeats(note) ? withheldNote : note,
  )
  const charts = written.charts?.map(chart => ({
    ...chart,
    title: repeats(chart.title) ? withheldNote : chart.title,
  }))
  return { markdown: shown + kept(markdown.slice(at)), notes, ...(charts ? { charts } : {}) }
}

/** Some words of an author's without what was withdrawn: a title, or what is said of a correction. */
export function withheldWords(words: string, gone: PublishedQuote[]): string {
  return repeatsOf(gone)(words) ? withheldSentence : words
}

/** Whether some Markdown repeats what may no longer be shown. */
function repeatsOf(gone: PublishedQuote[]): (markdown: string) => boolean {
  const kept = gone
    .flatMap(({ words, names }) => [words, ...names])
    .map(bare)
    .filter(words => words.trim().split(' ').length >= tellingWords || isName(words, gone))
  return markdown => {
    const bareMarkdown = bare(plainWords(markdown))
    return kept.some(words => bareMarkdown.includes(words))
  }
}

function isName(words: string, gone: PublishedQuote[]): boolean {
  return gone.some(({ names }) => names.some(name => bare(name) === words))
}

/** The sign in place of a sentence, with its note marks, bold as far as the sentence opened or closed it. */
function inPlaceOf(sentence: string, bold: '' | 'opens' | 'closes'): string {
  const sign = withheldSentence.replace(/[[\]]/g, '\\$&')
  return `${bold === 'opens' ? '**' : ''}${sign}${bold === 'closes' ? '**' : ''}${marksOf(sentence)}`
}

function marksOf(sentence: string): string {
  return notesIn(sentence)
    .map(number => `[^${number}]`)
    .join('')
}

/** Words in lower case with one space before, between and after them. */
function bare(text: string): string {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return ` ${words.join(' ')} `
}
