import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../config.ts'
import { readEmbedded } from '../database/moving/embedded.ts'
import { NoSnapshots, readMongo } from '../database/moving/mongo.ts'
import { root } from '../root.ts'
import type { Manifest } from './file/manifest.ts'
import { type WriteOptions, writeBackup } from './file/writeBackup.ts'
import { keptKeys, keptSecret, secretMark } from './secret.ts'
import { inWords, Unusable } from './unusable.ts'

/** MongoDB’s code where what was there at a moment is kept no more. */
const snapshotTooOld = 239

export type Made = { manifest: Manifest; bytes: number }

/**
 * Writes all that the site of these settings keeps, as it was at one moment, into one file, while it is in use.
 * It reads without pause: call it from a process or thread that nothing waits for.
 * @param nobodyWrites lets a MongoDB without a replica set be backed up, while everything on it is stopped
 * @throws Unusable where it cannot be made; then no file of that name is there
 */
export async function makeBackup(
  config: Config,
  file: string,
  { nobodyWrites = false, ...options }: WriteOptions & { nobodyWrites?: boolean } = {},
): Promise<Made> {
  const { mongodbUri, dataFolder, sessionSecret } = config
  try {
    return await writeBackup(
      file,
      {
        parts: mongodbUri ? readMongo(mongodbUri, nobodyWrites) : readEmbedded(dataFolder),
        secret: await keptSecret(config),
        keys: options.passphrase === undefined ? undefined : keptKeys(config),
        about: {
          soundings: release(),
          at: new Date().toISOString(),
          from: mongodbUri ? 'mongodb' : 'embedded',
          secret: secretMark(sessionSecret),
        },
      },
      options,
    )
  } catch (error) {
    if (error instanceof NoSnapshots) throw new Unusable(`${error.message}: --nobody-writes.`)
    if ((error as { code?: unknown }).code === snapshotTooOld)
      throw new Unusable(
        'The MongoDB kept the moment that is backed up for too short a time. Raise its minSnapshotHistoryWindowInSeconds, and try again.',
      )
    const words = inWords(error, path.dirname(path.resolve(file)))
    throw words === undefined ? error : new Unusable(words)
  }
}

/** The release of Soundings that runs. */
export function release(): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
  return version
}
