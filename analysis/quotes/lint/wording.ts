import { claimWarnings } from '../../findings/wording/claims.ts'
import { onesIn, peopleIn } from '../../findings/wording/people.ts'
import { offScale, scale } from '../../findings/wording/words.ts'
import { overCounts } from './scaleWords.ts'

const counts = new RegExp(`(?<!\\p{L})(?:${scale})\\s*\\(\\d|\\d\\s+of\\s+(?:the\\s+)?\\d`, 'iu')
const loose = new RegExp(`(?<!\\p{L})(?:${offScale}|widespread)(?!\\p{L})`, 'iu')

/** Whether a sentence of the author's has respondents for its subject. */
export function isAboutRespondents(sentence: string): boolean {
  return peopleIn(sentence).length > 0 || onesIn(sentence).length > 0 || counts.test(sentence)
}

/**
 * What a sentence claims beyond its counts, as far as it can be told from the sentence alone.
 *
 * @param sentence the author's words, quoted ones masked
 * @param before the paragraph up to it, where "Of the 58 respondents" may stand
 * @param quotesCause whether a quote of the sentence states a cause itself
 * @param isScaled false where testimony is read without a scale of words
 */
export function claimsTooMuch(
  sentence: string,
  before: string,
  quotesCause: boolean,
  isScaled = true,
): string[] {
  const found = overCounts(sentence, before, isScaled)
  if (!isAboutRespondents(sentence)) return found
  const off = isScaled ? loose.exec(sentence)?.[0] : undefined
  const unscaled =
    off === undefined
      ? []
      : [
          `“${off}” is no word of the scale. Write few, some, many, most or almost all, with the count, or the count alone.`,
        ]
  const claims = claimWarnings(sentence, { causeStated: quotesCause })
  return [...found, ...unscaled, ...firstOfEach(claims)]
}

/** One message of each rule: a draft is told once that it claims causes. */
function firstOfEach(warnings: ReturnType<typeof claimWarnings>): string[] {
  const rules = new Map(warnings.toReversed().map(({ rule, message }) => [rule, message]))
  return [...rules.values()].toReversed()
}
