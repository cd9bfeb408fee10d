import { Long } from 'bson'
import { MongoError } from '../../../errors.ts'
import { documentOf, isDocument, type Maybe, type Value, wrap } from '../../../values/types.ts'
import type { Expression, Scope } from '../../expression.ts'
import { dateOperand, wholeOperand } from '../coerce.ts'
import { isNothing, named, type ParseOperator, wrongOperand } from '../define.ts'
import { ofLocalTime, zoneOf } from './arguments.ts'
import { dayOfYear, isoDate, isoDayOfWeek, isoWeek, isoWeekYear, weekOfYear } from './calendar.ts'
import { hourMs, instantOf, localTime, minuteMs, utcTime } from './zone.ts'

const number = (read: (local: Date) => number): ParseOperator => ofLocalTime(local => wrap(read(local)))

/** Operators that take a date apart, or put one together. */
export const partOperators: Record<string, ParseOperator> = {
  $year: number(local => local.getUTCFullYear()),
  $month: number(local => local.getUTCMonth() + 1),
  $dayOfMonth: number(local => local.getUTCDate()),
  $dayOfWeek: number(local => local.getUTCDay() + 1),
  $dayOfYear: number(dayOfYear),
  $hour: number(local => local.getUTCHours()),
  $minute: number(local => local.getUTCMinutes()),
  $second: number(local => local.getUTCSeconds()),
  $millisecond: number(local => local.getUTCMilliseconds()),
  $week: number(weekOfYear),
  $isoWeek: number(isoWeek),
  $isoDayOfWeek: number(isoDayOfWeek),
  $isoWeekYear: ofLocalTime(local => Long.fromNumber(isoWeekYear(local))),
  $dateToParts: named(['date'], ['timezone', 'iso8601'], parts => scope => {
    const value = parts.get('date')?.(scope)
    const zone = zoneOf(parts.get('timezone'), scope, '$dateToParts')
    const iso = parts.get('iso8601')?.(scope) ?? false
    if (isNothing(value) || !zone) return null
    if (typeof iso !== 'boolean') throw wrongOperand('$dateToParts', "a bool for 'iso8601'", iso)
    return partsOf(localTime(dateOperand('$dateToParts', value), zone), iso)
  }),
  $dateFromParts: parseFromParts,
}

function partsOf(local: Date, iso: boolean): Maybe {
  const day = iso
    ? { isoWeekYear: isoWeekYear(local), isoWeek: isoWeek(local), isoDayOfWeek: isoDayOfWeek(local) }
    : { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() }
  return documentOf({
    ...day,
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  })
}

const time = ['hour', 'minute', 'second', 'millisecond', 'timezone']

/** Of year, month and day, or of an ISO week; what is beyond its range carries over. */
function parseFromParts(operand: Value, name: string): Expression {
  const iso = isDocument(operand) && operand.has('isoWeekYear')
  const [first, ...others] = iso ? ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'] : ['year', 'month', 'day']
  return named([first as string], [...others, ...time], parts => scope => {
    const zone = zoneOf(parts.get('timezone'), scope, name)
    const values = [first as string, ...others].map((part, at) => partOf(parts, part, scope, Number(at < 3)))
    const clock = time.slice(0, 4).map(part => partOf(parts, part, scope, 0))
    if (!zone || [...values, ...clock].some(value => value === null)) return null
    const [year, month, day] = values as [number, number, number]
    const [hour, minute, second, millisecond] = clock as [number, number, number, number]
    if (year < 1 || year > 9999) {
      const code = iso ? 'Location31095' : 'Location40523'
      throw new MongoError(code, `'${first}' must evaluate to an integer in the range 1 to 9999`)
    }
    const midnight = iso ? isoDate(year, month, day) : utcTime(year, month, day)
    return instantOf(midnight + hour * hourMs + minute * minuteMs + second * 1000 + millisecond, zone)
  })(operand, name)
}

function partOf(
  parts: Map<string, Expression>,
  part: string,
  scope: Scope,
  otherwise: number,
): number | null {
  const expression = parts.get(part)
  if (!expression) return otherwise
  const value = expression(scope)
  if (isNothing(value)) return null
  // A date holds no more seconds than these: the other parts stop earlier.
  const wide = part === 'second' || part === 'millisecond'
  return wide
    ? wholeOperand('$dateFromParts', value, -(2 ** 45), 2 ** 45)
    : wholeOperand('$dateFromParts', value, -32768, 32767)
}
