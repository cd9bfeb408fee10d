import { existsSync } from 'node:fs'
import path from 'node:path'
import mongoose from 'mongoose'
import { endCutWrites } from './cutWrites.ts'
import { FolderInUse, runningServer } from './embedded/lockFile.ts'
import { type EmbeddedServer, startEmbedded, uriOf } from './embedded/start.ts'
import { fileName } from './embedded/storage/store.ts'
import { type KeyPlace, keyFileName } from './sealing/keyFile.ts'
import { keepKeysIn } from './sealing/keyring.ts'

/** In a data folder, where a restore builds a database before it takes its place. */
export const restoringFolder = 'soundings.restoring'

export type Database = { uri: string; embedded: boolean; close(): Promise<void> }

export type ConnectOptions = {
  /** A MongoDB to use in place of the embedded server. */
  mongodbUri?: string | undefined
  /** Where the embedded server keeps its file. */
  dataFolder: string
  /** Be the one process that serves the folder, and fail where another does; else join a server that runs. */
  own?: boolean
  /** Where the keys are that what is stored is encrypted by: in the data folder, unless it is said. */
  encryption?: KeyPlace
}

/**
 * Connects Mongoose's default connection: to the MongoDB that is given, else to the embedded server of the data
 * folder, which is started where it does not run. `close` disconnects, and stops a server that was started here.
 * @throws FolderInUse with `own` where another process serves the folder
 */
export async function connectDatabase(options: ConnectOptions): Promise<Database> {
  const { dataFolder, mongodbUri, encryption } = options
  endCutWrites()
  keepKeysIn(encryption ?? { file: path.join(dataFolder, keyFileName), makes: !mongodbUri })
  const { uri, server } = mongodbUri ? { uri: mongodbUri, server: undefined } : await embeddedServer(options)
  try {
    await mongoose.connect(uri, waitsSoLong(uri))
  } catch (error) {
    await server?.close()
    throw error
  }
  return {
    uri,
    embedded: !mongodbUri,
    async close() {
      await mongoose.disconnect()
      await server?.close()
    },
  }
}

/** A page waits no longer for a database that does not answer: an election of a replica set takes less. */
function waitsSoLong(uri: string): mongoose.ConnectOptions {
  return uri.includes('serverSelectionTimeoutMS') ? {} : { serverSelectionTimeoutMS: 12_000 }
}

async function embeddedServer({
  dataFolder,
  own = false,
}: ConnectOptions): Promise<{ uri: string; server: EmbeddedServer | undefined }> {
  if (existsSync(path.join(dataFolder, restoringFolder)) && !existsSync(path.join(dataFolder, fileName)))
    throw new Error(
      `A restore into ${dataFolder} was broken off. Run soundings restore again, or remove ${restoringFolder} in it.`,
    )
  const running = own ? undefined : await runningServer(dataFolder)
  if (running) return { uri: uriOf(running.socket), server: undefined }
  try {
    const server = await startEmbedded({ folder: dataFolder })
    return { uri: server.uri, server }
  } catch (error) {
    // Another process may have started one in the same moment.
    const winner = !own && error instanceof FolderInUse ? await runningServer(dataFolder) : undefined
    if (!winner) throw error
    return { uri: uriOf(winner.socket), server: undefined }
  }
}
