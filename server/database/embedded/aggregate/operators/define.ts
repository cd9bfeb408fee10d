import { MongoError } from '../../errors.ts'
import { show } from '../../values/show.ts'
import { type Document, isDocument, type Maybe, typeName, type Value } from '../../values/types.ts'
import { type Expression, parseExpression } from '../expression.ts'

export type ParseOperator = (operand: Value, name: string) => Expression

/** An operator of `least` to `most` arguments, each an expression; one alone may stand without its array. */
export function of(
  least: number,
  most: number,
  run: (values: Maybe[], name: string) => Maybe,
): ParseOperator {
  return (operand, name) => {
    const list = Array.isArray(operand) ? operand : [operand]
    if (list.length < least || list.length > most) {
      throw new MongoError(
        'BadValue',
        `Expression ${name} takes ${countOf(least, most)}. ${list.length} were passed in.`,
      )
    }
    const parts = list.map(parseExpression)
    return scope =>
      run(
        parts.map(part => part(scope)),
        name,
      )
  }
}

function countOf(least: number, most: number): string {
  if (least === most) return `exactly ${least} arguments`
  return most === Number.POSITIVE_INFINITY ? `at least ${least} arguments` : `${least} to ${most} arguments`
}

/** An operator whose arguments have names. @throws MongoError at one that is unknown or missing */
export function named(
  required: string[],
  optional: string[],
  make: (parts: Map<string, Expression>, source: Document) => Expression,
): ParseOperator {
  return (operand, name) => {
    const source = documentOperand(operand, name)
    for (const key of source.keys()) {
      if (!required.includes(key) && !optional.includes(key)) {
        throw new MongoError('BadValue', `Unrecognized argument to ${name}: ${key}`)
      }
    }
    for (const key of required) {
      if (!source.has(key)) throw new MongoError('BadValue', `Missing '${key}' parameter to ${name}`)
    }
    return make(new Map([...source].map(([key, value]) => [key, parseExpression(value)])), source)
  }
}

export function documentOperand(operand: Value, name: string): Document {
  if (!isDocument(operand))
    throw new MongoError('FailedToParse', `${name} only supports an object as its argument`)
  return operand
}

/** null and missing, which most operators answer with null. */
export function isNothing(value: Maybe): value is null | undefined {
  return value === null || value === undefined
}

export function wrongOperand(name: string, wanted: string, value: Maybe): MongoError {
  return new MongoError('TypeMismatch', `${name} needs ${wanted}, but got ${typeName(value)}: ${show(value)}`)
}

export function stringOperand(name: string, value: Maybe): string {
  if (typeof value !== 'string') throw wrongOperand(name, 'a string', value)
  return value
}

export function arrayOperand(name: string, value: Maybe): Value[] {
  if (!Array.isArray(value)) throw wrongOperand(name, 'an array', value)
  return value
}
