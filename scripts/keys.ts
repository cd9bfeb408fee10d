import { existsSync } from 'node:fs'
import path from 'node:path'
import { loadEnvFile } from 'node:process'
import { type Config, readConfig } from '../server/config.ts'
import { connectDatabase } from '../server/database/connect.ts'
import { fileName } from '../server/database/embedded/storage/store.ts'
import { newId } from '../server/database/ids.ts'
import { allKeys } from '../server/database/sealing/dataKeyStore.ts'
import { KeysUnusable } from '../server/database/sealing/keyFile.ts'
import { openKeys } from '../server/database/sealing/keyring.ts'
import { rotateKeys } from '../server/database/sealing/rotate.ts'
import { leaveTurn, takeTurn } from '../server/jobs/turnStore.ts'
import { type Sum, throughAll } from '../server/responses/sealing/parts.ts'
import { renewKeys } from '../server/responses/sealing/reseal.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { watchedProgress } from './progress.ts'

/**
 * `soundings keys check`: opens all that is encrypted in the database of the settings.
 * @returns 0 where all can be opened, 1 where something cannot
 * @throws CannotRun where there is no database, or a key is missing
 */
export async function checkKeys(
  { json }: { json: boolean },
  streams: Streams = standardStreams,
): Promise<number> {
  return onDatabase(async () => {
    const progress = watchedProgress()
    const parts = await throughAll(false, async done => progress.say(`${done} looked at`))
    progress.end()
    streams.out(json ? JSON.stringify({ parts }) : parts.flatMap(inLines).join('\n'))
    return parts.some(({ faults }) => faults.length > 0) ? 1 : 0
  })
}

function inLines({ what, opened, earlier, faults }: Sum): string[] {
  const before = earlier > 0 ? `, ${earlier} of them encrypted by an earlier key of the database` : ''
  return [
    `${what}: ${opened} can be opened${before}.`,
    ...faults.map(id => `  ${id} cannot be opened: it was changed or moved, or its key is not there.`),
  ]
}

/**
 * `soundings keys rotate`: has a new key wrap those in the database of the settings.
 *
 * @param data whether all that is stored is to be encrypted anew as well, in the background of the site
 * @throws CannotRun where it cannot be done; then nothing is changed, or the next call goes on
 */
export async function rotate(
  { data, json }: { data: boolean; json: boolean },
  streams: Streams = standardStreams,
): Promise<number> {
  return onDatabase(async config => {
    const holder = newId()
    if (!(await takeTurn(turn, holder, turnMs)).isOurs)
      throw refuse(
        'keys rotate',
        'Another one is under way, or was killed within the last half minute. Try again then.',
      )
    try {
      const rotated = await rotateKeys(config.encryption)
      if (data) await renewKeys()
      streams.out(
        json
          ? JSON.stringify({ ...rotated, former: rotated.former ?? null, data })
          : told(config, rotated, data),
      )
      return 0
    } finally {
      await leaveTurn(turn, holder)
    }
  })
}

const turn = 'keys'
const turnMs = 30_000

function told(
  config: Config,
  { wrapped, resumed, former }: Awaited<ReturnType<typeof rotateKeys>>,
  data: boolean,
): string {
  const { file, given } = config.encryption
  return [
    ...(resumed ? ['A rotation that was broken off was ended; no further key was made.'] : []),
    `${wrapped} keys of the database are wrapped by the ${given ? 'first of ENCRYPTION_KEY' : `key in ${file}`} now.`,
    ...(given
      ? ['Leave the others out of ENCRYPTION_KEY, and keep them elsewhere for backups from before.']
      : []),
    ...(former
      ? [
          `The key before it is in ${former}. Keep both elsewhere too, that one for as long as backups from before.`,
        ]
      : []),
    ...(data
      ? ['All that is stored is encrypted anew by the site in the background, or when it is started.']
      : []),
  ].join('\n')
}

async function onDatabase(run: (config: Config) => Promise<number>): Promise<number> {
  if (existsSync('.env')) loadEnvFile('.env')
  const config = readConfig()
  if (!config.mongodbUri && !existsSync(path.join(config.dataFolder, fileName)))
    throw refuse(config.dataFolder, 'There is no database in it. Set DATA_DIR to where it is.')
  const database = await connectDatabase(config)
  try {
    if ((await allKeys()).length === 0)
      throw refuse(
        'the database',
        'Nothing is encrypted in it yet. Start this release of Soundings on it once.',
      )
    await openKeys()
    return await run(config)
  } catch (error) {
    throw error instanceof KeysUnusable ? refuse('the encryption key', error.message) : error
  } finally {
    await database.close()
  }
}

function refuse(place: string, message: string): CannotRun {
  return new CannotRun([{ place, message }])
}
