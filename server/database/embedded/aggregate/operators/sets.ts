import { compare, equal } from '../../values/compare.ts'
import type { Maybe, Value } from '../../values/types.ts'
import { isTrue } from './conditions.ts'
import { arrayOperand, isNothing, of, type ParseOperator } from './define.ts'

const any = Number.POSITIVE_INFINITY

/** Of arrays only: null and missing give null. */
export const ofArrays = (least: number, most: number, run: (arrays: Value[][]) => Maybe): ParseOperator =>
  of(least, most, (values, name) => {
    return values.some(isNothing) ? null : run(values.map(value => arrayOperand(name, value)))
  })

/** Of arrays only; null and missing are refused too. */
const ofSets = (least: number, most: number, run: (arrays: Value[][]) => Maybe): ParseOperator =>
  of(least, most, (values, name) => run(values.map(value => arrayOperand(name, value))))

export const setOperators: Record<string, ParseOperator> = {
  $setUnion: ofArrays(0, any, arrays => distinct(arrays.flat())),
  $setIntersection: ofArrays(0, any, arrays => {
    return distinct(arrays[0] ?? []).filter(value => arrays.every(array => has(array, value)))
  }),
  $setDifference: ofArrays(2, 2, ([a = [], b = []]) => distinct(a).filter(value => !has(b, value))),
  $setEquals: ofSets(2, any, ([first = [], ...others]) => {
    return others.every(other => isWithin(first, other) && isWithin(other, first))
  }),
  $setIsSubset: ofSets(2, 2, ([a = [], b = []]) => isWithin(a, b)),
  $allElementsTrue: ofSets(1, 1, ([array = []]) => array.every(isTrue)),
  $anyElementTrue: ofSets(1, 1, ([array = []]) => array.some(isTrue)),
}

function has(array: Value[], value: Value): boolean {
  return array.some(other => equal(other, value))
}

function isWithin(part: Value[], whole: Value[]): boolean {
  const sorted = distinct(whole)
  return part.every(value => has(sorted, value))
}

/** Each value once, in order. */
export function distinct(values: Value[]): Value[] {
  return values.toSorted(compare).filter((value, at, sorted) => at === 0 || !equal(sorted[at - 1], value))
}
