import { MongoError } from '../errors.ts'
import type { Document, Value } from '../values/types.ts'
import { isDocument } from '../values/types.ts'
import type { Scope } from './expression.ts'
import { refusedStages } from './refused.ts'
import { stages } from './stages.ts'

/** What a stage may reach besides its input: other collections, facts about the server, and the variables. */
export type Surroundings = {
  documentsOf: (collection: string, filter: Document, variables: Scope) => Iterable<Document>
  /** What a stage that tells of the collection or the server gives. */
  factsOf: (stage: string, operand: Value) => Iterable<Document>
  variables: Scope
}

export type Stage = (input: Iterable<Document>, surroundings: Surroundings) => Iterable<Document>
/** `next` is the stage behind it, which may need less of it than all. */
export type ParseStage = (operand: Value, next?: [name: string, operand: Value]) => Stage

/** Stages that make their own documents, and so may only come first. */
export const sourceStages = ['$collStats', '$indexStats', '$documents', '$listLocalSessions', '$currentOp']

/** Parses every stage before the first runs. @throws MongoError at one that is unknown or malformed */
export function parsePipeline(source: Value | undefined): Stage {
  const named = stagesOf(source)
  const parsed = named.map(([name, operand], at) => parseStage(name, operand, named[at + 1]))
  return (input, surroundings) => parsed.reduce((documents, stage) => stage(documents, surroundings), input)
}

export function stagesOf(source: Value | undefined): [name: string, operand: Value][] {
  if (!Array.isArray(source))
    throw new MongoError('TypeMismatch', "'pipeline' option must be specified as an array")
  return source.map((stage, position) => {
    const [entry] = isDocument(stage) ? stage : []
    if (!isDocument(stage) || !entry || stage.size !== 1) {
      throw new MongoError(
        'Location40323',
        'A pipeline stage specification object must contain exactly one field.',
      )
    }
    if (position > 0 && sourceStages.includes(entry[0])) {
      throw new MongoError('Location40602', `${entry[0]} is only valid as the first stage in a pipeline`)
    }
    return entry
  })
}

function parseStage(name: string, operand: Value, next: [name: string, operand: Value] | undefined): Stage {
  const refused = refusedStages.get(name)
  if (refused) throw refused()
  const parse = stages.get(name)
  if (name === '$out' || name === '$merge') {
    throw new MongoError('Location40601', `${name} can only be the final stage in the pipeline`)
  }
  if (!parse) throw new MongoError('Location40324', `Unrecognized pipeline stage name: '${name}'`)
  return parse(operand, next)
}
