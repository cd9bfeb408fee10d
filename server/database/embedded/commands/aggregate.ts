import { firstBatch, firstBatchSize } from '../query/cursors.ts'
import { encode } from '../values/encode.ts'
import type { Document } from '../values/types.ts'
import { aggregatedName, aggregateFields, cursorField, resultOf } from './aggregation.ts'
import { booleanField, type Command, type Context, countField, type Reply } from './command.ts'
import { explainAggregate } from './explain.ts'
import { checkSize } from './insert.ts'
import { aggregateIntoCommand, isOutput } from './output.ts'

export const aggregateCommand: Command = {
  kind: 'read',
  fields: aggregateFields,
  run: aggregate,
  instead: command =>
    isOutput(command.get('pipeline')) && !booleanField(command, 'explain') ? aggregateIntoCommand : undefined,
}

function aggregate(context: Context): Reply {
  const { command, database } = context
  if (booleanField(command, 'explain')) return explainAggregate(context, command)
  const cursor = cursorField(command)
  const name = aggregatedName(context)
  return firstBatch(context.cursors, `${database}.${name}`, resultsOf(context, command), {
    batchSize: countField(cursor, 'batchSize') ?? firstBatchSize,
    single: false,
  })
}

function* resultsOf(context: Context, command: Document): Generator<Buffer, undefined> {
  for (const document of resultOf(context, command)) yield checkSize(encode(document))
}
