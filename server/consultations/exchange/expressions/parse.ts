import { isDay } from '../../conditionProblems.ts'
import type { Condition } from '../../conditions.ts'
import type { Dialect } from './dialects.ts'
import {
  always,
  among,
  answered,
  compare,
  negated,
  never,
  type Operand,
  only,
  type Resolve,
  truth,
} from './meaning.ts'
import { type Token, tokensOf, Unknown } from './tokens.ts'

export type { Reference, Resolve } from './meaning.ts'

export type Parsed = { ok: true; condition: Condition | undefined } | { ok: false; why: string }

/** How deep groups may stand in one another. */
const deepest = 50

const belonging = ['contains', 'contain', 'notcontains', 'notcontain', 'anyof', 'allof', 'noneof']

/**
 * The condition that an expression of another program states; none where it always holds. What it is not known to
 * say makes all of it unreadable: a part of a condition would ask the wrong people.
 */
export function parseCondition(source: string, dialect: Dialect, resolve: Resolve): Parsed {
  try {
    const tokens = tokensOf(source, dialect)
    if (tokens.length === 0) return { ok: true, condition: undefined }
    const condition = new Reader(tokens, dialect, resolve).whole()
    return { ok: true, condition: isAlways(condition) ? undefined : condition }
  } catch (error) {
    if (error instanceof Unknown) return { ok: false, why: error.message }
    throw error
  }
}

function isAlways(condition: Condition): boolean {
  return 'all' in condition && condition.all.every(isAlways)
}

/** Reads by recursive descent: or, and, not, then a comparison or a group. */
class Reader {
  readonly #tokens: Token[]
  readonly #dialect: Dialect
  readonly #resolve: Resolve
  #at = 0
  #depth = 0

  constructor(tokens: Token[], dialect: Dialect, resolve: Resolve) {
    this.#tokens = tokens
    this.#dialect = dialect
    this.#resolve = resolve
  }

  whole(): Condition {
    const condition = this.#either()
    const left = this.#tokens[this.#at]
    if (left) throw new Unknown(`“${left.text}” does not stand where it could be understood`)
    return condition
  }

  #either(): Condition {
    if (++this.#depth > deepest) throw new Unknown('its groups stand too deep in one another')
    const each = [this.#both()]
    while (this.#take('||')) each.push(this.#both())
    this.#depth--
    return each.length === 1 && each[0] ? each[0] : { any: each }
  }

  #both(): Condition {
    const each = [this.#not()]
    while (this.#take('&&')) each.push(this.#not())
    return each.length === 1 && each[0] ? each[0] : { all: each }
  }

  #not(): Condition {
    let turned = false
    while (this.#take('!')) turned = !turned
    const condition = this.#comparison()
    return turned ? negated(condition) : condition
  }

  #comparison(): Condition {
    const left = this.#operand()
    const sign = (['==', '=', '!=', '<>', '<=', '>=', '<', '>'] as const).find(each => this.#take(each))
    if (sign) return compare(left, sign === '==' ? '=' : sign === '<>' ? '!=' : sign, this.#operand())
    const word = this.#tokens[this.#at]
    if (word?.kind !== 'word' || left.kind !== 'answer') return truth(left)
    const name = word.text.toLowerCase()
    if (name !== 'empty' && name !== 'notempty' && !belonging.includes(name)) return truth(left)
    this.#at++
    if (name === 'empty') return negated(answered(left.at))
    return name === 'notempty' ? answered(left.at) : among(left.at, name, this.#operand())
  }

  #operand(): Operand {
    const token = this.#tokens[this.#at++]
    if (!token) throw new Unknown('it ends too early')
    if (token.kind === 'text' || token.kind === 'number') return { kind: 'value', text: token.text }
    if (token.kind === 'name') return this.#answer(token.text)
    if (token.kind === 'word') return this.#word(token.text)
    if (token.text === '(') {
      const condition = this.#either()
      this.#expect(')')
      return { kind: 'condition', condition }
    }
    if (token.text === '[') return { kind: 'list', texts: this.#list() }
    throw new Unknown(`“${token.text}” does not stand where it could be understood`)
  }

  #list(): string[] {
    const texts: string[] = []
    while (!this.#take(']')) {
      const item = this.#operand()
      if (item.kind !== 'value') throw new Unknown('a list holds something else than values')
      texts.push(item.text)
      if (!this.#take(',') && this.#tokens[this.#at]?.text !== ']') throw new Unknown('a list is not closed')
    }
    return texts
  }

  #answer(name: string): Operand {
    const at = this.#resolve(name)
    if (!at) throw new Unknown(`there is no question “${name}”`)
    return { kind: 'answer', at }
  }

  #word(word: string): Operand {
    if (this.#take('(')) return this.#called(word)
    const name = word.toLowerCase()
    if (name === 'true' || name === 'false') return { kind: 'value', text: name }
    if (this.#dialect.reference) throw new Unknown(`“${word}” is not known`)
    return this.#answer(word.replace(/\.(NAOK|value|code|shown)$/i, ''))
  }

  /** A function behind whose name a bracket stands open. */
  #called(word: string): Operand {
    const name = word.toLowerCase()
    if (name === 'not') {
      const condition = this.#either()
      this.#expect(')')
      return { kind: 'condition', condition: negated(condition) }
    }
    const given: Operand[] = []
    while (!this.#take(')')) {
      given.push(this.#operand())
      if (!this.#take(',') && this.#tokens[this.#at]?.text !== ')')
        throw new Unknown(`“${word}(” is not closed`)
    }
    const [first, second] = given
    if (name === 'true' && !first) return { kind: 'condition', condition: always }
    if (name === 'false' && !first) return { kind: 'condition', condition: never }
    if ((name === 'selected' || name === 'contains') && first?.kind === 'answer' && second?.kind === 'value')
      return { kind: 'condition', condition: among(first.at, 'contains', second) }
    if ((name === 'is_empty' || name === 'isempty') && first?.kind === 'answer')
      return { kind: 'condition', condition: negated(answered(first.at)) }
    if (['string-length', 'strlen', 'count-selected', 'count'].includes(name) && first?.kind === 'answer')
      return { kind: 'size', at: first.at }
    if (name === 'concat') return { kind: 'value', text: given.map(only).join('') }
    if (name === 'date' && first?.kind === 'value' && isDay(first.text)) return first
    throw new Unknown(`“${word}()” is not known`)
  }

  #take(sign: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'sign' && token?.kind !== 'word') return false
    const text = token.kind === 'word' ? this.#dialect.words[token.text.toLowerCase()] : token.text
    if (text !== sign) return false
    this.#at++
    return true
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new Unknown(`a “${sign}” is missing`)
  }
}
