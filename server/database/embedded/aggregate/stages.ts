import { type CodeName, MongoError } from '../errors.ts'
import { matches } from '../query/matches.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { type Projection, parseProjection } from '../query/projection.ts'
import { compareSortKeys, parseSort, sortKey } from '../query/sort.ts'
import { wholeNumber } from '../values/numbers.ts'
import { show } from '../values/show.ts'
import type { SortValue } from '../values/tuples.ts'
import { type Document, documentOf, isDocument, type Maybe, type Value, wrap } from '../values/types.ts'
import { weightOf } from '../values/weight.ts'
import { assign } from './assign.ts'
import { parseBucket, parseBucketAuto } from './buckets.ts'
import { parseDocuments, parseSample, parseUnionWith } from './combine.ts'
import { parseDensify } from './densify.ts'
import { type Expression, evaluate, parseExpression } from './expression.ts'
import { parseFill } from './fill.ts'
import { parseGraphLookup } from './graphLookup.ts'
import { parseGroup } from './group.ts'
import { parseLookup } from './lookup.ts'
import { allOf, heldTooMuch, stageBytes } from './memory.ts'
import { type ParseStage, parsePipeline, type Stage, stagesOf } from './pipeline.ts'
import { parseRedact } from './redact.ts'
import { parseUnwind } from './unwind.ts'
import { parseWindowFields } from './windows/stage.ts'

/** Every stage that a pipeline may have. */
export const stages = new Map<string, ParseStage>([
  ['$match', parseMatch],
  ['$project', parseProject],
  ['$addFields', parseAddFields],
  ['$set', parseAddFields],
  ['$unset', parseUnset],
  ['$group', parseGroup],
  ['$sort', parseSortStage],
  ['$limit', operand => limit(countOf('$limit', operand, 1))],
  ['$skip', operand => skip(countOf('$skip', operand, 0))],
  ['$unwind', parseUnwind],
  ['$lookup', parseLookup],
  ['$count', parseCount],
  ['$facet', parseFacet],
  ['$sortByCount', parseSortByCount],
  ['$replaceRoot', operand => replaceRoot(documentOperand('$replaceRoot', operand).get('newRoot') ?? null)],
  ['$replaceWith', replaceRoot],
  ['$graphLookup', parseGraphLookup],
  ['$bucket', parseBucket],
  ['$bucketAuto', parseBucketAuto],
  ['$redact', parseRedact],
  ['$unionWith', parseUnionWith],
  ['$sample', parseSample],
  ['$setWindowFields', parseWindowFields],
  ['$densify', parseDensify],
  ['$fill', parseFill],
  ['$documents', parseDocuments],
  ...['$collStats', '$indexStats', '$listLocalSessions', '$currentOp'].map(factStage),
])

/** A stage that tells of the collection or the server. */
function factStage(name: string): [string, ParseStage] {
  return [
    name,
    operand =>
      (_, { factsOf }) =>
        factsOf(name, operand),
  ]
}

/** A stage that makes one document of one. */
function each(change: (document: Document, variables: Map<string, Maybe>) => Document): Stage {
  return function* (input, { variables }) {
    for (const document of input) yield change(document, variables)
  }
}

export function documentOperand(stage: string, operand: Value): Document {
  if (!isDocument(operand))
    throw new MongoError('BadValue', `${stage} needs an object, but got ${show(operand)}`)
  return operand
}

function parseMatch(operand: Value): Stage {
  const filter = parseFilter(documentOperand('$match', operand))
  return function* (input, { variables }) {
    for (const document of input) if (matches(filter, document, variables)) yield document
  }
}

function parseProject(operand: Value): Stage {
  const source = documentOperand('$project', operand)
  if (source.size === 0)
    throw new MongoError('Location51272', 'Invalid $project: specification must have at least one field')
  const project = parseProjection(source) as Projection
  return each((document, variables) => project(document, variables))
}

function parseAddFields(operand: Value): Stage {
  const fields = [...documentOperand('$addFields', operand)].map(([path, value]): [string[], Expression] => [
    path.split('.'),
    parseExpression(value),
  ])
  return each((document, variables) => {
    // All are computed from the document as it came.
    const values = fields.map(
      ([parts, expression]) => [parts, evaluate(expression, document, variables)] as const,
    )
    return values.reduce((result, [parts, value]) => assign(result, parts, value), document)
  })
}

