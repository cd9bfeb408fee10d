import type { Answer, Span, Tag } from '../../model.ts'
import { languageOf } from '../../text/language/detect.ts'
import { sentences } from '../../text/sentences.ts'
import { countWords } from '../../text/words.ts'
import { mayBeEnglish } from '../foreign.ts'
import { digest, tagId } from '../tagId.ts'
import { explainPrediction } from './explainPrediction.ts'
import type { ThemeModel } from './model.ts'
import { predict } from './predict.ts'

/** Stands where a tag names its rule, for what was learned from codings; no rule of a codebook has this id. */
export const learnedRule = 'learned'

/** A sentence of fewer words says too little for the model to go by. */
const fewestWords = 3
/** A margin is told to four digits, which take little room beside each tag. */
const marginSteps = 10_000
/** How many words or pairs are named as what made a suggestion. */
const mostReasons = 5

/**
 * Suggests themes for the sentences of an answer by what was learned from codings of sentences. English stems are
 * among what it reads, so a sentence in another language gets no tag.
 *
 * @param model whose themes are told by their ids
 * @returns one tag for each sentence and theme that the model gives it, in order of place and then the likeliest first;
 *   `evidence` holds the words that spoke most for the theme, none where no single word does
 */
export function learnedTags(
  model: ThemeModel,
  answer: Pick<Answer, 'id' | 'question' | 'text' | 'language'>,
): Tag[] {
  if (answer.language !== undefined && !mayBeEnglish(answer.language)) return []
  const id = digest(answer.id)
  return sentences(answer.text).flatMap(span => {
    const text = answer.text.slice(span.start, span.end)
    if (countWords(text) < fewestWords) return []
    const passage = { text, question: answer.question }
    const given = predict(model, passage, { fallback: false }).filter(prediction => prediction.given)
    if (given.length === 0) return []
    if (answer.language === undefined && !mayBeEnglish(languageOf(answer.text, span).language)) return []
    return given.map(({ theme, probability, threshold }) => ({
      id: tagId(id, span, digest(theme, learnedRule)),
      text: answer.id,
      theme,
      rule: learnedRule,
      start: span.start,
      end: span.end,
      negated: false,
      evidence: evidenceFor(model, passage, theme).map(({ start, end }) => ({
        start: span.start + start,
        end: span.start + end,
      })),
      margin: Math.round((probability - threshold) * marginSteps) / marginSteps,
    }))
  })
}

/** The words and pairs that spoke most for a theme, in the order of the text, none inside another. */
function evidenceFor(model: ThemeModel, passage: { text: string; question: string }, theme: string): Span[] {
  const chosen: Span[] = []
  for (const { kind, spans, weight } of explainPrediction(model, passage, theme).reasons) {
    if (weight <= 0 || (kind !== 'words' && kind !== 'pairs')) continue
    for (const span of spans)
      if (
        chosen.length < mostReasons &&
        !chosen.some(({ start, end }) => span.start < end && start < span.end)
      )
        chosen.push(span)
  }
  return chosen.sort((a, b) => a.start - b.start)
}
