import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { readConfig } from '../server/config.ts'
import { connectDatabase } from '../server/database/connect.ts'
import { migrate } from '../server/database/migrations.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { type Demo, demoLinks, loadDemo } from './demo/load.ts'
import { writeReports } from './demo/writeReports.ts'
import { verificationLines } from './verify.ts'

export type DemoOptions = {
  /** The folder into which the demo's report is written in every format. */
  reports?: string | undefined
  json: boolean
}

/**
 * Loads the demo into the database of the settings, unless something else is in it; with `reports`, writes its report
 * in every format.
 * @returns the exit code: 1 where the report that was written does not verify
 */
export async function demo(
  { reports, json }: DemoOptions,
  streams: Streams = standardStreams,
): Promise<number> {
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
    if (reports !== undefined) return await rebuild(loaded, reports, json, streams)
    streams.out(
      json
        ? JSON.stringify(loaded)
        : `The demo is in ${config.dataFolder}. With “soundings serve” running:\n\n${demoLinks(config.baseUrl, loaded)}`,
    )
    return 0
  } finally {
    await database.close()
  }
}

async function rebuild(demo: Demo, folder: string, json: boolean, streams: Streams): Promise<number> {
  const written = await writeReports(demo, folder).catch((error: unknown) => {
    if (!(error instanceof Error) || !('code' in error)) throw error
    const message = `Cannot be written (${error.code}). Name a folder that you may write to, with room on its disk.`
    throw new CannotRun([{ place: folder, message }])
  })
  if ('problems' in written)
    throw new CannotRun(written.problems.map(({ message }) => ({ place: 'the demo’s report', message })))
  const { files, verification } = written
  const width = Math.max(...files.map(({ file }) => file.length)) + 2
  const lines = files.map(({ format, file, bytes }) => `${file.padEnd(width)}${format}, ${bytes} bytes`)
  const [markdown] = files
  streams.out(
    json
      ? JSON.stringify(written)
      : [...lines, '', verificationLines(markdown?.file ?? folder, verification)].join('\n'),
  )
  return verification.summary.failed > 0 ? 1 : 0
}