function parseUnset(operand: Value): Stage {
  const paths = Array.isArray(operand) ? operand : [operand]
  if (paths.length === 0 || !paths.every(path => typeof path === 'string')) {
    throw new MongoError('BadValue', '$unset specification must be a string or an array of strings')
  }
  const project = parseProjection(
    documentOf(Object.fromEntries(paths.map(path => [path, false]))),
  ) as Projection
  return each(document => project(document))
}

/** Before a $limit it keeps no more than are asked of it, or some hundred. */
function parseSortStage(operand: Value, next?: [name: string, operand: Value]): Stage {
  const sort = parseSort(documentOperand('$sort', operand))
  if (sort.length === 0) throw new MongoError('Location15976', '$sort stage must have at least one sort key')
  const most = next?.[0] === '$limit' ? countOf('$limit', next[1], 1) : Number.POSITIVE_INFINITY
  type Entry = { document: Document; key: SortValue[]; weight: number }
  const order = (a: Entry, b: Entry) => compareSortKeys(a.key, b.key, sort)
  return function* (input) {
    let entries: Entry[] = []
    let bytes = 0
    for (const document of input) {
      const weight = weightOf(document)
      entries.push({ document, key: sortKey(document, sort), weight })
      bytes += weight
      if (entries.length >= most * 2 + 100 || (bytes > stageBytes && entries.length > most)) {
        entries = entries.sort(order).slice(0, most)
        bytes = entries.reduce((sum, entry) => sum + entry.weight, 0)
      }
      if (bytes > stageBytes) throw heldTooMuch('$sort')
    }
    for (const { document } of entries.sort(order)) yield document
  }
}

/** What MongoDB answers where a stage's number is none, or negative. */
const countCodes: Record<string, CodeName> = { $skip: 'Location5107200', $limit: 'Location5107201' }

export function countOf(stage: string, operand: Value, least: number): number {
  const count = wholeNumber(operand)
  if (count === undefined || count < least) {
    const code = stage === '$limit' && count === 0 ? 'Location15958' : (countCodes[stage] ?? 'BadValue')
    throw new MongoError(code, `${stage} needs a whole number of at least ${least}, but got ${show(operand)}`)
  }
  return count
}

function limit(most: number): Stage {
  return function* (input) {
    let taken = 0
    for (const document of input) {
      yield document
      taken += 1
      if (taken === most) return
    }
  }
}

function skip(count: number): Stage {
  return function* (input) {
    let passed = 0
    for (const document of input) {
      if (passed >= count) yield document
      passed += 1
    }
  }
}

/** What is wrong with the name of a count, and MongoDB's code for it. */
const wrongNames: [isWrong: (name: string) => boolean, code: CodeName][] = [
  [name => name === '', 'Location40157'],
  [name => name.startsWith('$'), 'Location40158'],
  [name => name.includes('.'), 'Location40160'],
]

/** Of nothing it makes no document, as in MongoDB, rather than a zero. */
function parseCount(operand: Value): Stage {
  const refused = (code: CodeName) =>
    new MongoError(code, 'the count field must be a non-empty string without $ or .')
  if (typeof operand !== 'string') throw refused('Location40156')
  const [, code] = wrongNames.find(([isWrong]) => isWrong(operand)) ?? []
  if (code) throw refused(code)
  return function* (input) {
    let count = 0
    for (const _ of input) count += 1
    if (count > 0) yield documentOf({ [operand]: wrap(count) })
  }
}

const notInFacet = ['$facet', '$out', '$merge', '$collStats', '$indexStats']

function parseFacet(operand: Value): Stage {
  const facets = [...documentOperand('$facet', operand)].map(([name, pipeline]) => {
    for (const [stage] of stagesOf(pipeline)) {
      if (notInFacet.includes(stage))
        throw new MongoError('Location40600', `${stage} is not allowed to be used within a $facet stage`)
    }
    return [name, parsePipeline(pipeline)] as const
  })
  return function* (input, surroundings) {
    const documents = allOf('$facet', input)
    yield new Map(facets.map(([name, run]) => [name, [...run(documents, surroundings)]]))
  }
}

function parseSortByCount(operand: Value): Stage {
  const group = parseGroup(documentOf({ _id: operand, count: { $sum: 1 } }))
  const sort = parseSortStage(documentOf({ count: -1 }))
  return (input, surroundings) => sort(group(input, surroundings), surroundings)
}

function replaceRoot(operand: Value): Stage {
  const expression = parseExpression(operand)
  return each((document, variables) => {
    const root = evaluate(expression, document, variables)
    if (!isDocument(root)) {
      throw new MongoError(
        'Location40228',
        `'newRoot' expression must evaluate to an object, but resulting value was: ${show(root)}`,
      )
    }
    return root
  })
}
