import { contributor as people, reporting } from '../../findings/wording/words.ts'
import type { Span } from '../../model.ts'
import { titledNames } from '../../privacy/titledNames.ts'
import { isSmallWord } from '../../text/language/functionWords.ts'

/**
 * How an author's sentence says whose words it quotes: by name ("Dr A Example", "The Ferry Trust"), by role ("an
 * adviser in a combined authority"), as one who is not told ("one respondent") or as several ("others").
 */
export type Mention = Span & { kind: 'named' | 'role' | 'one' | 'several'; words: string }

const wordEnd = '(?![\\p{L}\\p{N}])'
const wordStart = '(?<![\\p{L}\\p{N}])'
/** Between who spoke and the verb. */
const aside = '(?:,?\\s+(?:also|then|even|simply|similarly|who|however|meanwhile))?'

const one = new RegExp(
  `${wordStart}(?:one|another|an?)\\s+(?:[\\p{Ll}-]+\\s+){0,2}(?:${people})${wordEnd}|${wordStart}(?:one|another)\\s+expert(?=${aside}\\s+(?:${reporting})${wordEnd})|${wordStart}(?:another|someone|one|one\\s+person)(?=${aside}\\s+(?:${reporting})${wordEnd})`,
  'giu',
)
const several = new RegExp(
  `${wordStart}(?:(?:our|the|these|other|expert|several|many|most|some|few|all|\\d[\\d,]*)\\s+){0,3}(?:${people})s${wordEnd}|${wordStart}(?:others|several|many|some)(?=${aside}\\s+(?:${reporting})${wordEnd})`,
  'giu',
)
const role = new RegExp(
  `${wordStart}(?:an?|another|one)\\s+((?:[\\p{L}\\p{N}’'-]+\\s+){0,7}[\\p{L}\\p{N}’'-]+)(?=${aside}\\s+(?:${reporting})${wordEnd})`,
  'giu',
)
const untitled = new RegExp(
  `${wordStart}(?:The\\s+)?\\p{Lu}[\\p{L}’'-]*(?:\\.?\\s+(?:(?:of|and|for|the|de|van|von)\\s+)?\\p{Lu}[\\p{L}’'-]*){1,6}(?=${aside},?\\s+(?:${reporting})${wordEnd})`,
  'gu',
)
const noRole = new RegExp(
  `${wordStart}(?:${people}|which|that|the|whose|where|person|people|report|review|study|survey|audit)s?${wordEnd}`,
  'iu',
)

/** Where a run of capitals has its name: "As Mo Sands" begins with the word of a sentence, "The Ferry Trust" does not. */
function nameStart(words: string): number {
  const [first = '', rest] = words.split(/\s+/, 2)
  return rest !== undefined && first !== 'The' && isSmallWord(first.toLowerCase()) ? words.indexOf(rest) : 0
}

/** Every mention in a part of a draft in which quoted words are masked, in order. */
export function mentionsIn(masked: string, { start, end }: Span): Mention[] {
  const text = masked.slice(start, end)
  const found: Mention[] = []
  const add = (kind: Mention['kind'], from: number, to: number) => {
    if (found.some(other => from + start < other.end && to + start > other.start)) return
    found.push({ kind, start: start + from, end: start + to, words: text.slice(from, to) })
  }
  for (const name of titledNames(text)) add('named', name.start, name.end)
  for (const match of text.matchAll(several)) add('several', match.index, match.index + match[0].length)
  for (const match of text.matchAll(one)) add('one', match.index, match.index + match[0].length)
  for (const { index, 0: words } of text.matchAll(untitled)) {
    const name = nameStart(words)
    if (/\s/.test(words.slice(name))) add('named', index + name, index + words.length)
  }
  for (const match of text.matchAll(role))
    if (!noRole.test(match[1] ?? '')) add('role', match.index, match.index + match[0].length)
  return found.sort((a, b) => a.start - b.start)
}
