import { MongoError } from '../../errors.ts'
import { compareStrings } from '../../values/compare.ts'
import { type Maybe, wrap } from '../../values/types.ts'
import type { Expression } from '../expression.ts'
import { textOperand, wholeOperand } from './coerce.ts'
import { isNothing, named, of, type ParseOperator, stringOperand } from './define.ts'

const any = Number.POSITIVE_INFINITY

/** MongoDB changes the case of ASCII letters only. */
const asciiCase = (change: (letters: string) => string, letters: RegExp): ParseOperator =>
  of(1, 1, ([value], name) => textOperand(name, value).replace(letters, change))

const lower = (text: string) => text.replace(/[A-Z]+/g, letters => letters.toLowerCase())

export const stringOperators: Record<string, ParseOperator> = {
  $concat: of(0, any, (values, name) => {
    return values.some(isNothing) ? null : values.map(value => stringOperand(name, value)).join('')
  }),
  $toLower: asciiCase(letters => letters.toLowerCase(), /[A-Z]+/g),
  $toUpper: asciiCase(letters => letters.toUpperCase(), /[a-z]+/g),
  $strcasecmp: of(2, 2, ([a, b], name) => {
    return wrap(Math.sign(compareStrings(lower(textOperand(name, a)), lower(textOperand(name, b)))))
  }),
  $strLenCP: of(1, 1, ([value], name) => wrap([...stringOperand(name, value)].length)),
  $strLenBytes: of(1, 1, ([value], name) => wrap(Buffer.byteLength(stringOperand(name, value)))),
  $substrCP: of(3, 3, ([value, start, length], name) => {
    const from = wholeOperand(name, start, 0)
    return [...textOperand(name, value)].slice(from, from + wholeOperand(name, length, 0)).join('')
  }),
  $substrBytes: of(3, 3, substrBytes),
  $substr: of(3, 3, substrBytes),
  $indexOfCP: of(2, 4, (values, name) => indexOf(values, name, text => [...text])),
  $indexOfBytes: of(2, 4, (values, name) => indexOf(values, name, text => [...Buffer.from(text)])),
  $split: of(2, 2, ([value, separator], name) => {
    if (isNothing(value) || isNothing(separator)) return null
    if (separator === '') throw new MongoError('Location40087', '$split requires a non-empty separator')
    return stringOperand(name, value).split(stringOperand(name, separator))
  }),
  $trim: trimming(true, true),
  $ltrim: trimming(true, false),
  $rtrim: trimming(false, true),
  $replaceOne: replacing((input, find, replacement) => input.replace(find, () => replacement)),
  $replaceAll: replacing((input, find, replacement) => input.replaceAll(find, () => replacement)),
}

/** Of UTF-8 bytes, from `start`; a negative length is the rest. @throws where it would cut a character */
function substrBytes([value, start, length]: Maybe[], name: string): string {
  const bytes = Buffer.from(textOperand(name, value))
  const from = wholeOperand(name, start, 0)
  const count = wholeOperand(name, length)
  const end = count < 0 ? bytes.length : Math.min(bytes.length, from + count)
  if (isInside(bytes, from) || isInside(bytes, end)) {
    throw new MongoError('Location28656', `${name}: Invalid range, starting or ending inside a character`)
  }
  return bytes.toString('utf8', from, end)
}

function isInside(bytes: Buffer, at: number): boolean {
  return ((bytes[at] ?? 0) & 0xc0) === 0x80
}

/** Where one string is found in another, counted in `units` (characters or bytes); -1 where it is not. */
function indexOf(
  [value, part, start, end]: Maybe[],
  name: string,
  units: (text: string) => (string | number)[],
): Maybe {
  if (isNothing(value)) return null
  const text = units(stringOperand(name, value))
  const wanted = units(stringOperand(name, part))
  const from = start === undefined ? 0 : wholeOperand(name, start, 0)
  const to = Math.min(text.length, end === undefined ? text.length : wholeOperand(name, end, 0))
  for (let at = from; at + wanted.length <= to; at++) {
    if (wanted.every((unit, index) => text[at + index] === unit)) return wrap(at)
  }
  return wrap(-1)
}

/** What MongoDB takes for white space, NUL among it. */
const whiteSpace =
  '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'

function trimming(atStart: boolean, atEnd: boolean): ParseOperator {
  return (operand, name) =>
    named(['input'], ['chars'], parts => {
      const [input, chars] = [parts.get('input') as Expression, parts.get('chars')]
      return scope => {
        const value = input(scope)
        const cut = chars ? chars(scope) : whiteSpace
        if (isNothing(value) || isNothing(cut)) return null
        const unwanted = new Set(stringOperand(name, cut))
        const text = [...stringOperand(name, value)]
        let [from, to] = [0, text.length]
        while (atStart && from < to && unwanted.has(text[from] ?? '')) from += 1
        while (atEnd && to > from && unwanted.has(text[to - 1] ?? '')) to -= 1
        return text.slice(from, to).join('')
      }
    })(operand, name)
}

function replacing(run: (input: string, find: string, replacement: string) => string): ParseOperator {
  return (operand, name) =>
    named(['input', 'find', 'replacement'], [], parts => scope => {
      const values = ['input', 'find', 'replacement'].map(part => parts.get(part)?.(scope))
      if (values.some(isNothing)) return null
      const [input = '', find = '', replacement = ''] = values.map(value => stringOperand(name, value))
      return run(input, find, replacement)
    })(operand, name)
}
