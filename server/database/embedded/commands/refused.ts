import type { Refusals } from '../aggregate/refused.ts'
import { MongoError, unsupported } from '../errors.ts'

const noReplication = () => new MongoError('NoReplicationEnabled', 'not running with --replSet')
const noTransactions = () =>
  new MongoError('IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos')

const noDefaultConcerns = (name: string) => (): MongoError =>
  new MongoError('Location51300', `'${name}' is not supported on standalone nodes.`)

const unsupportedNames = [
  'mapReduce',
  'createUser',
  'updateUser',
  'dropUser',
  'dropAllUsersFromDatabase',
  'usersInfo',
  'createRole',
  'updateRole',
  'dropRole',
  'dropAllRolesFromDatabase',
  'rolesInfo',
  'grantRolesToUser',
  'revokeRolesFromUser',
  'grantRolesToRole',
  'revokeRolesFromRole',
  'grantPrivilegesToRole',
  'revokePrivilegesFromRole',
  'convertToCapped',
  'cloneCollectionAsCapped',
  'reIndex',
  'applyOps',
  'fsync',
  'fsyncUnlock',
  'lockInfo',
  'logRotate',
  'shutdown',
  'killOp',
  'killAllSessions',
  'killAllSessionsByPattern',
  'connPoolStats',
  'top',
  'filemd5',
  'dbHash',
  'dataSize',
  'setParameter',
  'setClusterParameter',
  'getClusterParameter',
  'setFeatureCompatibilityVersion',
  'planCacheClear',
  'planCacheClearFilters',
  'planCacheListFilters',
  'planCacheSetFilter',
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
  ['replSetReconfig', noReplication],
  ['replSetStepDown', noReplication],
  ['replSetFreeze', noReplication],
  ['getDefaultRWConcern', noDefaultConcerns('getDefaultRWConcern')],
  ['setDefaultRWConcern', noDefaultConcerns('setDefaultRWConcern')],
  ...unsupportedNames.map((name): [string, () => MongoError] => [
    name,
    () => unsupported(`the command ${name}`),
  ]),
])
