import type { Span } from '../../model.ts'
import { detached } from '../detached.ts'
import { sentences } from '../sentences.ts'
import { wordForm } from '../tokens.ts'
import { WordScanner } from '../wordScanner.ts'
import { languagesByWords, languagesOfWord } from './functionWords.ts'
import { byScript, hasForeignLetter, languagesByScript } from './scripts.ts'

/**
 * The language of a text: an ISO 639-1 code ("en", "cy"), or where it cannot be told, `und`, with the script
 * where that is not Latin ("und-Arab"). `confidence` runs from 0 to 1, and is 0 for `und`.
 */
export type LanguageGuess = { language: string; confidence: number }

/** Every language that `detectLanguage` can tell, by its ISO 639-1 code. */
export const knownLanguages: readonly string[] = [
  ...new Set([...languagesByWords, ...languagesByScript]),
].sort()

const undetermined: LanguageGuess = { language: 'und', confidence: 0 }

/** How many times as likely a language is made by one of its small words. */
const oddsOfWord = 6

/** Less than this is not said. Two small words of one language, and none of another, are .52. */
const leastConfidence = 0.5

/** A letter or ending that only one Latin language of the list has speaks for it as a small word does. */
const marks: readonly (readonly [language: string, pattern: RegExp])[] = [
  ['en', /(?:[a-z]{3}ings?|[a-z]{3}ly|tions?|ness|ful|ould|ght)$/],
  ['cy', /[ŵŷ]|^(?:ngh|gwn|gwr|ll[aeiouwy])|(?:iaeth|[^e]aeth|wyd|wch|aidd|ddion)$/],
  ['gd', /(?:eachd|aidh|adh)$/],
  ['ga', /(?:acht|aíonn|aíocht|anna)$/],
  ['pl', /[łżźśęą]/],
  ['ro', /[țșţ]/],
  ['es', /ñ|ción$/],
  ['pt', /ão$|ções$|ã/],
  ['de', /ß|ungen$|keit$/],
  ['lt', /[ėųįū]/],
  ['tr', /[ğı]/],
  ['hu', /[őű]/],
  ['sk', /[ľĺŕ]/],
  ['cs', /[řěů]/],
  ['sq', /ë$/],
]
const english = languagesByWords.indexOf('en')
const marksByPlace = marks.map(
  ([language, pattern]) => [languagesByWords.indexOf(language), pattern] as const,
)

/**
 * Tells what language a text is written in: by its script, and within a script by its small words ("the",
 * "mae", "się") and telling letters. English, Welsh and the other languages that consultations in the United
 * Kingdom are answered in are known; any other is `und`, or taken for a relative. Deterministic, in time
 * linear in the length of the text.
 *
 * A text in several languages is told sentence by sentence, and is said to be in the one that most of it, by
 * length, is written in; `confidence` then includes the share of that language. Sentences that cannot be told
 * do not count; where no sentence can be told alone, all are read together.
 *
 * A few words without a small one among them ("Funding.", "Dim arian") cannot be told: they are `und`, never
 * guessed.
 *
 * @param text any text
 * @example detectLanguage('Mae angen mwy o arian ar y cyngor.').language // 'cy'
 */
export function detectLanguage(text: string): LanguageGuess {
  const lengths = new Map<string, number>()
  const sure = new Map<string, number>()
  let all = 0
  for (const sentence of sentences(text)) {
    const { language, confidence } = languageOf(text, sentence)
    if (confidence === 0) continue
    const length = sentence.end - sentence.start
    lengths.set(language, (lengths.get(language) ?? 0) + length)
    sure.set(language, (sure.get(language) ?? 0) + length * confidence)
    all += length
  }
  let most = undetermined
  let longest = 0
  for (const [language, length] of lengths) {
    if (length <= longest) continue
    longest = length
    most = { language, confidence: (sure.get(language) ?? 0) / all }
  }
  return longest > 0 ? most : languageOf(text, { start: 0, end: text.length })
}

/** Whether a word speaks for other languages and not for English: by its script, its letters, or as a small word. */
export function isForeignWord(written: string): boolean {
  const places = placesOf(written)
  return places.length > 0 ? !places.includes(english) : hasForeignLetter(written)
}

/** Whether a word speaks for English alone, as "because" and "asking" do. */
export function isEnglishWord(written: string): boolean {
  const places = placesOf(written)
  return places.length === 1 && places[0] === english
}

/** The language of one span, usually a sentence, read as a whole. */
export function languageOf(text: string, span: Span): LanguageGuess {
  const words = text.slice(span.start, span.end)
  const script = byScript(words)
  if (script && !script.language.startsWith('und')) {
    return { language: script.language, confidence: script.share }
  }
  const guess = bySmallWords(words)
  if (guess.confidence === 0 && script) return { language: script.language, confidence: 0 }
  return guess
}

function bySmallWords(words: string): LanguageGuess {
  const votes = votesOf(words)
  const most = Math.max(...votes)
  if (most === 0) return undetermined
  // A language that is not on the list is as likely as one of which a single word was seen.
  let odds = oddsOfWord ** (1 - most)
  for (const count of votes) odds += oddsOfWord ** (count - most)
  const confidence = 1 / odds
  return confidence < leastConfidence
    ? undetermined
    : { language: languagesByWords[votes.indexOf(most)] ?? 'und', confidence }
}

/** For each language of the list, how many words of the text speak for it. */
function votesOf(words: string): number[] {
  const votes = languagesByWords.map(() => 0)
  const scanner = new WordScanner(words, 'parts')
  while (scanner.next()) {
    for (const place of placesOf(words.slice(scanner.start, scanner.end))) {
      votes[place] = (votes[place] ?? 0) + 1
    }
  }
  return votes
}

const noPlaces: readonly number[] = []

/** How many words are remembered; the memory is emptied when full. */
const mostRemembered = 50_000
/** Longer words (code units) are not kept. */
const longestKept = 40
const remembered = new Map<string, readonly number[]>()

/** The places of the languages that a word as written speaks for. */
function placesOf(written: string): readonly number[] {
  const known = remembered.get(written)
  if (known !== undefined) return known
  if (written.length > longestKept) return noPlaces
  const own = detached(written)
  const word = wordForm(own)
  const apostrophe = word.indexOf("'")
  const parts =
    apostrophe === -1 || languagesOfWord.has(word)
      ? [word]
      : [word.slice(0, apostrophe), word.slice(0, apostrophe + 1), word.slice(apostrophe)]
  const bySmallWord = parts.flatMap(part => languagesOfWord.get(part) ?? [])
  const byMark = marksByPlace.flatMap(([place, pattern]) => (pattern.test(word) ? [place] : []))
  const places = [...new Set([...bySmallWord, ...byMark])]
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(own, places)
  return places
}
