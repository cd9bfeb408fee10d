import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'

/** Unpacked bytes of all entries together, and how many entries there may be. */
const most = { unpacked: 200 * 1024 * 1024, entries: 10_000 }

export type ZipProblem = 'corrupt' | 'encrypted' | 'bomb'

export class BadZip extends Error {
  readonly problem: ZipProblem
  constructor(problem: ZipProblem) {
    super(problem)
    this.problem = problem
  }
}

/** True for bytes that begin as a ZIP file does, even an empty one. */
export function isZip(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4).toString('latin1')
  return start === 'PK\x03\x04' || start === 'PK\x05\x06'
}

/**
 * Unpacks every entry once without keeping it, and gives their names: after this, a library that unpacks
 * without a limit may have the file. Sizes are counted as unpacked, not as declared.
 * @throws BadZip
 */
export async function checkZip(bytes: Buffer): Promise<Set<string>> {
  const names = new Set<string>()
  let unpacked = 0
  await eachEntry(bytes, async (entry, open) => {
    names.add(entry.fileName)
    if (names.size > most.entries || unpacked + entry.uncompressedSize > most.unpacked)
      throw new BadZip('bomb')
    if (entry.isEncrypted()) throw new BadZip('encrypted')
    for await (const chunk of await open()) {
      unpacked += chunk.length
      if (unpacked > most.unpacked) throw new BadZip('bomb')
    }
    return true
  })
  return names
}

/**
 * The content of one entry of a checked file; null where there is none of that name.
 * @throws BadZip
 */
export async function readEntry(bytes: Buffer, name: string): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let found = false
  await eachEntry(bytes, async (entry, open) => {
    if (entry.fileName !== name) return true
    found = true
    for await (const chunk of await open()) parts.push(chunk)
    return false
  })
  return found ? Buffer.concat(parts) : null
}

/** A file in a ZIP file; without content where it is larger than was asked for. */
export type ZippedFile = { name: string; content: Buffer | undefined }

/**
 * The files in a ZIP file, one after another; folders and what programs put beside files for themselves are left out.
 * Sizes are counted as unpacked, and everything together may be no more than {@link checkZip} lets pass.
 *
 * @param largest bytes above which the content of a file is left out
 * @throws BadZip
 */
export async function eachFile(
  bytes: Buffer,
  largest: number,
  take: (file: ZippedFile) => Promise<void>,
): Promise<void> {
  let entries = 0
  let unpacked = 0
  await eachEntry(bytes, async (entry, open) => {
    entries++
    unpacked += entry.uncompressedSize
    if (entries > most.entries || unpacked > most.unpacked) throw new BadZip('bomb')
    if (entry.isEncrypted()) throw new BadZip('encrypted')
    const name = entry.fileName
    if (name.endsWith('/') || /(?:^|\/)(?:\.|__MACOSX\/)/.test(name)) return true
    if (entry.uncompressedSize > largest) await take({ name, content: undefined })
    else {
      const parts: Buffer[] = []
      for await (const chunk of await open()) parts.push(chunk)
      await take({ name, content: Buffer.concat(parts) })
    }
    return true
  })
}

type Visit = (entry: Entry, open: () => Promise<Readable>) => Promise<boolean>

/** Goes through the entries until `visit` says false. */
async function eachEntry(bytes: Buffer, visit: Visit): Promise<void> {
  try {
    const zip: ZipFile = await yauzl.fromBufferPromise(bytes, { lazyEntries: true })
    for await (const entry of zip.eachEntry())
      if (!(await visit(entry, () => zip.openReadStreamPromise(entry)))) return
  } catch (error) {
    throw error instanceof BadZip ? error : new BadZip(declaresTooLittle(error) ? 'bomb' : 'corrupt')
  }
}

/** An entry that unpacks to more than it declares is made so on purpose. */
function declaresTooLittle(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('too many bytes in the stream')
}
