import { WordScanner } from '../text/wordScanner.ts'
import { type Atom, RuleError, ruleLimits, type Scope } from './rule.ts'

/** A piece of a rule's source, with the place where it begins. */
export type Lexeme = { at: number } & (
  | { kind: 'term'; atoms: Atom[] }
  | { kind: 'near'; distance: number }
  | { kind: 'within'; scope: Scope }
  | { kind: 'and' | 'or' | 'not' | 'open' | 'close' }
  | { kind: 'end' }
)

const operators = new Map([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
] as const)
const isOperator = (word: string): word is 'AND' | 'OR' | 'NOT' =>
  word === 'AND' || word === 'OR' || word === 'NOT'

const openingQuotes = '"“”'
const within = /WITHIN(?:\s+(sentence|answer))?(?=[\s()]|$)/y
const piece = /\s+|[()]|["“”]|[^\s()"“”]+/gy

/** Cuts a rule's source into lexemes, the last of which is `end`. @throws RuleError */
export function lexemes(source: string): Lexeme[] {
  const found: Lexeme[] = []
  let at = 0
  while (at < source.length) {
    piece.lastIndex = at
    const text = piece.exec(source)?.[0] ?? ''
    within.lastIndex = at
    const scope = within.exec(source)
    if (scope !== null) {
      found.push({ at, kind: 'within', scope: scopeOf(scope[1], at) })
      at += scope[0].length
      continue
    }
    if (openingQuotes.includes(text)) {
      const end = closingQuote(source, at)
      found.push({ at, kind: 'term', atoms: phrase(source.slice(at + 1, end), at + 1) })
      at = end + 1
      continue
    }
    if (text.trim() !== '') found.push(lexeme(text, at))
    at += text.length
  }
  found.push({ at: source.length, kind: 'end' })
  return found
}

function lexeme(text: string, at: number): Lexeme {
  if (text === '(') return { at, kind: 'open' }
  if (text === ')') return { at, kind: 'close' }
  if (isOperator(text)) return { at, kind: operators.get(text) ?? 'and' }
  const near = /^NEAR(?:\/(.*))?$/.exec(text)
  if (near !== null) return { at, kind: 'near', distance: distance(near[1], at) }
  return { at, kind: 'term', atoms: atomsOf(text, at) }
}

function scopeOf(written: string | undefined, at: number): Scope {
  if (written === 'sentence' || written === 'answer') return written
  throw new RuleError(
    at,
    'WITHIN needs “sentence” or “answer” after it, as in: culture AND change WITHIN answer.',
  )
}

function distance(written: string | undefined, at: number): number {
  const words = /^\d{1,9}$/.test(written ?? '') ? Number(written) : 0
  if (words >= 1 && words <= ruleLimits.distance) return words
  throw new RuleError(
    at,
    `NEAR needs a number of words from 1 to ${ruleLimits.distance} after a slash, as in: culture NEAR/5 change.`,
  )
}

function closingQuote(source: string, open: number): number {
  for (let at = open + 1; at < source.length; at++) if ('"“”'.includes(source[at] ?? '')) return at
  throw new RuleError(open, 'This quotation mark is never closed. Add " at the end of the phrase.')
}

function phrase(inside: string, at: number): Atom[] {
  const atoms = [...inside.matchAll(/\S+/g)].flatMap(word => atomsOf(word[0], at + word.index))
  if (atoms.length === 0)
    throw new RuleError(at - 1, 'This phrase is empty. Write words between the quotation marks.')
  if (atoms.length > ruleLimits.phrase) {
    throw new RuleError(
      at - 1,
      `This phrase has ${atoms.length} words; at most ${ruleLimits.phrase} are allowed. Shorten it, or join two phrases with NEAR.`,
    )
  }
  return atoms
}

/** One written word → its atoms: several where it holds a hyphen ("in-house") or another mark. */
function atomsOf(written: string, at: number): Atom[] {
  const isExact = written.startsWith('=')
  const isPrefix = written.endsWith('*')
  if (isExact && isPrefix)
    throw new RuleError(at, `“${written}” asks for an exact word and for a prefix. Take away = or *.`)
  const body = written.slice(isExact ? 1 : 0, isPrefix ? -1 : undefined)
  const star = body.indexOf('*')
  if (star !== -1) {
    throw new RuleError(
      at + star + (isExact ? 1 : 0),
      'A star stands only at the end of a word, as in hierarch*.',
    )
  }
  const values: string[] = []
  const scanner = new WordScanner(body, 'parts')
  while (scanner.next()) values.push(body.slice(scanner.start, scanner.end))
  const last = values.at(-1)
  if (last === undefined)
    throw new RuleError(at, `“${written}” holds no word. Write letters or numbers here, or delete it.`)
  if (isPrefix && last.length < ruleLimits.prefix) {
    throw new RuleError(
      at,
      `“${written}” would match almost every word. Give at least ${ruleLimits.prefix} letters before the star.`,
    )
  }
  const kind = isExact ? 'exact' : 'family'
  return values.map((value, index) => ({
    kind: isPrefix && index === values.length - 1 ? 'prefix' : kind,
    value,
  }))
}
