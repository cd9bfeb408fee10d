import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { MongoClient } from 'mongodb'
import { removeSocketFolder } from '../../server/database/embedded/socketFolder.ts'
import { type EmbeddedServer, startEmbedded } from '../../server/database/embedded/start.ts'
import { makeFolder } from '../makeFolder.ts'

type Shared = { server: EmbeddedServer; folder: string }

let shared: Promise<Shared> | undefined

/**
 * A database of the caller's own and empty: on the one embedded server that all tests of a process share, or on the
 * MongoDB of `MONGODB_URI`. `drop` removes it.
 */
export async function openTestDatabase(): Promise<{ uri: string; drop(): Promise<void> }> {
  const server = process.env.MONGODB_URI || (await sharedServer()).server.uri
  const uri = inDatabase(server, `test_${randomBytes(8).toString('hex')}`)
  return {
    uri,
    async drop() {
      const client = await MongoClient.connect(uri)
      await client.db().dropDatabase()
      await client.close()
    },
  }
}

/** The address with another database; one with several hosts is no URL to JavaScript. */
function inDatabase(uri: string, name: string): string {
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${name}`)
}

function sharedServer(): Promise<Shared> {
  shared ??= startShared()
  return shared
}

async function startShared(): Promise<Shared> {
  const folder = makeFolder('soundings-test-')
  const server = await startEmbedded({ folder })
  process.once('exit', () => leaveNothing(server.uri, folder))
  return { server, folder }
}

/** For a process that ends with its server running, as the workers of a parallel run do. */
function leaveNothing(uri: string, folder: string): void {
  removeSocketFolder(decodeURIComponent(new URL(uri).host))
  rmSync(folder, { recursive: true, force: true })
}

/** Stops the shared server, where one was started; the root hook calls it after the last test. */
export async function stopSharedServer(): Promise<void> {
  if (!shared) return
  const { server, folder } = await shared
  shared = undefined
  await server.close()
  rmSync(folder, { recursive: true, force: true })
}
