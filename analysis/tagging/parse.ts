import { type Lexeme, lexemes } from './lexemes.ts'
import {
  type Expression,
  type ParsedRule,
  RuleError,
  type RuleProblem,
  ruleLimits,
  type Scope,
} from './rule.ts'

export type RuleParse = { ok: true; rule: ParsedRule } | { ok: false; problem: RuleProblem }

/**
 * Reads a rule of the codebook. From the tightest to the loosest:
 *
 *     hierarchy            the word's family: hierarchies, hierarchical; British and American spellings
 *     hierarch*            every word that begins so
 *     =IT                  exactly so, capitals too
 *     "no longer =IT cut*" words side by side, each as above; in-house is the phrase "in house"
 *     ( … )
 *     A NEAR/5 B           at most 5 words from one to the other, in either order
 *     A AND B, A NOT B     both, or the first without the second, in one sentence
 *     A OR B
 *     … WITHIN answer      at the end of a rule: AND and NOT look over the whole answer (NEAR and phrases never do)
 *     … WITHIN sentence    what stands before it, in one sentence: as without it, or a part, in parentheses, of such a rule
 *
 * Operators are written in capitals and bind from left to right. Without WITHIN, a rule never looks past a sentence.
 *
 * @param source as its author wrote it
 * @returns the rule, or the first problem with its place and how to mend it
 */
export function parseRule(source: string): RuleParse {
  try {
    if (source.length > ruleLimits.length) {
      throw new RuleError(
        ruleLimits.length,
        `This rule has ${source.length} characters; at most ${ruleLimits.length} are allowed. Split it into several rules.`,
      )
    }
    return { ok: true, rule: { source, ...new Parser(lexemes(source)).parse() } }
  } catch (error) {
    if (error instanceof RuleError) return { ok: false, problem: { at: error.at, message: error.message } }
    throw error
  }
}

/** Recursive descent: one method for each level of binding. */
class Parser {
  readonly #lexemes: Lexeme[]
  #at = 0
  #depth = 0
  #terms = 0

  constructor(found: Lexeme[]) {
    this.#lexemes = found
  }

  parse(): { scope: Scope; expression: Expression } {
    if (this.#next().kind === 'end')
      throw new RuleError(0, 'This rule is empty. Write a word, or delete the line.')
    const expression = this.#either()
    const scope = this.#scope() ?? 'sentence'
    const rest = this.#next()
    if (rest.kind === 'end') return { scope, expression }
    if (rest.kind === 'within') throw new RuleError(rest.at, 'A second WITHIN. Keep one of them.')
    if (rest.kind === 'close')
      throw new RuleError(rest.at, 'This ) closes nothing. Delete it, or add ( before.')
    throw new RuleError(rest.at, sideBySide(rest))
  }

  #scope(): Scope | null {
    const next = this.#next()
    if (next.kind !== 'within') return null
    this.#at++
    return next.scope
  }

  #either(): Expression {
    let left = this.#both()
    while (this.#takes('or')) left = { kind: 'or', left, right: this.#both() }
    return left
  }

  #both(): Expression {
    let left = this.#near()
    for (;;) {
      const isAnd = this.#takes('and')
      if (this.#takes('not')) left = { kind: 'not', left, right: this.#near() }
      else if (isAnd) left = { kind: 'and', left, right: this.#near() }
      else return left
    }
  }

  #near(): Expression {
    let left = this.#single()
    for (let next = this.#next(); next.kind === 'near'; next = this.#next()) {
      this.#at++
      left = { kind: 'near', distance: next.distance, left, right: this.#single() }
    }
    return left
  }

  #single(): Expression {
    const lexeme = this.#next()
    if (lexeme.kind === 'open') return this.#parenthesised(lexeme.at)
    if (lexeme.kind !== 'term') throw new RuleError(lexeme.at, missingWord(lexeme))
    this.#at++
    this.#terms++
    if (this.#terms > ruleLimits.terms) {
      throw new RuleError(
        lexeme.at,
        `This rule has more than ${ruleLimits.terms} words and phrases. Split it into several rules.`,
      )
    }
    return { kind: 'term', atoms: lexeme.atoms }
  }

  #parenthesised(at: number): Expression {
    this.#at++
    this.#depth++
    if (this.#depth > ruleLimits.depth) {
      throw new RuleError(
        at,
        `Parentheses stand more than ${ruleLimits.depth} deep here. Split this rule into several.`,
      )
    }
    const inside = this.#either()
    const { at: place } = this.#next()
    const scope = this.#scope()
    if (scope === 'answer') {
      throw new RuleError(
        place,
        'WITHIN answer is about the whole rule. Move it to the end, after the last ).',
      )
    }
    const close = this.#next()
    if (close.kind === 'end') throw new RuleError(at, 'This ( is never closed. Add ) where it ends.')
    if (close.kind !== 'close') throw new RuleError(close.at, sideBySide(close))
    this.#at++
    this.#depth--
    return scope === null ? inside : { kind: 'within', inside }
  }

  #takes(kind: 'and' | 'or' | 'not'): boolean {
    if (this.#next().kind !== kind) return false
    this.#at++
    return true
  }

  #next(): Lexeme {
    return this.#lexemes[this.#at] ?? { kind: 'end', at: 0 }
  }
}

function sideBySide(lexeme: Lexeme): string {
  const word = lexeme.kind === 'term' ? lexeme.atoms[0]?.value : undefined
  if (word !== undefined && /^(?:and|or|not|near)$/i.test(word)) {
    return `Write ${word.toUpperCase()}${/near/i.test(word) ? '/5' : ''} in capitals to join two words, or put the whole phrase in quotation marks.`
  }
  return 'Two words stand side by side. Put a phrase in quotation marks, or join them with AND, OR, NOT or NEAR/5.'
}

function missingWord(lexeme: Lexeme): string {
  if (lexeme.kind === 'within')
    return 'WITHIN needs words before it, as in: culture AND change WITHIN answer.'
  if (lexeme.kind === 'end') return 'The rule breaks off here. Add a word or phrase after the last operator.'
  if (lexeme.kind === 'close') return 'There is no word before this ). Add one, or delete the parentheses.'
  if (lexeme.kind === 'not') return 'NOT needs something to its left, as in: outsourcing NOT printing.'
  return `${lexeme.kind.toUpperCase()} needs a word or phrase on each side. To find the word itself, put it in quotation marks.`
}
