import { MongoError } from '../errors.ts'
import { type Document, isDocument, type Value } from '../values/types.ts'
import { evaluate, parseExpression } from './expression.ts'
import { leadingMatch, textOf } from './lookup.ts'
import { parsePipeline, type Stage } from './pipeline.ts'
import { countOf, documentOperand } from './stages.ts'

/** What another collection has, behind what this one has. */
export function parseUnionWith(operand: Value): Stage {
  const source: Document =
    typeof operand === 'string' ? new Map([['coll', operand]]) : documentOperand('$unionWith', operand)
  for (const option of source.keys()) {
    if (!['coll', 'pipeline'].includes(option))
      throw new MongoError('Location40415', `BSON field '$unionWith.${option}' is an unknown field.`)
  }
  const pipeline = source.get('pipeline') ?? []
  const isOwn = !source.has('coll')
  const { filter, rest } = isOwn ? { filter: undefined, rest: pipeline } : leadingMatch(pipeline)
  const collection = isOwn ? '' : textOf(source, 'coll', '$unionWith')
  const run = parsePipeline(rest)
  return function* (input, surroundings) {
    yield* input
    const documents = isOwn
      ? []
      : surroundings.documentsOf(collection, filter ?? new Map(), surroundings.variables)
    yield* run(documents, surroundings)
  }
}

/** So many documents at random, each as likely as any other. */
export function parseSample(operand: Value): Stage {
  const size = countOf('$sample', documentOperand('$sample', operand).get('size') ?? null, 1)
  return input => {
    const kept: Document[] = []
    let seen = 0
    for (const document of input) {
      seen += 1
      const place = kept.length < size ? kept.length : Math.floor(Math.random() * seen)
      if (place < size) kept[place] = document
    }
    for (let last = kept.length - 1; last > 0; last--) {
      const other = Math.floor(Math.random() * (last + 1))
      const swapped = kept[last] as Document
      kept[last] = kept[other] as Document
      kept[other] = swapped
    }
    return kept
  }
}

/** Documents that the pipeline itself lists. */
export function parseDocuments(operand: Value): Stage {
  const list = parseExpression(operand)
  return (_, { variables }) => {
    const documents = evaluate(list, new Map(), variables)
    if (!Array.isArray(documents) || !documents.every(isDocument)) {
      throw new MongoError('Location5858203', 'an array of documents is expected in $documents')
    }
    return documents
  }
}
