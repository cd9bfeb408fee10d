import { Double } from 'bson'
import { MongoError } from '../../errors.ts'
import type { SortField } from '../../query/sort.ts'
import { toNumber, wholeNumber } from '../../values/numbers.ts'
import { show } from '../../values/show.ts'
import { type Document, isNumber, type Maybe, type Value } from '../../values/types.ts'
import { evaluate, parseExpression, type Scope, valueAt } from '../expression.ts'
import { unitOperand } from '../operators/dates/arguments.ts'
import { dayMs, hourMs, minuteMs } from '../operators/dates/zone.ts'
import { documentOperand, isNothing } from '../operators/define.ts'
import type { Frame } from './bounds.ts'
import type { WindowFunction } from './functions.ts'

type Point = { x: number; y: number }

/** The value of the one sort field, as a number: of a date its milliseconds. */
function positionOf(document: Document, sort: SortField[], name: string): number {
  const [field] = sort
  if (!field || sort.length > 1)
    throw new MongoError('Location605001', `${name} must be specified with one sortBy field`)
  const value = valueAt(document, field.path.split('.'))
  if (value instanceof Date) return value.getTime()
  if (!isNumber(value))
    throw new MongoError('TypeMismatch', `${name} needs numbers or dates to sort by: ${show(value)}`)
  return toNumber(value)
}

/** Fills null and missing between two known values along a line; at either end there is null. */
export function linearFill(operand: Value, sort: SortField[]): WindowFunction {
  const input = parseExpression(operand)
  return (partition, variables) => {
    const values = partition.map(document => evaluate(input, document, variables))
    const known = values.flatMap((value, row) => (isNothing(value) ? [] : [row]))
    return values.map((value, row) => {
      if (!isNothing(value)) return value
      const [left, right] = [known.findLast(each => each < row), known.find(each => each > row)]
      if (left === undefined || right === undefined) return null
      const x = (at: number) => positionOf(partition[at] as Document, sort, '$linearFill')
      const [from, to] = [numberOf(values[left]), numberOf(values[right])]
      return new Double(from + ((to - from) * (x(row) - x(left))) / (x(right) - x(left)))
    })
  }
}

function numberOf(value: Maybe): number {
  if (!isNumber(value))
    throw new MongoError('TypeMismatch', `a window function needs a number, but got ${show(value)}`)
  return toNumber(value)
}

/** `{input, N}` or `{input, alpha}`: each value weighs `alpha`, all before it the rest. */
export function expMovingAverage(operand: Value): WindowFunction {
  const source = documentOperand(operand, '$expMovingAvg')
  const input = parseExpression(source.get('input') ?? null)
  const alpha = weightOf(source)
  return (partition, variables) => {
    let average: number | undefined
    return partition.map(document => {
      const value = evaluate(input, document, variables)
      if (isNumber(value)) {
        const number = toNumber(value)
        average = average === undefined ? number : number * alpha + average * (1 - alpha)
      }
      return average === undefined ? null : new Double(average)
    })
  }
}

function weightOf(source: Document): number {
  const [size, alpha] = [wholeNumber(source.get('N')), source.get('alpha')]
  if (size !== undefined && size > 0 && alpha === undefined) return 2 / (size + 1)
  const weight = isNumber(alpha) ? toNumber(alpha) : 0
  if (source.has('N') || !(weight > 0 && weight < 1)) {
    throw new MongoError(
      'FailedToParse',
      "$expMovingAvg takes 'N', a positive integer, or 'alpha', between 0 and 1",
    )
  }
  return weight
}

/** How fast the input changes, from the first to the last document of the window. */
export function derivative(operand: Value, sort: SortField[], frame: Frame): WindowFunction {
  return overPoints('$derivative', operand, sort, frame, (points, unitMs) => {
    const [first, last] = [points[0], points.at(-1)]
    if (!first || !last || points.length < 2) return null
    return new Double(((last.y - first.y) / (last.x - first.x)) * unitMs)
  })
}

/** The area below the input, by trapezoids. */
export function integral(operand: Value, sort: SortField[], frame: Frame): WindowFunction {
  return overPoints('$integral', operand, sort, frame, (points, unitMs) => {
    let area = 0
    for (const [at, { x, y }] of points.entries()) {
      const before = points[at - 1]
      if (before) area += ((y + before.y) / 2) * (x - before.x)
    }
    return points.length === 0 ? null : new Double(area / unitMs)
  })
}

const unitLengths: Record<string, number> = {
  week: 7 * dayMs,
  day: dayMs,
  hour: hourMs,
  minute: minuteMs,
  second: 1000,
  millisecond: 1,
}

function overPoints(
  name: string,
  operand: Value,
  sort: SortField[],
  frame: Frame,
  run: (points: Point[], unitMs: number) => Value,
): WindowFunction {
  const source = documentOperand(operand, name)
  const input = parseExpression(source.get('input') ?? null)
  const unit = source.has('unit') ? unitOperand(name, source.get('unit')) : 'millisecond'
  const unitMs = unitLengths[unit]
  if (unitMs === undefined)
    throw new MongoError('Location5490704', `${name} 'unit' must be 'week' or smaller`)
  const pointOf = (document: Document, variables: Scope): Point => ({
    x: positionOf(document, sort, name),
    y: numberOf(evaluate(input, document, variables)),
  })
  return (partition, variables) =>
    partition.map((_, row) => {
      const { from, to } = frame(partition, row)
      return run(
        partition.slice(from, to).map(document => pointOf(document, variables)),
        unitMs,
      )
    })
}
