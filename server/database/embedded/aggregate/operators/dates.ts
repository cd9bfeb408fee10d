import { unsupported } from '../../errors.ts'
import { isDocument, type Maybe, wrap } from '../../values/types.ts'
import type { Expression } from '../expression.ts'
import { isNothing, named, of, type ParseOperator, stringOperand, wrongOperand } from './define.ts'

/** Parts of a date in UTC. A timezone is refused, rather than answered with the wrong hour in summer. */
function part(read: (date: Date) => number): ParseOperator {
  const parse = of(1, 1, ([value], name) => (isNothing(value) ? null : wrap(read(dateOperand(name, value)))))
  return (operand, name) => {
    if (isDocument(operand) && operand.has('timezone')) throw unsupported(`${name} with a timezone`)
    return parse(isDocument(operand) && operand.has('date') ? (operand.get('date') ?? null) : operand, name)
  }
}

export const dateOperators: Record<string, ParseOperator> = {
  $year: part(date => date.getUTCFullYear()),
  $month: part(date => date.getUTCMonth() + 1),
  $dayOfMonth: part(date => date.getUTCDate()),
  $dayOfWeek: part(date => date.getUTCDay() + 1),
  $hour: part(date => date.getUTCHours()),
  $minute: part(date => date.getUTCMinutes()),
  $second: part(date => date.getUTCSeconds()),
  $millisecond: part(date => date.getUTCMilliseconds()),
  $dateToString: named(['date'], ['format'], parts => {
    const date = parts.get('date') as Expression
    const format = parts.get('format')
    return scope => {
      const value = date(scope)
      if (isNothing(value)) return null
      const pattern = format ? stringOperand('$dateToString', format(scope)) : '%Y-%m-%dT%H:%M:%S.%LZ'
      return formatDate(dateOperand('$dateToString', value), pattern)
    }
  }),
}

function dateOperand(name: string, value: Maybe): Date {
  if (!(value instanceof Date)) throw wrongOperand(name, 'a date', value)
  return value
}

const specifiers: Record<string, (date: Date) => string> = {
  Y: date => padded(date.getUTCFullYear(), 4),
  m: date => padded(date.getUTCMonth() + 1, 2),
  d: date => padded(date.getUTCDate(), 2),
  H: date => padded(date.getUTCHours(), 2),
  M: date => padded(date.getUTCMinutes(), 2),
  S: date => padded(date.getUTCSeconds(), 2),
  L: date => padded(date.getUTCMilliseconds(), 3),
  '%': () => '%',
}

function formatDate(date: Date, format: string): string {
  return format.replace(/%(.?)/gs, (whole, specifier: string) => {
    const write = specifiers[specifier]
    if (!write) throw unsupported(`${whole} in a date format`)
    return write(date)
  })
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
