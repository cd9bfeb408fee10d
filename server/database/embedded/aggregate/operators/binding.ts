import { MongoError } from '../../errors.ts'
import { wholeNumber } from '../../values/numbers.ts'
import type { Maybe, Value } from '../../values/types.ts'
import { type Expression, parseExpression, type Scope } from '../expression.ts'
import { isTrue } from './conditions.ts'
import { arrayOperand, documentOperand, isNothing, named, type ParseOperator } from './define.ts'

/** Operators that give names to values for the expressions inside them. */
export const bindingOperators: Record<string, ParseOperator> = {
  $let: named(['vars', 'in'], [], (parts, source) => {
    const vars = [...documentOperand(source.get('vars') ?? null, '$let')].map(
      ([name, value]) => [name, parseExpression(value)] as const,
    )
    const body = parts.get('in') as Expression
    return scope =>
      body(
        withNames(
          scope,
          vars.map(([name, value]) => [name, value(scope)]),
        ),
      )
  }),
  $map: named(['input', 'in'], ['as'], (parts, source) => {
    const { input, name } = each(parts, source)
    const body = parts.get('in') as Expression
    return scope =>
      over(input(scope), '$map', list => list.map(value => body(withNames(scope, [[name, value]])) ?? null))
  }),
  $filter: named(['input', 'cond'], ['as', 'limit'], (parts, source) => {
    const { input, name } = each(parts, source)
    const test = parts.get('cond') as Expression
    const limit = parts.get('limit')
    return scope =>
      over(input(scope), '$filter', list => {
        const most = wholeNumber(limit?.(scope)) ?? list.length
        return list.filter(value => isTrue(test(withNames(scope, [[name, value]])))).slice(0, most)
      })
  }),
  $reduce: named(['input', 'initialValue', 'in'], [], parts => {
    const [input, initial, body] = ['input', 'initialValue', 'in'].map(part => parts.get(part)) as [
      Expression,
      Expression,
      Expression,
    ]
    return scope =>
      over(input(scope), '$reduce', list =>
        list.reduce<Maybe>(
          (value, element) =>
            body(
              withNames(scope, [
                ['value', value],
                ['this', element],
              ]),
            ),
          initial(scope),
        ),
      )
  }),
}

function each(
  parts: Map<string, Expression>,
  source: Map<string, Value>,
): { input: Expression; name: string } {
  const name = source.get('as') ?? 'this'
  if (typeof name !== 'string' || !/^[a-z]\w*$/.test(name)) {
    throw new MongoError('FailedToParse', `'${String(name)}' is no valid name for a variable`)
  }
  return { input: parts.get('input') as Expression, name }
}

function over(value: Maybe, name: string, run: (list: Value[]) => Maybe): Maybe {
  return isNothing(value) ? null : run(arrayOperand(name, value))
}

function withNames(scope: Scope, names: (readonly [string, Maybe])[]): Scope {
  return new Map([...scope, ...names])
}
