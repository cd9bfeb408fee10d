import { escapeMarkdown } from '../../findings/escapeMarkdown.ts'
import { capitalised, opensSentence } from '../lead.ts'
import { inQuoteMarks } from '../printed.ts'
import type { WrongAttribution } from './attributed.ts'
import type { DraftSource } from './draftSource.ts'
import type { Corpus, Judgement } from './judge.ts'
import type { Ending, Passage } from './passages.ts'
import type { Telling } from './personal.ts'
import type { Mend } from './result.ts'
import { search } from './search.ts'

/** A passage as it was judged, with what else was noticed about it. */
export type Judged = {
  passage: Passage
  ending: Ending
  text: string
  judgement: Judgement
  attributions: WrongAttribution[]
  tellings: Telling[]
}

const mostCandidates = 6
const gap = '*[to write: say this in your own words, for these may not be quoted]*'

/** The changes by which a passage could be mended, the likeliest first. */
export function mendsOf(source: DraftSource, corpus: Corpus, judged: Judged): Mend[] {
  const { passage, ending, text, judgement, attributions, tellings } = judged
  const { verdict, candidates, unclear } = judgement
  const mend = (label: string, start: number, end: number, words: string): Mend => {
    const span = source.span(start, end) ?? { start: null, end: null }
    return { label, ...span, with: words }
  }
  const words = (label: string, written: string) =>
    mend(label, passage.start, ending.at, inDraft(source, passage, written))
  const mends: Mend[] = []
  if (verdict === 'altered') mends.push(...alteredMends(corpus, judgement, text, words))
  if (verdict === 'not-permitted')
    mends.push(mend('Take the words out, and leave a gap to fill', passage.opening, ending.after, gap))
  if (ending.mark !== undefined)
    mends.push(mend('Close it with the mark that matches', ending.at, ending.after, ending.mark))
  if (unclear)
    for (const name of candidates.slice(0, mostCandidates))
      if (corpus.permission(name).permitted)
        mends.push(
          behind(source, judged, `It is from response ${name}`, declarationMark(source, `from ${name}`)),
        )
  for (const { at, write } of attributions) {
    const opens = opensSentence(source.draft.plain.text.slice(Math.max(0, at.start - 40), at.start))
    const written = opens ? capitalised(write) : write
    const isPrinted = source.draft.format === 'markdown' ? escapeMarkdown(written) : written
    mends.push(mend(`Say “${written}”`, at.start, at.end, isPrinted))
  }
  for (const { at, write } of tellings)
    mends.push(
      mend(
        `Put ${write} for “${text.slice(at.start, at.end)}”`,
        passage.start + at.start,
        passage.start + at.end,
        inDraft(source, passage, write),
      ),
    )
  if (verdict === 'untraceable' || verdict === 'altered') {
    mends.push(behind(source, judged, 'Mark it as your own words', declarationMark(source, 'own')))
    if (!passage.block)
      mends.push(
        mend('Take the quote marks off', passage.opening, ending.after, inDraft(source, passage, text)),
      )
  }
  return mends
}

/** What an author puts behind a passage to say what it is, in this kind of draft. */
export function declarationMark({ draft }: DraftSource, says: string): string {
  return draft.format === 'word' ? `{.${says}}` : `<!-- ${says} -->`
}

function alteredMends(
  corpus: Corpus,
  { source, difference, response }: Judgement,
  text: string,
  words: (label: string, written: string) => Mend,
): Mend[] {
  if (source === undefined || (response !== null && !corpus.permission(response).permitted)) return []
  const bracketed = (difference ?? []).map(({ kind, words: run }, i, all) => {
    if (kind === 'same') return run
    if (kind === 'draft') return `[${run.replace(/[[\]“”"]/g, '')}]`
    return all[i + 1]?.kind === 'draft' || all[i - 1]?.kind === 'draft' ? '' : '[…]'
  })
  const dotted = text.replace(/\s*(?<!\[)(?:…|\.{3})(?!\])\s*/g, ' […] ').trim()
  const within = bracketed.filter(run => run !== '').join(' ')
  const tries: [string, string][] = [
    ['Mark the cut', dotted],
    ['Show the changes in brackets', within],
  ]
  const index = response === null ? corpus.evidence : corpus.responses
  const shown = tries.filter(
    ([, written]) => written !== text && search(index, written).some(({ form }) => form === 'edited'),
  )
  return [
    words('Use the words as they were written', inner(withCaseOf(text, source))),
    ...shown.slice(0, 1).map(([label, written]) => words(label, written)),
  ]
}

/** A mark behind a passage, and behind the stop that follows it directly. */
function behind(source: DraftSource, { ending }: Judged, label: string, mark: string): Mend {
  const span = source.span(Math.max(0, ending.after - 1), ending.after)
  return { label, start: span?.end ?? null, end: span?.end ?? null, with: mark }
}

/** The source with the draft's case of the first letter, where it is the same letter: that is the author's to choose. */
function withCaseOf(text: string, source: string): string {
  const [ours = '', theirs = ''] = [text.charAt(0), source.charAt(0)]
  return ours.toLowerCase() === theirs.toLowerCase() ? ours + source.slice(1) : source
}

/** Words for a place inside quote marks: double marks inside them become single ones. */
function inner(words: string): string {
  return inQuoteMarks(words).slice(1, -1)
}

/** Words as the draft's own markup has them, so that they read as exactly those words. */
function inDraft({ draft }: DraftSource, { block }: Passage, words: string): string {
  if (draft.format === 'html') return escapeHtml(words)
  if (draft.format === 'word') return words
  // Square brackets without an address behind them are no link, and an author reads them more easily as they are.
  const escaped = escapeMarkdown(words).replace(/\\([[\]])/g, '$1')
  return block ? escaped.replace(/\n/g, '\n> ') : escaped
}

function escapeHtml(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
