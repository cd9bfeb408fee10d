import { MongoError } from '../errors.ts'
import type { Document, Value } from '../values/types.ts'
import type { Scope } from './expression.ts'
import { parsePipeline, stagesOf } from './pipeline.ts'

const allowed = ['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']

/** An update written as a pipeline, over one document. @throws MongoError at a stage that no update may have */
export function parsePipelineUpdate(source: Value[]): (document: Document, variables?: Scope) => Document {
  for (const [name] of stagesOf(source)) {
    if (!allowed.includes(name)) {
      throw new MongoError('InvalidOptions', `${name} is not allowed to be used within an update`)
    }
  }
  const run = parsePipeline(source)
  return (document, variables = new Map([['NOW', new Date()]])) => {
    const surroundings = { documentsOf: () => [], factsOf: () => [], variables }
    const [result] = run([document], surroundings)
    if (!result) throw new TypeError('parsePipelineUpdate: a pipeline gave no document')
    const id = document.get('_id')
    return id === undefined || result.has('_id') ? result : new Map([['_id', id], ...result])
  }
}
