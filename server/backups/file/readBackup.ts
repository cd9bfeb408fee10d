import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Part } from '../../database/moving/part.ts'
import { Unusable } from '../unusable.ts'
import { damaged, lockOf } from './lock.ts'
import { difference, type Manifest, Tallies } from './manifest.ts'
import { outOfPieces } from './pieces.ts'
import { read } from './records.ts'

/** What a backup gives besides the parts of its database. */
export type Whole = { manifest: Manifest; secret: string | undefined; keys: string | undefined }

/**
 * Gives the parts of a backup as they are read, and after the last, once all of them were held against the manifest, what
 * else is in it. Memory is bounded, however long the file.
 * @throws Unusable where it is no backup, is damaged, cut short, newer, or opened by another passphrase
 */
export async function* readBackup(file: string, passphrase?: string): AsyncGenerator<Part, Whole> {
  const source = createReadStream(file)
  try {
    const { header, content } = await outOfPieces(source as AsyncIterable<Buffer>)
    const lock = await lockOf(header, passphrase)
    const unzipped = pipeline(content(lock), createGunzip(), () => {})
    const tallies = new Tallies()
    let secret: string | undefined
    let keys: string | undefined
    let manifest: Manifest | undefined
    for await (const record of read(unzipped as AsyncIterable<Buffer>)) {
      if (manifest) throw damaged()
      if ('manifest' in record) manifest = record.manifest
      else if ('secret' in record) secret = record.secret
      else if ('keys' in record) keys = record.keys
      else {
        tallies.count(record)
        yield record
      }
    }
    if (!manifest) throw damaged()
    const wrong = difference(manifest, tallies.collections)
    if (wrong !== undefined)
      throw new Unusable(`It is damaged: ${wrong} in it is not what its list says. Use another backup.`)
    return { manifest, secret, keys }
  } catch (error) {
    throw isZlibs(error) ? damaged() : error
  } finally {
    source.destroy()
  }
}

function isZlibs(error: unknown): boolean {
  return String((error as { code?: unknown } | null)?.code).startsWith('Z_')
}

/** Reads a backup through, and gives what is in it. @throws Unusable as `readBackup` does */
export async function checkBackup(file: string, passphrase?: string): Promise<Whole> {
  const parts = readBackup(file, passphrase)
  for (;;) {
    const next = await parts.next()
    if (next.done) return next.value
  }
}
