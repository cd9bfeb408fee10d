import type { Span } from '../model.ts'
import { detectLanguage, languageOf } from '../text/language/detect.ts'
import type { TokenisedText } from './tokenised.ts'

/** A sentence with fewer words of other languages alone than this is never told to be in one of them. */
const fewestInSentence = 2

/** A text is not mostly in another language where fewer than one word in so many speaks for one. */
const oneIn = 20

/** Whether English stems and rules may be run on a language: on English, and where it is undetermined ("und"). */
export function mayBeEnglish(language: string): boolean {
  return language === 'und' || /^en(?:-|$)/i.test(language)
}

/**
 * So many words that speak for English alone tell a sentence to be English, where none speaks for others alone: each
 * other language is then at most 6⁻³ times as likely (see `languageOf`).
 */
const enoughEnglish = 3

/** Whether a sentence that was read by itself is English for certain, whatever the text around it is. */
export function isSurelyEnglish(
  sentence: Pick<TokenisedText, 'length' | 'foreignWords' | 'isEnglish'>,
): boolean {
  if (sentence.foreignWords > 0) return false
  let english = 0
  for (let at = 0; at < sentence.length && english < enoughEnglish; at++)
    if (sentence.isEnglish(at)) english++
  return english === enoughEnglish
}

/** What has to be known of a text's words: where each begins, and which speak for other languages. */
export type ReadText = Pick<TokenisedText, 'text' | 'length' | 'starts' | 'foreignWords' | 'isForeign'>

/**
 * Tells for the sentences of a text, one after another, whether they are in another language than English. A
 * sentence that can be told decides for itself. One that cannot ("Plant a phobl ifanc.") goes with the whole
 * text, and where that cannot be told either ("Yes. Funding.") it is taken for English, so that short answers
 * are coded.
 *
 * @returns asked with a sentence and the place of one of its words
 */
export function foreignSentences(text: ReadText): (sentence: Span, word: number) => boolean {
  if (text.foreignWords < fewestInSentence) return () => false
  const isMostlyEnglish = text.foreignWords * oneIn < text.length
  let whole: string | undefined
  return (sentence, word) => {
    let at = word
    while (at > 0 && (text.starts[at - 1] ?? 0) >= sentence.start) at--
    let foreign = 0
    for (; at < text.length && (text.starts[at] ?? 0) < sentence.end; at++) if (text.isForeign(at)) foreign++
    if (isMostlyEnglish && foreign < fewestInSentence) return false
    let { language } = languageOf(text.text, sentence)
    if (language === 'und' && !isMostlyEnglish) language = whole ??= detectLanguage(text.text).language
    return !mayBeEnglish(language)
  }
}
