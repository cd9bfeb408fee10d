import { MongoError } from '../errors.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import { parsePipeline, type Stage } from './pipeline.ts'
import { documentOperand } from './stages.ts'

/** Fills null and missing fields: with a value, with the last one (locf), or along a line. */
export function parseFill(operand: Value): Stage {
  const source = documentOperand('$fill', operand)
  for (const option of source.keys()) {
    if (!['partitionBy', 'partitionByFields', 'sortBy', 'output'].includes(option))
      throw new MongoError('Location40415', `BSON field '$fill.${option}' is an unknown field.`)
  }
  const values: Document = new Map()
  const methods: Document = new Map()
  for (const [path, how] of documentOperand('$fill', source.get('output') ?? null)) {
    const [value, method] = isDocument(how) ? [how.get('value'), how.get('method')] : []
    if (value !== undefined) values.set(path, documentOf({ $ifNull: [`$${path}`, value] }))
    else if (method === 'linear') methods.set(path, documentOf({ $linearFill: `$${path}` }))
    else if (method === 'locf') methods.set(path, documentOf({ $locf: `$${path}` }))
    else throw new MongoError('Location6050202', 'Method must be either locf or linear')
  }
  const window = documentOf({
    partitionBy: partitionOf(source),
    sortBy: source.get('sortBy'),
    output: methods,
  })
  const stages: Document[] = []
  if (methods.size > 0) stages.push(documentOf({ $setWindowFields: window }))
  if (values.size > 0) stages.push(documentOf({ $addFields: values }))
  return parsePipeline(stages)
}

function partitionOf(source: Document): Value | undefined {
  const fields = source.get('partitionByFields')
  if (!Array.isArray(fields)) return source.get('partitionBy')
  return fields.map(field => `$${String(field)}`)
}
