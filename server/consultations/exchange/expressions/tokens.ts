import type { Dialect } from './dialects.ts'

/** Said of an expression that cannot be read; the message says what it holds that is not known. */
export class Unknown extends Error {}

export type Token = { kind: 'name' | 'text' | 'word' | 'sign' | 'number'; text: string }

const longest = 10_000

/**
 * The parts of an expression.
 * @throws Unknown for a character that begins none, and for more than 10,000 characters
 */
export function tokensOf(source: string, dialect: Dialect): Token[] {
  if (source.length > longest) throw new Unknown('it is too long')
  const tokens: Token[] = []
  let rest = source.trimStart()
  while (rest !== '') {
    const [taken, token] = next(rest, dialect)
    tokens.push(token)
    rest = rest.slice(taken).trimStart()
  }
  return tokens
}

const plainText = /^(?:'([^']*)'|"([^"]*)")/
const escapedText = /^(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/s

function next(rest: string, { reference, escapes }: Dialect): [number, Token] {
  const named = reference?.exec(rest)
  if (named) return [named[0].length, { kind: 'name', text: (named[1] ?? '').trim() }]
  const quoted = (escapes ? escapedText : plainText).exec(rest)
  if (quoted) {
    const text = quoted[1] ?? quoted[2] ?? ''
    return [quoted[0].length, { kind: 'text', text: escapes ? text.replace(/\\(.)/gs, '$1') : text }]
  }
  const number = /^-?\d+(?:\.\d+)?(?![\w.])/.exec(rest)
  if (number) return [number[0].length, { kind: 'number', text: number[0] }]
  const sign = /^(?:==|!=|<>|<=|>=|&&|\|\||[=<>!(),[\]])/.exec(rest)
  if (sign) return [sign[0].length, { kind: 'sign', text: sign[0] }]
  const word = /^[\p{L}_][\p{L}\p{N}_.:-]*/u.exec(rest)
  if (word) return [word[0].length, { kind: 'word', text: word[0] }]
  throw new Unknown(`“${rest.slice(0, 20)}” is not known`)
}
