import { isSmallWord } from '../../text/language/functionWords.ts'
import type { PassageKind } from './result.ts'

const titled =
  /(?:titled|entitled|headed|headlined|named|known as|the (?:book|report|paper|article|chapter|film|programme|bill|act|song|essay|poem|play))\s*,?\s*$/iu
const scareQuoteWords = 3

/**
 * What a passage is taken for where no source holds it.
 *
 * @param lead the author's words before it in its sentence
 * @param isAttributed whether its sentence says who said it
 */
export function looksLike(words: string, lead: string, isAttributed: boolean): PassageKind {
  const all = words.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? []
  const telling = all.filter(word => !isSmallWord(word.toLowerCase()))
  const isCapital = (word: string) => /^[\p{Lu}\p{N}]/u.test(word)
  const inCapitals = telling.length > 1 && telling.every(isCapital) && isCapital(all[0] ?? '')
  if (inCapitals || (titled.test(lead) && isCapital(all[0] ?? ''))) return 'title'
  const isShort = all.length <= scareQuoteWords && !/[.!?]\s*$/.test(words)
  return isShort && !isAttributed ? 'scare-quote' : 'quotation'
}
