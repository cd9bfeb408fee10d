/** Documents of null, whole numbers, texts, lists and documents: what the plain reference knows. */
export type Plain = null | number | string | Plain[] | { [key: string]: Plain }
export type PlainDocument = { _id: number; [key: string]: Plain }
export type Condition = { [operator: string]: unknown }

const isDocument = (value: unknown): value is { [key: string]: Plain } =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** The manual, "Comparison/Sort Order": null, numbers, texts, documents, lists. */
function rank(value: Plain | undefined): number {
  if (value === null || value === undefined) return 1
  if (typeof value === 'number') return 2
  if (typeof value === 'string') return 3
  return Array.isArray(value) ? 5 : 4
}

export function compareValues(a: Plain | undefined, b: Plain | undefined): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b)
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b)
  if (isDocument(a) && isDocument(b)) {
    const parts = (value: object) => Object.entries(value).map(([name, v]): Plain => [rank(v), name, v])
    return compareLists(parts(a), parts(b))
  }
  return 0
}

function compareLists(a: Plain[], b: Plain[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareValues(a[at], b[at])
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Every value at a path, undefined for a field that is missing: a list on the way stands for its documents. */
function valuesAt(value: Plain | undefined, path: string[]): (Plain | undefined)[] {
  const [name, ...rest] = path
  if (name === undefined) return [value]
  if (isDocument(value)) return valuesAt(value[name], rest)
  if (Array.isArray(value)) return value.filter(isDocument).flatMap(each => valuesAt(each, path))
  return [undefined]
}

const withElements = (values: (Plain | undefined)[]) =>
  values.flatMap(value => (Array.isArray(value) ? [...value, value] : [value]))

const same = (a: Plain | undefined, b: Plain) => compareValues(a, b) === 0
const ordered = (a: Plain | undefined, b: Plain, test: (order: number) => boolean) =>
  rank(a) === rank(b) && test(compareValues(a, b))

/** What each operator asks of one value. */
const asks: Record<string, (value: Plain | undefined, operand: never) => boolean> = {
  $eq: (value, operand: Plain) => same(value, operand),
  $gt: (value, operand: Plain) => ordered(value, operand, order => order > 0),
  $gte: (value, operand: Plain) => ordered(value, operand, order => order >= 0),
  $lt: (value, operand: Plain) => ordered(value, operand, order => order < 0),
  $lte: (value, operand: Plain) => ordered(value, operand, order => order <= 0),
  $in: (value, operand: Plain[]) => operand.some(member => same(value, member)),
}

function holds(values: (Plain | undefined)[], operator: string, operand: unknown): boolean {
  switch (operator) {
    case '$ne':
      return !holds(values, '$eq', operand)
    case '$nin':
      return !holds(values, '$in', operand)
    case '$not':
      return !holdsAll(values, operand as Condition)
    case '$exists':
      return values.some(value => value !== undefined) === operand
    case '$size':
      return values.some(value => Array.isArray(value) && value.length === operand)
    case '$all':
      return (operand as Plain[]).length > 0 && (operand as Plain[]).every(each => holds(values, '$eq', each))
    case '$elemMatch':
      return values.some(
        list => Array.isArray(list) && list.some(each => elementHolds(each, operand as Condition)),
      )
    default:
      return withElements(values).some(value => asks[operator]?.(value, operand as never))
  }
}

/** One element meets every condition, and a list among the elements is not gone into. */
function elementHolds(element: Plain, condition: Condition): boolean {
  return Object.entries(condition).every(([operator, operand]) =>
    operator === '$ne' ? !same(element, operand as Plain) : asks[operator]?.(element, operand as never),
  )
}

function holdsAll(values: (Plain | undefined)[], condition: Condition): boolean {
  return Object.entries(condition).every(([operator, operand]) => holds(values, operator, operand))
}

/** Whether a document passes a filter, as the MongoDB manual describes each operator. */
export function passesPlainly(document: PlainDocument, filter: Condition): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    const parts = Array.isArray(condition) ? (condition as Condition[]) : []
    if (key === '$and') return parts.every(part => passesPlainly(document, part))
    if (key === '$or') return parts.some(part => passesPlainly(document, part))
    if (key === '$nor') return !parts.some(part => passesPlainly(document, part))
    return holdsAll(valuesAt(document, key.split('.')), condition as Condition)
  })
}
