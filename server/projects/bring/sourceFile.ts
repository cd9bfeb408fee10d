import { type FileHandle, open } from 'node:fs/promises'
import type { ReadProject, SourceLine } from '../../files/project/readProject.ts'

type Place = Extract<ReadProject, { ok: true }>['sources'][number]

/** The file of sources that a project was read into: each is found by its place. */
export class SourceFile {
  readonly #file: FileHandle

  private constructor(file: FileHandle) {
    this.#file = file
  }

  static async open(path: string): Promise<SourceFile> {
    return new SourceFile(await open(path))
  }

  async read({ at, length }: Place): Promise<SourceLine> {
    const { buffer } = await this.#file.read(Buffer.alloc(length), 0, length, at)
    return JSON.parse(buffer.toString('utf8')) as SourceLine
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}
