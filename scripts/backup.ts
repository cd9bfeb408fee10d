import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { makeBackup } from '../server/backups/makeBackup.ts'
import { passphraseOf } from '../server/backups/passphrase.ts'
import { Unusable } from '../server/backups/unusable.ts'
import { readConfig } from '../server/config.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { contents } from './backups/contents.ts'
import { CannotRun } from './cannotRun.ts'
import { watchedProgress } from './progress.ts'

export type BackupOptions = {
  file: string
  keyFile: string | undefined
  nobodyWrites: boolean
  json: boolean
}

/**
 * `soundings backup`: writes all that the site of the settings keeps into a file.
 * @throws CannotRun where it cannot be made; then there is no such file
 */
export async function backup(
  { file, keyFile, nobodyWrites, json }: BackupOptions,
  streams: Streams = standardStreams,
): Promise<number> {
  if (existsSync('.env')) loadEnvFile('.env')
  const config = readConfig()
  const progress = watchedProgress()
  try {
    const passphrase = await passphraseOf(config.backups.passphrase, keyFile ?? config.backups.keyFile)
    const { manifest, bytes } = await makeBackup(config, file, {
      passphrase,
      nobodyWrites,
      progress: documents => progress.say(`${documents} documents`),
    })
    progress.end()
    const encrypted = passphrase !== undefined
    const how = encrypted
      ? 'It is encrypted: keep the passphrase elsewhere too.'
      : 'It is not encrypted: who has it can read all of it.'
    streams.out(
      json
        ? JSON.stringify({ file, bytes, encrypted, manifest })
        : [`${file}: written and read through, ${bytes} bytes. ${how}`, ...contents(manifest)].join('\n'),
    )
    return 0
  } catch (error) {
    progress.end()
    throw error instanceof Unusable ? new CannotRun([{ place: file, message: error.message }]) : error
  }
}
