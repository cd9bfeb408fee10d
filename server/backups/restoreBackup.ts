import { existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../config.ts'
import { restoringFolder } from '../database/connect.ts'
import { holdFolder } from '../database/embedded/guard.ts'
import { FolderInUse } from '../database/embedded/lockFile.ts'
import { fileName } from '../database/embedded/storage/store.ts'
import { newestVersion } from '../database/migrations.ts'
import { readEmbedded, writeEmbedded } from '../database/moving/embedded.ts'
import { addErasures, readMongo, writeMongo } from '../database/moving/mongo.ts'
import type { Part } from '../database/moving/part.ts'
import { keepKeys, type OuterKey, outerKey, readKeys } from '../database/sealing/keyFile.ts'
import { erasuresFor, putErasures } from './erasures.ts'
import { difference, type Manifest, Tallies } from './file/manifest.ts'
import { checkBackup, readBackup, type Whole } from './file/readBackup.ts'
import { keptSecret, secretFile, secretMark } from './secret.ts'
import { inWords, Unusable } from './unusable.ts'

export type RestoreOptions = {
  passphrase?: string | undefined
  /** Puts the backup in the place of what the data folder has, which is kept beside it. */
  replace?: boolean
  /** A list of erasures, beside those that lie with the backup and in the data folder. */
  erasures?: string | undefined
  /** Told what will be put back, before anything is written. */
  say?: (manifest: Manifest) => void
}

/** `erasures`: how many responses the next start erases again that the backup may still have. */
export type Restored = { manifest: Manifest; kept: string | undefined; erasures: number }

/**
 * Puts back all that a backup has, into the data folder or the MongoDB of the settings: completely, or not at all. What
 * was written is read again and held against the backup before it takes its place.
 * @throws Unusable where the file or the place will not do; then nothing is changed
 */
export async function restoreBackup(
  config: Config,
  file: string,
  { passphrase, replace = false, erasures: given, say = () => {} }: RestoreOptions = {},
): Promise<Restored> {
  const whole = await checkRestorable(file, passphrase)
  await checkSecret(config, whole)
  checkKeys(config, whole)
  const parts = () => readBackup(file, passphrase)
  const { dataFolder, mongodbUri } = config
  const erasures = erasuresFor(file, given, mongodbUri ? '' : dataFolder)
  if (mongodbUri) {
    if (replace)
      throw new Unusable(
        'A MongoDB is not replaced. Name an empty database in MONGODB_URI, and remove the other one yourself.',
      )
    say(whole.manifest)
    await writeMongo(mongodbUri, parts(), async () => {
      await checkWritten(withoutVersion(whole.manifest), readMongo(mongodbUri, true))
      await addErasures(mongodbUri, erasures)
    }).catch(tellPlain)
    return { manifest: whole.manifest, kept: undefined, erasures: erasures.length }
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const guard = holdFolder(dataFolder)
  if (!guard) throw new Unusable(new FolderInUse(dataFolder, undefined).message)
  try {
    checkPlace(dataFolder, replace)
    say(whole.manifest)
    // First: once the database is in its place, the next start finds what is to be erased in it.
    putErasures(dataFolder, erasures)
    const kept = await intoFolder(config, whole, parts())
    return { manifest: whole.manifest, kept, erasures: erasures.length }
  } catch (error) {
    const words = inWords(error, dataFolder)
    throw words === undefined ? error : new Unusable(words)
  } finally {
    guard.release()
  }
}

/** Reads a backup through. @throws Unusable where it will not do, or holds what only a newer release knows */
export async function checkRestorable(file: string, passphrase?: string): Promise<Whole> {
  const whole = await checkBackup(file, passphrase).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Unusable('There is no such file.')
    throw error
  })
  const { schema, soundings } = whole.manifest
  if (schema > newestVersion)
    throw new Unusable(
      `It was made by a newer Soundings (${soundings}, version ${schema} of what is stored; this one knows ${newestVersion}). Use that release.`,
    )
  return whole
}

