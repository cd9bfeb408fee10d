import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { readConfig } from '../server/config.ts'
import { connectDatabase } from '../server/database/connect.ts'
import { migrate } from '../server/database/migrations.ts'
import { CannotRun } from './cannotRun.ts'
import { demoLinks, loadDemo } from './demo/load.ts'

/** Loads the demo into the database of the settings, unless something else is in it. @returns the exit code */
export async function demo({ json }: { json: boolean }): Promise<number> {
  if (existsSync('.env')) loadEnvFile('.env')
  const config = readConfig()
  const refuse = (message: string) => new CannotRun([{ place: 'demo', message }])
  if (config.mongodbUri)
    throw refuse('The demo is never loaded into a MongoDB. Unset MONGODB_URI to load it into DATA_DIR.')
  if (!config.loopback)
    throw refuse('The demo’s sign-in is known to everybody, so it is loaded only where HOST is 127.0.0.1.')
  const database = await connectDatabase(config)
  try {
    await migrate()
    const loaded = await loadDemo()
    if (!loaded)
      throw refuse(
        `There is something else in ${config.dataFolder}. Choose an empty folder: DATA_DIR=./demo soundings demo`,
      )
    if (json) console.log(JSON.stringify(loaded))
    else
      console.log(
        `The demo is in ${config.dataFolder}. With “soundings serve” running:\n\n${demoLinks(config.baseUrl, loaded)}`,
      )
    return 0
  } finally {
    await database.close()
  }
}
