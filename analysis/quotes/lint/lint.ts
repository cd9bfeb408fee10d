import type { Quote, Speaker } from '../../model.ts'
import type { HouseStyle } from '../houseStyle.ts'
import { wrongAttributions } from './attributed.ts'
import { type Context, contextOf, type DraftSentences, readSentences } from './context.ts'
import { buildCorpusIndex, type CorpusIndex } from './corpus.ts'
import { DraftSource } from './draftSource.ts'
import { emphasisWarning } from './emphasis.ts'
import {
  type Corpus,
  type Judgement,
  judgeFound,
  judgeOwn,
  judgeUnfound,
  type Permission,
  type Said,
} from './judge.ts'
import { looksLike } from './looksLike.ts'
import { markdownDraft } from './markdown.ts'
import { declarationMark, type Judged, mendsOf } from './mends.ts'
import { overUsed } from './overUsed.ts'
import { type Ending, findPassages, type Passage } from './passages.ts'
import { personalIn } from './personal.ts'
import type { LintDraft } from './plainText.ts'
import { type LintedQuote, type LintResult, type PassageKind, summarise } from './result.ts'
import { claimsOf } from './sentenceClaims.ts'
import { governingMention } from './whose.ts'

/** What is on file of a publication, and the name by which a person knows it. */
export type Excerpt = { name: string; text: string }

export type LintOptions = {
  /**
   * Whether a respondent's words may be quoted where a passage begins (UTF-16 code units of the draft's plain text);
   * without it, everyone's may everywhere. `found` says where in which of their answers the words stand.
   */
  permission?: (respondent: string, at: number, found?: Quote) => Permission
  /**
   * Who a respondent is and how they may be called by what they answered to a question; without it, or undefined,
   * attributions are not checked.
   */
  speaker?: (respondent: string, question?: string) => Speaker | undefined
  /** Excerpts of external evidence on file, as written. */
  evidence?: (string | Excerpt)[]
  /** What those who answered are to be called; respondents where nothing is said. */
  style?: Pick<HouseStyle, 'contributors'>
  /** False where testimony is read without the scale of words, as reflexively; it applies where nothing is said. */
  isScaled?: boolean
}

/** {@link lintDraft} of Markdown. */
export function lintMarkdown(draft: string, index: CorpusIndex, options: LintOptions = {}): LintResult {
  return lintDraft(markdownDraft(draft), index, options)
}

/**
 * Judges every quoted passage of a draft against what was written: words between quotation marks of any shape, and
 * block quotes. A passage followed by `<!-- own -->` or `{.own}` is the author's own expression or a title; one
 * followed by `<!-- from R12 -->` or `{.from R12}` is meant to be of response R12. A passage within one that is traced
 * to its source is part of it, and not judged apart. Code, comments, template tags and link addresses are not read.
 *
 * @param index the responses, from `buildCorpusIndex`
 */
export function lintDraft(draft: LintDraft, index: CorpusIndex, options: LintOptions = {}): LintResult {
  const source = new DraftSource(draft)
  const { permission = () => ({ permitted: true }) } = options
  const corpus = {
    responses: index,
    evidence: buildCorpusIndex((options.evidence ?? []).map(excerptAnswer)),
    permission,
    speaker: options.speaker ?? (() => undefined),
    ...(options.style ? { style: options.style } : {}),
  }
  const passages = findPassages(draft.plain)
  const sentences = readSentences(draft.plain, passages)
  const judged = judgeAll({ source, corpus, sentences }, passages)
  const { bySentence, sentences: claims } = claimsOf(sentences, judged, source, options.isScaled ?? true)
  const quotes = judged.map((one): LintedQuote => {
    const { passage, ending, text, looks, judgement } = one
    const warnings = [
      ...ending.warnings,
      ...judgement.warnings,
      ...one.attributions.map(({ message }) => message),
      ...one.tellings.map(({ message }) => message),
      ...one.emphasis,
      ...one.used,
      ...(bySentence.get(one) ?? []),
    ]
    const mends = mendsOf(source, corpusAt(corpus, passage), one)
    return { text, ...source.placeOf(passage.start), ...judgement, warnings, looksLike: looks, mends }
  })
  return { quotes, sentences: claims, summary: summarise(quotes, claims) }
}

/** The corpus with the permissions that hold anywhere in the draft. */
type WholeCorpus = Omit<Corpus, 'permission'> & Required<Pick<LintOptions, 'permission'>>
type Scene = { source: DraftSource; corpus: WholeCorpus; sentences: DraftSentences }
type Noted = Judged & { looks: PassageKind; emphasis: string[]; used: string[] }

function judgeAll(scene: Scene, passages: Passage[]): Noted[] {
  const judged: Noted[] = []
  let settled = 0
  for (const [i, passage] of passages.entries()) {
    if (passage.opening < settled || isOnlyMarksAround(passages[i + 1], passage)) continue
    const one = judge(scene, passage, passages[i + 1])
    if (one.text.trim() === '') continue
    if (isSettled(one.judgement)) settled = one.ending.after
    judged.push({ ...one, used: [] })
  }
  return withUse(judged)
}

