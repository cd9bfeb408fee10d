import { createWriteStream, existsSync } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Part } from '../../database/moving/part.ts'
import { Unusable } from '../unusable.ts'
import { newLock } from './lock.ts'
import { type Manifest, Tallies } from './manifest.ts'
import { inPieces, newestFormat } from './pieces.ts'
import { checkBackup } from './readBackup.ts'
import { type BackupRecord, written } from './records.ts'

/** What is backed up. `secret` is the one of the data folder, where it has one; `keys` are what the file is to open it with. */
export type Source = {
  parts: AsyncIterable<Part>
  secret: string | undefined
  keys: string | undefined
  about: Pick<Manifest, 'soundings' | 'at' | 'from' | 'secret'>
}

export type WriteOptions = {
  /** Encrypts the file. */
  passphrase?: string | undefined
  /** Told how many documents are written, now and then. */
  progress?: (documents: number) => void
  signal?: AbortSignal
}

/**
 * Writes a backup, reads it through again, and only then gives it its name: a process that is killed leaves `FILE.PID.part`
 * behind, which the next backup of that name removes.
 * @throws Unusable where there is such a file already, or nothing to back up
 */
export async function writeBackup(
  file: string,
  source: Source,
  { passphrase, progress, signal }: WriteOptions = {},
): Promise<{ manifest: Manifest; bytes: number }> {
  if (existsSync(file))
    throw new Unusable('It is there already. Name a file that is not, or move that one away.')
  await removeLeftOver(file)
  const part = `${file}.${process.pid}.part`
  try {
    const { header, lock } = await newLock(newestFormat, passphrase)
    await pipeline(
      Readable.from(written(recordsOf(source, progress)), { objectMode: true, highWaterMark: 2 }),
      createGzip({ level: 3 }),
      zipped => inPieces(zipped as AsyncIterable<Buffer>, header, lock),
      createWriteStream(part, { mode: 0o600, flush: true }),
      signal ? { signal } : {},
    )
    const { manifest } = await checkBackup(part, passphrase)
    signal?.throwIfAborted()
    const { size: bytes } = await stat(part)
    await rename(part, file)
    await flushFolder(path.dirname(file))
    return { manifest, bytes }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function* recordsOf(
  { parts, secret, keys, about }: Source,
  progress: WriteOptions['progress'],
): AsyncGenerator<BackupRecord> {
  const tallies = new Tallies()
  for await (const part of parts) {
    tallies.count(part)
    progress?.(tallies.documents)
    yield part
  }
  const { schema, collections } = tallies
  if (schema === undefined)
    throw new Unusable('There is nothing to back up: no Soundings was started on this database yet.')
  if (secret !== undefined) yield { secret }
  if (keys !== undefined) yield { keys }
  const has = { hasSecret: secret !== undefined, hasKeys: keys !== undefined }
  yield { manifest: { ...about, schema, ...has, keys: [...tallies.keys], collections } }
}

/** What processes that are gone have left of the same name. */
async function removeLeftOver(file: string): Promise<void> {
  const folder = path.dirname(file)
  const beginning = `${path.basename(file)}.`
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(beginning) && /^(\d+)\.part$/.exec(name.slice(beginning.length))?.[1]
    if (pid && !isRunning(Number(pid))) await rm(path.join(folder, name), { force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** So that the name is on the disk as the bytes are. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
