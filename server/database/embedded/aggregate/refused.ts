import { MongoError, unsupported } from '../errors.ts'

/** What MongoDB has and this server has not, each with how it is refused. */
export type Refusals = Map<string, () => MongoError>

function named(what: string, names: string[]): [string, () => MongoError][] {
  return names.map(name => [name, () => unsupported(`${what} ${name}`)])
}

/** As a MongoDB answers that was started without JavaScript. */
const noScripts = () =>
  new MongoError('Location31264', 'Cannot run server-side javascript without the javascript engine enabled')

export const refusedExpressions: Refusals = new Map([
  ['$function', noScripts],
  ...named('the expression', ['$meta', '$toHashedIndexKey']),
])

export const refusedAccumulators: Refusals = new Map([['$accumulator', noScripts]])

/** As a MongoDB answers that is no member of a replica set. */
const noChangeStreams = () =>
  new MongoError('Location40573', 'The $changeStream stage is only supported on replica sets')

export const refusedStages: Refusals = new Map([
  ['$changeStream', noChangeStreams],
  ['$changeStreamSplitLargeEvent', noChangeStreams],
  ...named('the stage', [
    '$geoNear',
    '$search',
    '$searchMeta',
    '$vectorSearch',
    '$listSearchIndexes',
    '$listSampledQueries',
    '$planCacheStats',
    '$shardedDataDistribution',
  ]),
])
