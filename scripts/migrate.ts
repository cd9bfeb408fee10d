import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { loadEnvFile } from 'node:process'
import { inWords } from '../server/backups/unusable.ts'
import { type Config, readConfig } from '../server/config.ts'
import { connectDatabase } from '../server/database/connect.ts'
import { copyOnline } from '../server/database/embedded/storage/copy.ts'
import { type Migrated, migrate } from '../server/database/migrations.ts'
import { keyFileName } from '../server/database/sealing/keyFile.ts'
// All stores, so that their indexes are made too.
import '../server/app.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'

/**
 * `soundings migrate`: brings what is stored to this release’s version, or a copy of it.
 * @throws CannotRun where it cannot be done; each step that was recorded stays done, but for a rehearsal, which leaves
 * nothing
 */
export async function migrateStored(
  { rehearse, json }: { rehearse: boolean; json: boolean },
  streams: Streams = standardStreams,
): Promise<number> {
  if (existsSync('.env')) loadEnvFile('.env')
  const config = readConfig()
  if (rehearse && config.mongodbUri)
    throw refuse(
      '--rehearse',
      'Works on the embedded database alone. Restore a backup into another database, set MONGODB_URI to that, and run soundings migrate.',
    )
  const migrated = rehearse ? await onCopy(config) : await on(config)
  const { from, to, steps } = migrated
  const where = rehearse
    ? 'a copy, which was removed'
    : config.mongodbUri
      ? 'the database of MONGODB_URI'
      : config.dataFolder
  const lines = [
    from === to
      ? `Nothing is to be done: what is stored has version ${to}, which this release knows. (Tried on ${where}.)`
      : `From version ${from} of what is stored to ${to}, on ${where}:`,
    ...steps.map(({ version, name, ms }) => `  ${version}  ${name} (${(ms / 1000).toFixed(1)} s)`),
  ]
  streams.out(json ? JSON.stringify({ rehearsed: rehearse, ...migrated }) : lines.join('\n'))
  return 0
}

async function onCopy(config: Config): Promise<Migrated> {
  const { dataFolder } = config
  let copy: string | undefined
  try {
    copy = mkdtempSync(path.join(dataFolder, 'rehearsal-'))
    copyOnline(dataFolder, copy)
    const { file } = config.encryption
    // A rehearsal makes no key but for its copy.
    const encryption = existsSync(file)
      ? config.encryption
      : { ...config.encryption, file: path.join(copy, keyFileName) }
    return await on({ ...config, encryption, dataFolder: copy })
  } catch (error) {
    throw refuse(dataFolder, inWords(error, dataFolder) ?? (error as Error).message)
  } finally {
    if (copy) rmSync(copy, { recursive: true, force: true })
  }
}

async function on({ mongodbUri, dataFolder, encryption }: Config): Promise<Migrated> {
  const database = await connectDatabase({ mongodbUri, dataFolder, encryption, own: true })
  try {
    return await migrate()
  } catch (error) {
    throw refuse(mongodbUri ? 'MONGODB_URI' : dataFolder, (error as Error).message)
  } finally {
    await database.close()
  }
}

function refuse(place: string, message: string): CannotRun {
  return new CannotRun([{ place, message }])
}