/** Tells at the passage where it becomes too much that one respondent is quoted again and again. */
function withUse(judged: Noted[]): Noted[] {
  const traced = judged.filter(({ judgement }) => isTraced(judgement))
  const times = new Map<string, number>()
  for (const { judgement } of traced) {
    const respondent = judgement.response ?? ''
    times.set(respondent, (times.get(respondent) ?? 0) + 1)
  }
  const soFar = new Map<string, number>()
  return judged.map(one => {
    const respondent = one.judgement.response
    if (respondent === null || !isTraced(one.judgement)) return one
    const nth = (soFar.get(respondent) ?? 0) + 1
    soFar.set(respondent, nth)
    return { ...one, used: overUsed(respondent, nth, times.get(respondent) ?? nth, traced.length) }
  })
}

/** The longest reading of a passage that some source holds; else its likeliest, judged as nobody's. */
function judge(scene: Scene, passage: Passage, next: Passage | undefined): Omit<Noted, 'used'> {
  const { source, sentences } = scene
  const corpus = corpusAt(scene.corpus, passage)
  const context = contextOf(sentences, passage)
  const mention = governingMention(sentences, context)
  const [likeliest] = passage.endings
  const lead = sentences.masked.slice(context.before.start, context.before.end)
  const whole = (ending: Ending, judgement: Judgement, looks: PassageKind = 'quotation') => {
    const { text } = source.words(passage, ending)
    const { response, question, verdict } = judgement
    const isTold = response !== null && verdict !== 'altered'
    const speaker = isTold ? corpus.speaker(response, question ?? undefined) : undefined
    const attributions = speaker ? wrongAttributions(sentences, context, mention, speaker, corpus.style) : []
    const isOwn = verdict === 'own-words' || verdict === 'evidence'
    const tellings = isOwn ? [] : personalIn(text, speaker)
    const emphasis = emphasisIn(scene, passage, ending, judgement, context)
    return { passage, ending, text, judgement, looks, attributions, tellings, emphasis }
  }
  for (const ending of passage.endings)
    if (source.declaredAt(ending) === null && !reachesInto(ending, likeliest, next))
      return whole(ending, judgeOwn(corpus, source.words(passage, ending)))
  const ask = (name: string) => declarationMark(source, `from ${name}`)
  for (const ending of passage.endings.toSorted((a, b) => b.at - a.at)) {
    const said: Said = { declared: source.declaredAt(ending) ?? undefined, mention, ask }
    const judgement = judgeFound(corpus, source.words(passage, ending), said)
    if (judgement) return whole(ending, judgement)
  }
  const words = source.words(passage, likeliest)
  const looks = passage.block ? 'quotation' : looksLike(words.text, lead, mention !== null)
  return whole(likeliest, judgeUnfound(corpus, words, looks, declarationMark(source, 'own')), looks)
}

/** The corpus with the permissions that hold for one passage. */
function corpusAt(corpus: WholeCorpus, { start }: Passage): Corpus {
  return { ...corpus, permission: (respondent, found) => corpus.permission(respondent, start, found) }
}

/** Whether a later ending would take in another passage that begins after the likeliest one. */
function reachesInto(ending: Ending, likeliest: Ending, next: Passage | undefined): boolean {
  return next !== undefined && next.opening >= likeliest.after && ending.at > next.opening
}

/** Whether a passage holds nothing but the next one, as in “‘these words’”: that is judged, not this. */
function isOnlyMarksAround(next: Passage | undefined, { start, endings: [likeliest] }: Passage): boolean {
  return next?.opening === start && next.endings.some(({ after }) => after === likeliest.at)
}

/** What is said of a traced passage of which the draft emphasises some words. */
function emphasisIn(
  { source, corpus }: Scene,
  passage: Passage,
  ending: Ending,
  judgement: Judgement,
  { after }: Context,
): string[] {
  const { response, start, end } = judgement
  if (!isTraced(judgement) || response === null || start === null || end === null) return []
  const { raw } = source.words(passage, ending)
  const wrote = () =>
    corpus.responses.answers.find(
      each => each.respondent === response && each.question === judgement.question,
    )?.text ?? ''
  return emphasisWarning(raw, {
    source: () => wrote().slice(start, end),
    after: source.draft.plain.text.slice(after.start, after.end),
    format: source.draft.format,
  })
}

function isSettled({ verdict }: Judgement): boolean {
  return verdict !== 'altered' && verdict !== 'untraceable'
}

function isTraced({ verdict }: Judgement): boolean {
  return verdict === 'verbatim' || verdict === 'normalised' || verdict === 'edited'
}

function excerptAnswer(given: string | Excerpt, i: number) {
  const { name, text } = typeof given === 'string' ? { name: `excerpt ${i + 1}`, text: given } : given
  return { id: name, respondent: name, question: '', text: text.normalize('NFC') }
}
