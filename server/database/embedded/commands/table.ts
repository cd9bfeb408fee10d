import { adminCommands } from './admin.ts'
import { aggregateCommand } from './aggregate.ts'
import { bulkWriteCommand } from './bulkWrite.ts'
import {
  collModCommand,
  createCommand,
  dropCommand,
  dropDatabaseCommand,
  listCollectionsCommand,
  listDatabasesCommand,
  listIndexesCommand,
  renameCollectionCommand,
} from './collections.ts'
import type { Command } from './command.ts'
import { countCommand, distinctCommand } from './count.ts'
import { getMoreCommand, killCursorsCommand } from './cursors.ts'
import { deleteCommand } from './delete.ts'
import { explainCommand } from './explain.ts'
import { findCommand } from './find.ts'
import { findAndModifyCommand } from './findAndModify.ts'
import { createIndexesCommand, dropIndexesCommand } from './indexes.ts'
import { insertCommand } from './insert.ts'
import { sessionCommands } from './session.ts'
import { collStatsCommand, dbStatsCommand, serverStatusCommand } from './stats.ts'
import { updateCommand } from './update.ts'

/** Every command that this server knows, by its name. */
export const commands = new Map<string, Command>(
  Object.entries({
    ...sessionCommands,
    ...adminCommands,
    serverStatus: serverStatusCommand,
    dbStats: dbStatsCommand,
    dbstats: dbStatsCommand,
    collStats: collStatsCommand,
    collstats: collStatsCommand,
    collMod: collModCommand,
    renameCollection: renameCollectionCommand,
    bulkWrite: bulkWriteCommand,
    create: createCommand,
    drop: dropCommand,
    dropDatabase: dropDatabaseCommand,
    listCollections: listCollectionsCommand,
    listDatabases: listDatabasesCommand,
    listIndexes: listIndexesCommand,
    createIndexes: createIndexesCommand,
    dropIndexes: dropIndexesCommand,
    getMore: getMoreCommand,
    killCursors: killCursorsCommand,
    find: findCommand,
    aggregate: aggregateCommand,
    explain: explainCommand,
    count: countCommand,
    distinct: distinctCommand,
    findAndModify: findAndModifyCommand,
    findandmodify: findAndModifyCommand,
    insert: insertCommand,
    update: updateCommand,
    delete: deleteCommand,
  }),
)
