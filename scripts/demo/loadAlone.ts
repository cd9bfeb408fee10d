import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { readConfig } from '../../server/config.ts'
import { connectDatabase } from '../../server/database/connect.ts'
import { migrate } from '../../server/database/migrations.ts'
import { CannotRun } from '../cannotRun.ts'
import { loadDemo } from './load.ts'

/**
 * Loads the demo into the embedded database without starting the web application, for one that starts with
 * `DEMO=off`. Its texts are tagged when the application next runs.
 * @returns the folder of the database.
 * @throws CannotRun when the database is a MongoDB, is in use or holds something else.
 */
export async function loadDemoAlone(): Promise<string> {
  if (existsSync('.env')) loadEnvFile('.env')
  const { mongodbUri, dataFolder } = readConfig()
  if (mongodbUri !== undefined)
    throw cannot(
      'MONGODB_URI',
      'Is set, and the demo is never loaded into a MongoDB. Leave it out for this command.',
    )
  const database = await connectDatabase({ mongodbUri, dataFolder, own: true }).catch(error => {
    throw error instanceof Error && 'code' in error && error.code === 'ELOCKED'
      ? cannot(dataFolder, error.message)
      : error
  })
  try {
    await migrate()
    if (await loadDemo()) return dataFolder
  } finally {
    await database.close()
  }
  throw cannot(dataFolder, 'Holds a consultation or accounts already. Set DATA_DIR to an empty folder.')
}

function cannot(place: string, message: string): CannotRun {
  return new CannotRun([{ place, message }])
}
