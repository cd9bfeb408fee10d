import type { Span } from '../../model.ts'
import { claiming, contributor, offScale, scale as scaleWords, whoAnswered } from './words.ts'

const numberWords = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')

const figure = '\\d[\\d,]*'
const counted = `(?:${figure}(?: of (?:the |our )?${figure})?|${numberWords.join('|')})`
const scale = `(?:a |the )?(?:${scaleWords})`
const loose = `${offScale}|all|every|both|half|no|none`
const bracketed = `(?:\\s*\\(${figure}(?: of ${figure})?\\))?`
const quantity = `(?<quantity>(?:${counted}|${scale}|${loose})${bracketed})`

const noun = `(?:(?:${contributor})s|${whoAnswered})`
/** Experts are those who answered where they are called “our experts”, or “one expert”; elsewhere they may be anybody. */
const ours = `(?:${noun}|experts)`
const phrase = `(?:(?:${quantity}\\s+(?:of\\s+)?)?(?:the|our|these|those|such)\\s+(?:(?!(?:asked|told|gave|given|sent|invited|thanked|that|who|which|and|of|to|for|from|by)\\s)[\\p{L}\\d’'-]+\\s+){0,2}?${ours}|(?:${quantity.replace('<quantity>', '<plain>')}\\s+(?:of\\s+)?)?(?:(?:expert|other|individual|more)\\s+){0,2}${noun})`
const others = `(?:(?<count>${counted}|${scale}|${loose})\\s+)?others`
const pronoun = `(?<alone>(?:${scale}|several)${bracketed})(?=\\s+(?:also\\s+)?(?:${claiming})(?![\\p{L}]))`

const edges = (source: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}’'-])(?:${source})(?![\\p{L}\\p{N}’'-])`, 'giu')
const everyone = [edges(phrase), edges(others), edges(pronoun)]
const single = edges(
  `(?<which>one|another|a|a single) (?:expert |other |individual )?(?:${contributor})|(?:one|another) expert`,
)

/** What stands before someone whom a sentence does something to, and who is no subject of it. */
const before =
  /(?:^|[^\p{L}])(?:to|from|for|with|of|among|at|in|on|about|between|against|asked|thank|thanked|invited|give|gave|per|than|after|before)\s+(?:the\s+)?$/iu

function isObject(sentence: string, at: number): boolean {
  return before.test(sentence.slice(Math.max(0, at - 40), at))
}

/**
 * Several people as the subject of a sentence, or of a part of it: "our respondents", "27 of the contributors",
 * "others", "many" before a verb of saying. `quantity` is how many it says there are; empty for a bare plural.
 */
export type People = Span & { quantity: string; isOthers: boolean }

export function peopleIn(sentence: string): People[] {
  return everyone
    .flatMap(pattern =>
      Array.from(sentence.matchAll(pattern), (match): People => {
        const { quantity, plain, count, alone } = match.groups ?? {}
        const said = quantity ?? plain ?? count ?? alone ?? numberInside(match[0])
        const isOthers = /others$/i.test(match[0])
        return { start: match.index, end: match.index + match[0].length, quantity: said, isOthers }
      }),
    )
    .filter(({ start, quantity }) => quantity !== '' || !isObject(sentence, start))
    .sort((a, b) => a.start - b.start)
}

/** "the 58 respondents": the number that stands inside the words for them. */
function numberInside(words: string): string {
  return (
    new RegExp(`(?<![\\p{L}\\d])(?:${figure}|${numberWords.join('|')})(?![\\p{L}\\d])`, 'iu').exec(
      words,
    )?.[0] ?? ''
  )
}

/** One person as a subject: "one respondent", "another contributor". */
export type One = Span & { isAnother: boolean }

export function onesIn(sentence: string): One[] {
  return Array.from(sentence.matchAll(single), match => ({
    start: match.index,
    end: match.index + match[0].length,
    isAnother: /^another/i.test(match[0]),
  })).filter(({ start }) => !isObject(sentence, start))
}

/** The number that a figure or a word to twelve stands for; NaN for other words. */
export function numberOf(words: string): number {
  const at = numberWords.indexOf(words.toLowerCase())
  return at >= 0 ? at + 1 : Number(words.replace(/,/g, '') || Number.NaN)
}
