import { type Piece, piecesOf } from './pieces.ts'
import { type Query, QueryError, queryLimits } from './query.ts'

/** A part of a query with where it ends; one of words alone is still a piece of what was entered. */
type Part = { query: Query; at: number; end: number }

/**
 * Reads a query. Words, phrases and what joins them are written as in a rule; beside these:
 *
 *     pay morale                    both, anywhere in one answer
 *     theme:Pay  theme:"Pay gaps"*  passages coded with a theme; with a star, or with one below it
 *     theme:Pay AND market          passages on which both are; NOT, those without the second
 *     theme:Pay NEAR/10 market      at most 10 words from one to the other
 *     … WITHIN answer               AND and NOT look over the whole answer
 *     sector:health NOT role:nurse  what respondents said of themselves
 *     NOT theme:Pay                 in answers without
 *
 * NEAR binds tightest, then AND and NOT, then OR, and last what stands side by side.
 *
 * @returns undefined where nothing was entered
 * @throws QueryError naming the first problem, where it stands and how to mend it
 */
export function parseQuery(entered: string): Query | undefined {
  if (entered.length > queryLimits.length)
    throw new QueryError(
      queryLimits.length,
      `A query has at most ${queryLimits.length} characters. Shorten it.`,
    )
  const parser = new Parser(entered)
  return parser.parse()
}

class Parser {
  readonly #entered: string
  readonly #pieces: Piece[]
  #next = 0
  #depth = 0
  #parts = 0

  constructor(entered: string) {
    this.#entered = entered
    this.#pieces = piecesOf(entered)
  }

  parse(): Query | undefined {
    if (this.#piece.kind === 'end') return undefined
    const { query } = this.#together()
    if (this.#piece.kind === 'close')
      throw new QueryError(this.#piece.at, 'This ) closes nothing. Delete it, or add ( before.')
    return query
  }

  /** What stands side by side holds together in one answer. */
  #together(): Part {
    let left = this.#scoped()
    while (this.#piece.kind !== 'end' && this.#piece.kind !== 'close') {
      const right = this.#scoped()
      left = {
        query: { kind: 'and', wide: true, left: left.query, right: right.query },
        at: left.at,
        end: right.end,
      }
    }
    return left
  }

  #scoped(): Part {
    const part = this.#either()
    const piece = this.#piece
    if (piece.kind !== 'within') return part
    this.#next++
    if (part.query.kind === 'words') return this.#words(part.at, piece.end)
    return piece.scope === 'answer' ? { ...part, query: widened(part.query), end: piece.end } : part
  }

  #either(): Part {
    let left = this.#both()
    while (this.#takes('or')) {
      const right = this.#both()
      left = this.#joined(left, right, { kind: 'or', left: left.query, right: right.query })
    }
    return left
  }

  #both(): Part {
    let left = this.#near()
    for (;;) {
      const isAnd = this.#takes('and')
      const kind = this.#takes('not') ? 'not' : isAnd ? 'and' : undefined
      if (!kind) return left
      const right = this.#near()
      left = this.#joined(left, right, { kind, wide: false, left: left.query, right: right.query })
    }
  }

  #near(): Part {
    let left = this.#single()
    for (let piece = this.#piece; piece.kind === 'near'; piece = this.#piece) {
      this.#next++
      const { distance } = piece
      const right = this.#single()
      left = this.#joined(left, right, { kind: 'near', distance, left: left.query, right: right.query })
    }
    return left
  }

  #single(): Part {
    const piece = this.#piece
    this.#next++
    if (++this.#parts > queryLimits.parts)
      throw new QueryError(piece.at, `A query has at most ${queryLimits.parts} parts. Make two of it.`)
    switch (piece.kind) {
      case 'word':
        return this.#words(piece.at, piece.end)
      case 'field': {
        const { name, value, below, at, end } = piece
        return { query: { kind: 'field', name, value, below, at }, at, end }
      }
      case 'not': {
        const inside = this.#near()
        return { query: { kind: 'without', inside: inside.query }, at: piece.at, end: inside.end }
      }
      case 'open':
        return this.#parenthesised(piece.at)
      default:
        throw new QueryError(piece.at, missing(piece))
    }
  }

  #parenthesised(at: number): Part {
    if (++this.#depth > queryLimits.depth)
      throw new QueryError(at, `Parentheses stand more than ${queryLimits.depth} deep here. Take some away.`)
    const inside = this.#together()
    const close = this.#piece
    if (close.kind !== 'close') throw new QueryError(at, 'This ( is never closed. Add ) where it ends.')
    this.#next++
    this.#depth--
    if (inside.query.kind === 'words') return this.#words(at, close.end)
    return { ...inside, at, end: close.end }
  }

  /** Two parts of words alone are a rule, as they were written; others are joined by what they find. */
  #joined(left: Part, right: Part, query: Query): Part {
    if (left.query.kind === 'words' && right.query.kind === 'words') return this.#words(left.at, right.end)
    return { query, at: left.at, end: right.end }
  }

  #words(at: number, end: number): Part {
    return { query: { kind: 'words', rule: this.#entered.slice(at, end), at }, at, end }
  }

  get #piece(): Piece {
    return this.#pieces[this.#next] ?? { kind: 'end', at: this.#entered.length, end: this.#entered.length }
  }

  #takes(kind: Piece['kind']): boolean {
    if (this.#piece.kind !== kind) return false
    this.#next++
    return true
  }
}

function widened(query: Query): Query {
  if (query.kind === 'and' || query.kind === 'not')
    return { ...query, wide: true, left: widened(query.left), right: widened(query.right) }
  return query.kind === 'or' ? { ...query, left: widened(query.left), right: widened(query.right) } : query
}

function missing(piece: Piece): string {
  if (piece.kind === 'end')
    return 'The query breaks off here. Add a word, a phrase or a theme after the last operator.'
  if (piece.kind === 'close')
    return 'There is nothing before this ). Add something, or delete the parentheses.'
  if (piece.kind === 'within')
    return 'WITHIN needs something before it, as in: theme:Pay AND market WITHIN answer.'
  return `${piece.kind.toUpperCase()} needs something on each side. To find the word itself, put it in quotation marks.`
}