/** What is sealed in the database opens with one secret alone: second factors, links in mails, keys of receipts. */
async function checkSecret(config: Config, { manifest, secret }: Whole): Promise<void> {
  if (secretMark(config.sessionSecret) === manifest.secret) return
  const takes = !config.mongodbUri && (await keptSecret(config)) !== undefined
  if (takes && secret !== undefined) return
  throw new Unusable(
    `It was made with another SESSION_SECRET than this site has, which could then open no second factor, no receipt and no link in a mail. ${
      secret === undefined
        ? 'Set SESSION_SECRET to the one of that site.'
        : 'Set SESSION_SECRET to the one in the file session-secret of the data folder that it was made of (restore it into an empty data folder to have that file).'
    }`,
  )
}

/** Names and attached files open with the keys that they were encrypted by, and with no others. */
function checkKeys({ mongodbUri, encryption }: Config, { manifest, keys }: Whole): void {
  const takes = !mongodbUri && !encryption.given && keys !== undefined
  const there = [...readKeys(encryption), ...(takes ? keysIn(keys) : [])].map(({ mark }) => mark)
  if (manifest.keys?.every(mark => there.includes(mark)) ?? true) return
  const where = encryption.given ? 'ENCRYPTION_KEY' : encryption.file
  throw new Unusable(
    `Names and attached files in it are encrypted by a key that is not in it${there.length > 0 ? `, and another one than in ${where}` : ''}. Put the encryption key of that site (of its data folder the file encryption-key, of which a copy was to be kept) into ${where}, and try again.`,
  )
}

function keysIn(text: string): OuterKey[] {
  return text.split('\n').map(outerKey)
}

function checkPlace(folder: string, replace: boolean): void {
  const file = path.join(folder, fileName)
  if (!existsSync(file)) return
  if (!replace)
    throw new Unusable(
      `${folder} is not empty. Restore into another folder (DATA_DIR=./restored), or give --replace: what is there is then kept beside it.`,
    )
  if (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0)
    throw new Unusable(
      `The database in ${folder} was not stopped in order. Start Soundings on it and stop it, or move it away.`,
    )
}

/** Builds the database in a folder of its own, and moves it into its place. @returns as what the former one is kept */
async function intoFolder(
  { dataFolder: folder, encryption }: Config,
  { manifest, secret, keys }: Whole,
  parts: AsyncIterable<Part>,
): Promise<string | undefined> {
  const building = path.join(folder, restoringFolder)
  rmSync(building, { recursive: true, force: true })
  mkdirSync(building, { mode: 0o700 })
  try {
    await writeEmbedded(building, parts)
    await checkWritten(manifest, readEmbedded(building))
    const file = path.join(folder, fileName)
    const kept = existsSync(file) ? path.join(folder, `soundings.replaced-${Date.now()}.sqlite`) : undefined
    if (kept) linkSync(file, kept)
    for (const companion of ['-wal', '-shm']) rmSync(`${file}${companion}`, { force: true })
    if (secret !== undefined) putSecret(folder, secret, kept)
    // Those that are there stay: what was kept beside it opens with them.
    if (keys !== undefined && !encryption.given) keepKeys(encryption.file, keysIn(keys))
    renameSync(path.join(building, fileName), file)
    return kept
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
}

/** Kept beside it is the former secret too, by which alone the former database opens what it has sealed. */
function putSecret(folder: string, secret: string, kept: string | undefined): void {
  const file = secretFile(folder)
  if (kept && existsSync(file)) linkSync(file, kept.replace(/\.sqlite$/, '.session-secret'))
  const next = `${file}.next`
  rmSync(next, { force: true })
  writeFileSync(next, secret, { mode: 0o600, flush: true })
  renameSync(next, file)
}

/** A MongoDB has the version of what is stored last, when all else was looked at. */
function withoutVersion(manifest: Manifest): Manifest {
  return { ...manifest, collections: manifest.collections.filter(({ name }) => name !== 'schema') }
}

/** @throws Unusable where what was written does not read as it was told */
async function checkWritten(manifest: Manifest, parts: AsyncIterable<Part>): Promise<void> {
  const tallies = new Tallies()
  for await (const part of parts) tallies.count(part)
  const told = new Set(manifest.collections.map(({ name }) => name))
  const found = tallies.collections.filter(({ name }) => told.has(name) || name !== 'schema')
  const wrong = difference(manifest, found)
  if (wrong !== undefined)
    throw new Unusable(
      `${wrong} was not written as it stands in the backup, so nothing was put back. Try again.`,
    )
}

function tellPlain(error: unknown): never {
  throw error instanceof Unusable || !(error instanceof Error) ? error : new Unusable(error.message)
}
