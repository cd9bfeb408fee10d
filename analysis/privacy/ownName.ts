import { characterKind, kinds } from '../text/characters.ts'
import { isSmallWord } from '../text/language/functionWords.ts'
import type { Detail } from './detail.ts'
import { isOrdinaryWord } from './nameWords.ts'
import { type ComparedWord, comparedWords, nameParts } from './own.ts'

/** Words side by side that may be of one name, with the words before and after them. */
type Run = { words: ComparedWord[]; before: ComparedWord | null; after: ComparedWord | null }

const betweenParts = /^(?:[ \u00A0‐‑-]|,?[ \u00A0]{1,2})$/
const afterInitial = /^\.?[ \u00A0]?$/
const insideSentence = /^(?:['’]s?)?,?[ \u00A0]+$/
const why = 'This is the name that the respondent gave, or a part of it.'

/**
 * The respondent's own name in their text, in any case and with or without accents: parts side by side ("Jess
 * Example", "EXAMPLE, Jess"), one part alone ("Jess's"), a part with an initial ("J. Example"), and all initials
 * with stops ("J.E."). A part that is an ordinary word too (Green, Young, May), alone or beside others of its
 * kind, counts only with a capital inside a sentence, and where no other capital follows ("the Green Paper").
 */
export function ownName(text: string, name: string): Detail[] {
  if (isSpaceless(name)) return asWritten(text, name.trim())
  const parts = nameParts(name)
  if (parts.length === 0) return []
  const known = new Set(parts)
  const initials = new Set(parts.map(part => part.charAt(0)))
  // "I" is an initial only with its stop.
  const mayBelong = ({ form, written, end }: ComparedWord) =>
    known.has(form) || (initials.has(form) && isCapital(written) && (written !== 'I' || text[end] === '.'))
  const found: Detail[] = []
  for (const run of runsOf(text, mayBelong)) {
    const { words } = run
    const start = words[0]?.start ?? 0
    const end = words.at(-1)?.end ?? 0
    const named = words.filter(word => known.has(word.form))
    const isName =
      named.length > 0
        ? named.some(isTelling) || (named.every(isTitleCase) && (words.length > 1 || standsAsName(text, run)))
        : parts.length > 1 && isInitialsOf(text.slice(start, end + 1), parts)
    if (isName) found.push({ kind: 'name', start, end, why })
  }
  return found
}

/** A name of a script without spaces (Chinese, Thai), whose words a text may cut elsewhere. */
function isSpaceless(name: string): boolean {
  return Array.from(name).some(character => characterKind(character, 0) === kinds.spaceless)
}

function asWritten(text: string, name: string): Detail[] {
  const found: Detail[] = []
  for (let start = text.indexOf(name); start !== -1; start = text.indexOf(name, start + name.length)) {
    found.push({ kind: 'name', start, end: start + name.length, why })
  }
  return found
}

function* runsOf(text: string, mayBelong: (word: ComparedWord) => boolean): Generator<Run> {
  let run: Run = { words: [], before: null, after: null }
  let latest: ComparedWord | null = null
  for (const word of comparedWords(text)) {
    const belongs = mayBelong(word)
    const goesOn = latest && belongs && isBeside(text, latest, word)
    if (run.words.length > 0 && !goesOn) {
      yield { ...run, after: word }
      run = { words: [], before: null, after: null }
    }
    if (belongs) {
      if (run.words.length === 0) run.before = latest
      run.words.push(word)
    }
    latest = word
  }
  if (run.words.length > 0) yield run
}

function isBeside(text: string, left: ComparedWord, right: ComparedWord): boolean {
  const between = text.slice(left.end, Math.min(right.start, left.end + 3))
  return betweenParts.test(between) || (left.form.length === 1 && afterInitial.test(between))
}

/** No ordinary word, so that it tells a name in any case; as short as "Jo", it needs its capital. */
function isTelling({ form, written }: ComparedWord): boolean {
  const isWord = isOrdinaryWord(form) || isSmallWord(form)
  return !isWord && (form.length > 2 || (form.length === 2 && isCapital(written)))
}

function standsAsName(text: string, { words, before, after }: Run): boolean {
  const [word] = words
  if (!word || !before || !insideSentence.test(text.slice(before.end, Math.min(word.start, before.end + 8))))
    return false
  return !(after && isCapital(after.written) && text.slice(word.end, after.start) === ' ')
}

/** "J.E." and "J. E." of Jess Example, and "A.B.C." with or without its middle. */
function isInitialsOf(written: string, parts: string[]): boolean {
  if (!written.includes('.')) return false
  const letters = written.toLowerCase().replace(/[^\p{L}]/gu, '')
  const all = parts.map(part => part.charAt(0)).join('')
  return letters === all || letters === all.charAt(0) + all.slice(-1)
}

function isCapital(written: string): boolean {
  return /^\p{Lu}/u.test(written)
}

function isTitleCase({ written }: ComparedWord): boolean {
  return /^\p{Lu}(?:\P{Lu}|$)/u.test(written)
}
