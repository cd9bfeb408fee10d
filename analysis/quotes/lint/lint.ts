import { buildCorpusIndex, type CorpusIndex } from './corpus.ts'
import {
  type Corpus,
  type Judgement,
  judgeFound,
  judgeOwn,
  judgeUnfound,
  type Permission,
  type Words,
} from './judge.ts'
import { type PlainText, readMarkdown } from './markdown.ts'
import { type Ending, findPassages, type Passage } from './passages.ts'
import { type LintedQuote, type LintResult, summarise } from './result.ts'

export type LintOptions = {
  /** Whether a respondent's words may be quoted; without it, everyone's may. */
  permission?: (respondent: string) => Permission
  /** Excerpts of external evidence on file, as written. */
  evidence?: string[]
}

/**
 * Judges every quoted passage of a Markdown draft against what was written: words between quotation marks of
 * any shape, and block quotes. A passage followed by `<!-- own -->` or `{.own}` is the author's own expression
 * or a title. A passage within one that is traced to its source is part of it, and not judged apart.
 * Code, comments, template tags and link addresses are not read.
 *
 * @param index the responses, from `buildCorpusIndex`
 */
export function lintMarkdown(draft: string, index: CorpusIndex, options: LintOptions = {}): LintResult {
  const source = draft.replace(/\r\n?/g, '\n')
  const plain = readMarkdown(source)
  const lineAt = lineCounter(source)
  const corpus: Corpus = {
    responses: index,
    evidence: buildCorpusIndex((options.evidence ?? []).map(excerpt)),
    permission: options.permission ?? (() => ({ permitted: true })),
  }
  const quotes: LintedQuote[] = []
  let settled = 0
  const passages = findPassages(plain)
  for (const [i, passage] of passages.entries()) {
    if (passage.opening < settled || isOnlyMarksAround(passages[i + 1], passage)) continue
    const { ending, judgement } = judge(corpus, source, plain, passage)
    const { text } = wordsOf(source, plain, passage, ending)
    if (text.trim() === '') continue
    if (isSettled(judgement)) settled = ending.after
    const line = lineAt(plain.offsets[passage.start] ?? source.length)
    quotes.push({ text, line, ...judgement, warnings: [...ending.warnings, ...judgement.warnings] })
  }
  return { quotes, summary: summarise(quotes) }
}

/** The longest reading of a passage that some source holds; else its likeliest, judged as nobody's. */
function judge(
  corpus: Corpus,
  source: string,
  plain: PlainText,
  passage: Passage,
): { ending: Ending; judgement: Judgement } {
  const [likeliest] = passage.endings
  const marked = passage.endings.find(ending => isOwn(plain, ending))
  if (marked) return { ending: marked, judgement: judgeOwn(corpus, wordsOf(source, plain, passage, marked)) }
  for (const ending of passage.endings.toSorted((a, b) => b.at - a.at)) {
    const judgement = judgeFound(corpus, wordsOf(source, plain, passage, ending))
    if (judgement) return { ending, judgement }
  }
  return { ending: likeliest, judgement: judgeUnfound(corpus, wordsOf(source, plain, passage, likeliest)) }
}

/** Whether a passage holds nothing but the next one, as in “‘these words’”: that is judged, not this. */
function isOnlyMarksAround(next: Passage | undefined, { start, endings: [likeliest] }: Passage): boolean {
  return next?.opening === start && next.endings.some(({ after }) => after === likeliest.at)
}

function isSettled({ verdict }: Judgement): boolean {
  return verdict !== 'altered' && verdict !== 'untraceable'
}

function wordsOf(source: string, plain: PlainText, { start, block }: Passage, { at }: Ending): Words {
  const text = plain.text.slice(start, at)
  const from = plain.offsets[start] ?? source.length
  const to = (plain.offsets[at - 1] ?? from - 1) + 1
  const raw = source.slice(from, to)
  return { text, raw: block ? raw.replace(/\n(?: {0,3}> ?)+/g, '\n') : raw }
}

/** Whether an own-words mark follows the ending, with nothing but space and punctuation between. */
function isOwn(plain: PlainText, { after }: Ending): boolean {
  return plain.own.some(at => at >= after && /^[\s.,;:!?)]{0,4}$/.test(plain.text.slice(after, at)))
}

function lineCounter(source: string): (offset: number) => number {
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return offset => starts.findLastIndex(start => start <= offset) + 1
}

function excerpt(text: string, i: number) {
  return { id: `evidence-${i}`, respondent: `evidence-${i}`, question: '', text: text.normalize('NFC') }
}
