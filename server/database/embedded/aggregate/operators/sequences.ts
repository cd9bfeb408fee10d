import { Int32 } from 'bson'
import { MongoError } from '../../errors.ts'
import { compareSortKeys, parseSort, sortKey } from '../../query/sort.ts'
import { compare, equal } from '../../values/compare.ts'
import { isDocument, isNumber, type Maybe, type Value, wrap } from '../../values/types.ts'
import { type Expression, parseExpression } from '../expression.ts'
import { wholeOperand } from './coerce.ts'
import { arrayOperand, documentOperand, isNothing, named, of, type ParseOperator } from './define.ts'

/** MongoDB gives a range 100 MB, at sixteen bytes for each number. */
const longestRange = 6_553_600

/** Operators that make an array, or look for something in one. */
export const sequenceOperators: Record<string, ParseOperator> = {
  $range: of(2, 3, ([start, end, step], name) => {
    const [from, to] = [wholeOperand(name, start), wholeOperand(name, end)]
    const by = step === undefined ? 1 : wholeOperand(name, step)
    if (by === 0) throw new MongoError('Location34449', '$range requires a non-zero step value')
    const length = Math.max(0, Math.ceil((to - from) / by))
    if (length > longestRange) throw new MongoError('ExceededMemoryLimit', '$range would use too much memory')
    return Array.from({ length }, (_, index) => new Int32(from + index * by))
  }),
  $indexOfArray: of(2, 4, ([list, value, start, end], name) => {
    if (isNothing(list)) return null
    const array = arrayOperand(name, list)
    const from = start === undefined ? 0 : wholeOperand(name, start, 0)
    const to = end === undefined ? array.length : wholeOperand(name, end, 0)
    const at = array.slice(0, to).findIndex((element, index) => index >= from && equal(element, value))
    return wrap(at)
  }),
  $zip: parseZip,
  $sortArray: named(['input', 'sortBy'], [], (parts, source) => {
    const input = parts.get('input') as Expression
    const order = elementOrder(source.get('sortBy') ?? null)
    return scope => {
      const value = input(scope)
      return isNothing(value) ? null : arrayOperand('$sortArray', value).toSorted(order)
    }
  }),
  $firstN: ofN((array, n) => array.slice(0, n)),
  $lastN: ofN((array, n) => array.slice(Math.max(0, array.length - n))),
  $minN: ofN((array, n) => present(array).toSorted(compare).slice(0, n)),
  $maxN: ofN((array, n) =>
    present(array)
      .toSorted((a, b) => compare(b, a))
      .slice(0, n),
  ),
}

function present(array: Value[]): Value[] {
  return array.filter(value => value !== null)
}

/** `{n, input}`: the first n of something. */
function ofN(run: (array: Value[], n: number) => Value[]): ParseOperator {
  return (operand, name) =>
    named(['n', 'input'], [], parts => scope => {
      const n = wholeOperand(name, parts.get('n')?.(scope), 1, Number.MAX_SAFE_INTEGER)
      return run(arrayOperand(name, parts.get('input')?.(scope)), n)
    })(operand, name)
}

/** 1 or -1 for whole elements, or a document of the fields that they sort by. */
function elementOrder(sortBy: Value): (a: Value, b: Value) => number {
  if (isNumber(sortBy)) {
    const direction = wholeOperand('$sortArray', sortBy)
    if (direction !== 1 && direction !== -1) {
      throw new MongoError('Location2942507', 'The $sort element value must be either 1 or -1')
    }
    return (a, b) => compare(a, b) * direction
  }
  const fields = parseSort(documentOperand(sortBy, '$sortArray'))
  const keyOf = (value: Value) => sortKey(isDocument(value) ? value : new Map(), fields)
  return (a, b) => compareSortKeys(keyOf(a), keyOf(b), fields)
}

function parseZip(operand: Value, name: string): Expression {
  const source = documentOperand(operand, name)
  for (const key of source.keys()) {
    if (!['inputs', 'useLongestLength', 'defaults'].includes(key)) {
      throw new MongoError('Location34464', `$zip found an unknown argument: ${key}`)
    }
  }
  const inputs = source.get('inputs')
  if (!Array.isArray(inputs) || inputs.length === 0) {
    throw new MongoError('Location34461', 'inputs must be an array of expressions, at least one')
  }
  const longest = source.get('useLongestLength') === true
  const defaults = source.get('defaults')
  if (defaults !== undefined && !longest) {
    throw new MongoError('Location34466', 'cannot specify defaults unless useLongestLength is true')
  }
  const arrays = inputs.map(parseExpression)
  const fillers = defaults === undefined ? undefined : parseExpression(defaults)
  return scope => {
    const lists: Maybe[] = arrays.map(array => array(scope))
    if (lists.some(isNothing)) return null
    const columns = lists.map(list => arrayOperand(name, list))
    const filler = fillers ? arrayOperand(name, fillers(scope)) : []
    const lengths = columns.map(column => column.length)
    const length = longest ? Math.max(...lengths) : Math.min(...lengths)
    return Array.from({ length }, (_, row) =>
      columns.map((column, index) => column[row] ?? filler[index] ?? null),
    )
  }
}
