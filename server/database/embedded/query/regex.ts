import { BSONRegExp } from 'bson'
import { MongoError, unsupported } from '../errors.ts'
import type { Pattern } from './filter.ts'

/**
 * A BSON regular expression as JavaScript's. Options i, m, s and u; x (free spacing) is refused. Patterns that only
 * PCRE has (possessive quantifiers, \A, inline flags) are refused as invalid rather than read otherwise.
 */
export function compileRegex(source: BSONRegExp): Pattern {
  const flags = new Set(source.options)
  if (flags.has('x')) throw unsupported('the regular expression option x')
  for (const flag of flags) {
    if (!'imsu'.includes(flag)) throw new MongoError('BadValue', `invalid flag in regex options: ${flag}`)
  }
  if (/\\[AzZGQEKRhHX]|\(\?[imsx-]+[:)]|\(\?[>|#]|[*+?}]\+|\[\[:/.test(source.pattern)) {
    throw unsupported(`the regular expression ${source.pattern}`)
  }
  flags.delete('u')
  const options = [...flags].join('')
  try {
    return { source, regex: new RegExp(source.pattern, `${options}u`) }
  } catch {
    // Escapes such as \- are fine in PCRE, but not in JavaScript's Unicode mode.
  }
  try {
    return { source, regex: new RegExp(source.pattern, options) }
  } catch (error) {
    throw new MongoError('Location51091', `Regular expression is invalid: ${(error as Error).message}`)
  }
}

/** The text with which every match begins, or undefined where the pattern has no such. */
export function literalPrefix({ source }: Pattern): string | undefined {
  if (source.options !== '') return undefined
  const match = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^a-zA-Z0-9])*)(.?)/su.exec(source.pattern)
  if (!match || source.pattern.includes('|')) return undefined
  const [, literal = '', next = ''] = match
  const characters = [...literal.matchAll(/\\?(.)/gsu)].map(([, character]) => character ?? '')
  // A quantifier makes the last character optional.
  if (/[*?{]/.test(next)) characters.pop()
  return characters.length > 0 ? characters.join('') : undefined
}

/** `$regex` with its `$options`, or a regular expression as a value. */
export function patternOf(value: unknown, options: unknown): Pattern {
  if (options !== undefined && typeof options !== 'string') {
    throw new MongoError('BadValue', '$options has to be a string')
  }
  if (typeof value === 'string') return compileRegex(new BSONRegExp(value, sorted(options ?? '')))
  if (value instanceof BSONRegExp) {
    return compileRegex(options === undefined ? value : new BSONRegExp(value.pattern, sorted(options)))
  }
  throw new MongoError('BadValue', '$regex has to be a string')
}

/** As BSON wants them. @throws MongoError at one that BSON does not have, which its class would refuse otherwise */
function sorted(options: string): string {
  for (const option of options) {
    if (!'imsxu'.includes(option))
      throw new MongoError('BadValue', `invalid flag in regex options: ${option}`)
  }
  return [...new Set(options)].sort().join('')
}
