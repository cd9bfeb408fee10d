import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { NotProject } from './notProject.ts'

/** Entries of the ZIP file, and bytes of one text and of everything that is unpacked. */
const most = { entries: 300_000, text: 8 * 1024 * 1024, project: 1024 ** 3, unpacked: 4 * 1024 ** 3 }

/** The ZIP file of a project: its `project.qde`, and the files of its sources by their names, whatever their case. */
export class ProjectFile {
  readonly #zip: ZipFile
  readonly #project: Entry
  readonly #sources: ReadonlyMap<string, Entry>
  #unpacked = 0

  constructor(zip: ZipFile, project: Entry, sources: ReadonlyMap<string, Entry>) {
    this.#zip = zip
    this.#project = project
    this.#sources = sources
  }

  /**
   * Opens a file by its directory alone.
   * @param twice told of each name that two entries have: the first of them is read
   * @throws NotProject
   */
  static async open(path: string, twice: (name: string) => void): Promise<ProjectFile> {
    try {
      const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false })
      let project: Entry | undefined
      const sources = new Map<string, Entry>()
      let entries = 0
      for await (const entry of zip.eachEntry()) {
        if (++entries > most.entries)
          throw new NotProject(`Holds more than ${most.entries.toLocaleString('en-GB')} files.`)
        if (entry.isEncrypted()) throw new NotProject('Is protected by a password. Export it without one.')
        const name = entry.fileName.toLowerCase()
        if (/(^|\/)[^/]*\.qde$/.test(name) && !name.startsWith('__macosx/')) project ??= entry
        const source = /(?:^|\/)sources\/([^/]+)$/.exec(name)?.[1]
        if (source === undefined) continue
        if (sources.has(source)) twice(entry.fileName)
        else sources.set(source, entry)
      }
      if (!project)
        throw new NotProject('Holds no project.qde, so it is no REFI-QDA project. Export it again as .qdpx.')
      return new ProjectFile(zip, project, sources)
    } catch (error) {
      throw whyNot(error)
    }
  }

  /** `project.qde`, a piece at a time. */
  async *project(): AsyncGenerator<Buffer> {
    yield* this.#read(this.#project, most.project)
  }

  /** The bytes of a source's file; undefined where there is none, `tooLarge` where it is no text of a person. */
  async source(name: string): Promise<Buffer | undefined | 'tooLarge'> {
    const entry = this.#sources.get(name.toLowerCase())
    if (!entry) return undefined
    if (entry.uncompressedSize > most.text) return 'tooLarge'
    const parts: Buffer[] = []
    for await (const part of this.#read(entry, most.text)) parts.push(part)
    return Buffer.concat(parts)
  }

  close(): void {
    this.#zip.close()
  }

  async *#read(entry: Entry, largest: number): AsyncGenerator<Buffer> {
    let bytes = 0
    try {
      for await (const part of (await this.#zip.openReadStreamPromise(entry)) as Readable) {
        bytes += part.length
        this.#unpacked += part.length
        if (bytes > largest || this.#unpacked > most.unpacked) throw new NotProject(bomb)
        yield part
      }
    } catch (error) {
      throw whyNot(error)
    }
  }
}

const bomb =
  'Unpacks to more than a project holds, as files do that are made to fill a disk. It was not read. Export it again.'

/** What is wrong with a file, for its user. */
function whyNot(error: unknown): NotProject {
  if (error instanceof NotProject) return error
  const message = error instanceof Error ? error.message : ''
  if (/relative path|absolute path|invalid characters in fileName/.test(message))
    return new NotProject('Holds a file whose path leads out of it. It was not read. Export it again.')
  if (message.startsWith('too many bytes in the stream')) return new NotProject(bomb)
  return new NotProject('Is no sound ZIP file: it may be half finished. Copy or export it again.')
}
