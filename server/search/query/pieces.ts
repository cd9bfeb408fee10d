import { QueryError, queryLimits } from './query.ts'

/** A piece of what was entered, with where it stands. */
export type Piece = { at: number; end: number } & (
  | { kind: 'word' }
  | { kind: 'field'; name: string; value: string; below: boolean }
  | { kind: 'near'; distance: number }
  | { kind: 'within'; scope: 'sentence' | 'answer' }
  | { kind: 'and' | 'or' | 'not' | 'open' | 'close' | 'end' }
)

const white = /\s+/y
const field = /((?=\p{N}*\p{L})[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*):(?:["“”]([^"“”]*)["“”](\*?)|([^\s()"“”]+))/uy
const word = /[^\s()"“”]+/y
const scopeOf = /\s+(sentence|answer)(?=[\s()]|$)/y
const operators: Record<string, 'and' | 'or' | 'not'> = { AND: 'and', OR: 'or', NOT: 'not' }

/** Cuts a query into pieces, the last of which is `end`. @throws QueryError */
export function piecesOf(entered: string): Piece[] {
  const pieces: Piece[] = []
  for (let at = 0; at < entered.length; ) {
    const space = matchAt(white, entered, at)
    if (space) at += space[0].length
    if (at >= entered.length) break
    const piece = pieceAt(entered, at)
    pieces.push(piece)
    at = piece.end
  }
  pieces.push({ kind: 'end', at: entered.length, end: entered.length })
  return pieces
}

function pieceAt(entered: string, at: number): Piece {
  const first = entered[at] ?? ''
  if (first === '(') return { kind: 'open', at, end: at + 1 }
  if (first === ')') return { kind: 'close', at, end: at + 1 }
  if ('"“”'.includes(first)) {
    const length = entered.slice(at + 1).search(/["“”]/)
    if (length === -1)
      throw new QueryError(at, 'This quotation mark is never closed. Add " at the end of the phrase.')
    return { kind: 'word', at, end: at + length + 2 }
  }
  const named = matchAt(field, entered, at)
  if (named) {
    const [whole, name = '', quoted, star, bare = ''] = named
    const below = quoted === undefined ? bare.endsWith('*') : star === '*'
    const value = (quoted ?? bare.replace(/\*$/, '')).trim()
    return { kind: 'field', name, value, below, at, end: at + whole.length }
  }
  const [written = first] = matchAt(word, entered, at) ?? []
  const end = at + written.length
  const operator = operators[written]
  if (operator) return { kind: operator, at, end }
  if (written === 'WITHIN') {
    const scope = matchAt(scopeOf, entered, end)
    if (!scope) throw new QueryError(at, 'WITHIN needs “sentence” or “answer” after it.')
    return {
      kind: 'within',
      scope: scope[1] === 'answer' ? 'answer' : 'sentence',
      at,
      end: end + scope[0].length,
    }
  }
  const near = /^NEAR(?:\/(.*))?$/.exec(written)
  if (near) return { kind: 'near', distance: distanceOf(near[1], at), at, end }
  return { kind: 'word', at, end }
}

function distanceOf(written: string | undefined, at: number): number {
  const words = /^\d{1,3}$/.test(written ?? '') ? Number(written) : 0
  if (words >= 1 && words <= queryLimits.distance) return words
  throw new QueryError(
    at,
    `NEAR needs a number of words from 1 to ${queryLimits.distance} after a slash, as in: theme:Pay NEAR/10 market.`,
  )
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
