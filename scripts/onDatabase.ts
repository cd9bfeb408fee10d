import { existsSync } from 'node:fs'
import path from 'node:path'
import { loadEnvFile } from 'node:process'
import { type Config, readConfig } from '../server/config.ts'
import { connectDatabase } from '../server/database/connect.ts'
import { fileName } from '../server/database/embedded/storage/store.ts'
import { CannotRun } from './cannotRun.ts'

/**
 * Does something with the database of the settings, beside a running server as well.
 * @throws CannotRun where there is none
 */
export async function onDatabase<T>(run: (config: Config) => Promise<T>): Promise<T> {
  if (existsSync('.env')) loadEnvFile('.env')
  const config = readConfig()
  if (!config.mongodbUri && !existsSync(path.join(config.dataFolder, fileName)))
    throw new CannotRun([
      { place: config.dataFolder, message: 'There is no database in it. Set DATA_DIR to where it is.' },
    ])
  const database = await connectDatabase(config)
  try {
    return await run(config)
  } finally {
    await database.close()
  }
}
