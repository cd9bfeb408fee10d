import type { Span } from '../../../analysis/index.ts'
import { allQuestions } from '../../consultations/questions.ts'
import { findConsultation, questionnaireOf } from '../../consultations/store.ts'
import { heldSpans, standingStates } from '../care/hold.ts'
import { textsHeld } from '../care/holdStore.ts'
import { textsIn } from '../response.ts'
import { replacedTexts } from '../revising/revisionStore.ts'
import { findResponses, withdrawnRespondents } from '../store.ts'
import { findWritten } from '../textStore.ts'

/** So many words in a row tell where they come from; fewer stand in anybody's sentences. */
export const tellingRun = 6
const atOnce = 500

/** What stands in the place of words that were withdrawn. */
export const withheldSign = '[words that were withdrawn]'

type Token = Span & { word: string }

/** Words that their respondents withdrew or replaced by others, or that are held back: whoever repeats six of them in a row is found. */
export class GoneWords {
  readonly #runs: ReadonlySet<string>

  /** @param allowed texts whose words may be repeated, wherever else they stand */
  constructor(gone: Iterable<string>, allowed: Iterable<string> = []) {
    const runs = new Set<string>()
    for (const text of gone) for (const { run } of runsIn(tokensOf(text))) runs.add(run)
    for (const text of allowed) for (const { run } of runsIn(tokensOf(text))) runs.delete(run)
    this.#runs = runs
  }

  /** Where a text repeats such words, in UTF-16 code units, each stretch once. */
  spansIn(text: string): Span[] {
    if (this.#runs.size === 0) return []
    const spans: Span[] = []
    for (const { run, start, end } of runsIn(tokensOf(text))) {
      if (!this.#runs.has(run)) continue
      const last = spans.at(-1)
      if (last && start <= last.end) last.end = end
      else spans.push({ start, end })
    }
    return spans
  }

  repeats(text: string): boolean {
    return this.spansIn(text).length > 0
  }

  /** A text with a sign in the place of such words. */
  withheld(text: string): string {
    let kept = ''
    let at = 0
    for (const { start, end } of this.spansIn(text)) {
      kept += text.slice(at, start) + withheldSign
      at = end
    }
    return kept + text.slice(at)
  }
}

/**
 * The words of a consultation that nobody may use any more. What its questions say themselves is not among them.
 * @param allowed texts whose words may be repeated, as those of quotes that are permitted
 */
export async function goneWordsOf(consultation: string, allowed: Iterable<string> = []): Promise<GoneWords> {
  const [withdrawn, replaced, found, held] = await Promise.all([
    withdrawnRespondents(consultation),
    replacedTexts(consultation),
    findConsultation(consultation),
    heldWords(consultation),
  ])
  if (withdrawn.length === 0 && replaced.size === 0 && held.length === 0) return new GoneWords([])
  const ids = new Set(replaced)
  for (let from = 0; from < withdrawn.length; from += atOnce)
    for (const { revisions } of await findResponses(withdrawn.slice(from, from + atOnce)))
      for (const id of revisions.flatMap(textsIn)) ids.add(id)
  const texts = [...held]
  const all = [...ids]
  for (let from = 0; from < all.length; from += atOnce)
    for (const { text } of await findWritten(all.slice(from, from + atOnce))) texts.push(text)
  const asked = found ? allQuestions(await questionnaireOf(consultation, found.version)) : []
  return new GoneWords(texts, [...allowed, ...asked.flatMap(({ label, hint = '' }) => [label, hint])])
}

/** All passages that are held back. */
async function heldWords(consultation: string): Promise<string[]> {
  const words: string[] = []
  for (let after = ''; ; ) {
    const texts = await textsHeld(consultation, standingStates, after, atOnce)
    for (const { text, holds = [] } of texts)
      for (const { start, end } of heldSpans(holds)) words.push(text.slice(start, end))
    if (texts.length < atOnce) return words
    after = texts.at(-1)?._id ?? after
  }
}

function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+/gu), ({ 0: word, index }) => ({
    word: word.normalize('NFKC').toLowerCase(),
    start: index,
    end: index + word.length,
  }))
}

/** Every stretch of so many words, with where it begins and ends. */
function* runsIn(tokens: Token[]): Generator<Span & { run: string }> {
  for (let at = 0; at + tellingRun <= tokens.length; at++) {
    const here = tokens.slice(at, at + tellingRun)
    const run = here.map(({ word }) => word).join(' ')
    yield { run, start: here[0]?.start ?? 0, end: here.at(-1)?.end ?? 0 }
  }
}
