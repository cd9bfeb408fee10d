import { MongoError, unsupported } from '../../errors.ts'
import { patternOf } from '../../query/regex.ts'
import { wholeNumber } from '../../values/numbers.ts'
import { type Maybe, wrap } from '../../values/types.ts'
import type { Expression } from '../expression.ts'
import { isNothing, named, of, type ParseOperator, stringOperand, wrongOperand } from './define.ts'

const any = Number.POSITIVE_INFINITY

/** MongoDB changes the case of ASCII letters only. */
const asciiCase = (change: (letters: string) => string, letters: RegExp): ParseOperator =>
  of(1, 1, ([value], name) => (isNothing(value) ? '' : stringOperand(name, value).replace(letters, change)))

export const stringOperators: Record<string, ParseOperator> = {
  $concat: of(0, any, (values, name) => {
    return values.some(isNothing) ? null : values.map(value => stringOperand(name, value)).join('')
  }),
  $toLower: asciiCase(letters => letters.toLowerCase(), /[A-Z]+/g),
  $toUpper: asciiCase(letters => letters.toUpperCase(), /[a-z]+/g),
  $strLenCP: of(1, 1, ([value], name) => wrap([...stringOperand(name, value)].length)),
  $substrCP: of(3, 3, ([value, start, length], name) => {
    const from = wholeOperand(name, start)
    const characters = isNothing(value) ? [] : [...stringOperand(name, value)]
    return characters.slice(from, from + wholeOperand(name, length)).join('')
  }),
  $indexOfCP: of(2, 2, ([value, part], name) => {
    if (isNothing(value)) return null
    const text = stringOperand(name, value)
    const at = text.indexOf(stringOperand(name, part))
    return wrap(at < 0 ? -1 : [...text.slice(0, at)].length)
  }),
  $split: of(2, 2, ([value, separator], name) => {
    if (isNothing(value) || isNothing(separator)) return null
    if (separator === '') throw new MongoError('BadValue', '$split requires a non-empty separator')
    return stringOperand(name, value).split(stringOperand(name, separator))
  }),
  $trim: named(['input'], ['chars'], (parts, source) => {
    if (source.has('chars')) throw unsupported("$trim with 'chars'")
    const input = parts.get('input') as Expression
    return scope => {
      const value = input(scope)
      return isNothing(value) ? null : stringOperand('$trim', value).trim()
    }
  }),
  $regexMatch: named(['input', 'regex'], ['options'], parts => {
    const input = parts.get('input') as Expression
    const regex = parts.get('regex') as Expression
    return scope => {
      const value = input(scope)
      if (isNothing(value)) return false
      const { regex: compiled } = patternOf(regex(scope), parts.get('options')?.(scope) ?? undefined)
      return compiled.test(stringOperand('$regexMatch', value))
    }
  }),
}

function wholeOperand(name: string, value: Maybe): number {
  const whole = wholeNumber(value)
  if (whole === undefined || whole < 0) throw wrongOperand(name, 'a whole number of at least 0', value)
  return whole
}
