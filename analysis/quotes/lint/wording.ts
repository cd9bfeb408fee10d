import { people, reporting } from './mentions.ts'
import { overCounts } from './scaleWords.ts'

const aboutRespondents = new RegExp(
  `(?<!\\p{L})(?:${people})s?(?!\\p{L})|(?<!\\p{L})(?:people|those|everyone|everybody)\\s+who\\s+(?:answered|wrote|responded|replied)|(?<!\\p{L})(?:others|many|most|some|few)\\s+(?:of\\s+(?:them|those|these|our)\\s+)?(?:${reporting}|agreed?)(?!\\p{L})|(?<!\\p{L})(?:almost all|many|most|some|few)\\s*\\(\\d|\\d\\s+of\\s+(?:the\\s+)?\\d`,
  'iu',
)
const causes =
  /(?<!\p{L})(?:because|caus(?:e|es|ed|ing)|leads? to|led to|leading to|results? in|resulted in|resulting in|as a result|due to|owing to|driven by|drives?|drove|brings? about|brought about|is why|thanks to)(?!\p{L})/iu
const agrees =
  /(?<!\p{L})(?:agree|agrees|agreed|agreement|concur|concurs|concurred|unanimous|unanimously|consensus)(?!\p{L})/iu
const offScale =
  /(?<!\p{L})(?:(?:an?|the)\s+)?(?:(?:vast|overwhelming|large|clear|great)\s+)?(?:majority|minority)(?!\p{L})|(?<!\p{L})(?:nearly all|several|numerous|countless|a handful|widespread|a number of|a great many|lots of)(?!\p{L})/iu

/** Whether a sentence of the author's has respondents for its subject. */
export function isAboutRespondents(sentence: string): boolean {
  return aboutRespondents.test(sentence)
}

/** Whether words state a cause. */
export function statesCause(words: string): boolean {
  return causes.test(words)
}

/**
 * What a sentence claims beyond its counts, as far as it can be told from the sentence alone.
 *
 * @param sentence the author's words, quoted ones masked
 * @param before the paragraph up to it, where "Of the 58 respondents" may stand
 * @param quotesCause whether a quote of the sentence states a cause itself
 */
export function claimsTooMuch(sentence: string, before: string, quotesCause: boolean): string[] {
  const found = [...overCounts(sentence, before)]
  if (!isAboutRespondents(sentence)) return found
  const off = offScale.exec(sentence)?.[0]
  if (off !== undefined)
    found.push(
      `“${off}” is not a word of the scale. Write few, some, many, most or almost all, with the count, or the count alone.`,
    )
  const cause = quotesCause ? undefined : causes.exec(sentence)?.[0]
  if (cause !== undefined)
    found.push(`“${cause}” claims a cause. Keep it only where respondents state that cause themselves.`)
  const agree = agrees.exec(sentence)?.[0]
  if (agree !== undefined)
    found.push(
      `“${agree}” claims more than was asked: respondents raised this, and silence is neither for nor against. Write “raised”.`,
    )
  return found
}
