import type { Refusals } from '../aggregate/refused.ts'
import { MongoError, unsupported } from '../errors.ts'

const noReplication = () => new MongoError('NoReplicationEnabled', 'not running with --replSet')
const noTransactions = () =>
  new MongoError('IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos')

const unsupportedNames = [
  'mapReduce',
  'createUser',
  'updateUser',
  'dropUser',
  'usersInfo',
  'createRole',
  'rolesInfo',
  'grantRolesToUser',
  'convertToCapped',
  'cloneCollectionAsCapped',
  'reIndex',
  'applyOps',
  'fsync',
  'killOp',
  'top',
  'filemd5',
  'dbHash',
  'setParameter',
  'setFeatureCompatibilityVersion',
  'planCacheClear',
  'profile',
  'createSearchIndexes',
  'listSearchIndexes',
  'updateSearchIndex',
  'dropSearchIndex',
]

/** Commands that MongoDB has and this server has not. */
export const refusedCommands: Refusals = new Map([
  ['commitTransaction', noTransactions],
  ['abortTransaction', noTransactions],
  ['replSetGetStatus', noReplication],
  ['replSetGetConfig', noReplication],
  ['replSetInitiate', noReplication],
  ...unsupportedNames.map((name): [string, () => MongoError] => [
    name,
    () => unsupported(`the command ${name}`),
  ]),
])
