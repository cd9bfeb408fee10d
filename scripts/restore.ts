import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { passphraseOf } from '../server/backups/passphrase.ts'
import { checkRestorable, restoreBackup } from '../server/backups/restoreBackup.ts'
import { Unusable } from '../server/backups/unusable.ts'
import { readConfig } from '../server/config.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { contents } from './backups/contents.ts'
import { CannotRun } from './cannotRun.ts'

export type RestoreOptions = {
  file: string
  keyFile: string | undefined
  check: boolean
  replace: boolean
  erasures: string | undefined
  json: boolean
}

/**
 * `soundings restore`: puts back all that a backup has, or with `check` reads it through alone.
 * @throws CannotRun where the file or the place will not do; then nothing was changed
 */
export async function restore(
  { file, keyFile, check, replace, erasures: list, json }: RestoreOptions,
  streams: Streams = standardStreams,
): Promise<number> {
  if (existsSync('.env')) loadEnvFile('.env')
  const config = readConfig()
  try {
    const passphrase = await passphraseOf(config.backups.passphrase, keyFile ?? config.backups.keyFile)
    if (check) {
      const { manifest } = await checkRestorable(file, passphrase)
      const lines = [`${file}: whole, and can be restored.`, ...contents(manifest)]
      streams.out(json ? JSON.stringify({ file, manifest }) : lines.join('\n'))
      return 0
    }
    const place = config.mongodbUri ? 'the database of MONGODB_URI' : config.dataFolder
    const { manifest, kept, erasures } = await restoreBackup(config, file, {
      passphrase,
      replace,
      erasures: list,
      say: manifest => {
        if (!json) streams.out([`${file}: goes into ${place}.`, ...contents(manifest)].join('\n'))
      },
    })
    const lines = [
      'All of it was put back, read again and found the same. Start Soundings: everybody signs in once more.',
      ...(erasures > 0
        ? [
            `Erased since or before, by ids: ${erasures}. The next start erases again what the backup has of them.`,
          ]
        : []),
      ...(kept ? [`What was there before is kept as ${kept}.`] : []),
    ]
    streams.out(
      json ? JSON.stringify({ file, place, kept: kept ?? null, erasures, manifest }) : lines.join('\n'),
    )
    return 0
  } catch (error) {
    throw error instanceof Unusable ? new CannotRun([{ place: file, message: error.message }]) : error
  }
}
