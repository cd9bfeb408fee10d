import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import iconv from 'iconv-lite'
import type { Problem } from '../../../analysis/index.ts'
import { detectEncoding } from '../encoding.ts'
import { type ChosenCounting, CountingTrial, type FileText, fileText } from './counting.ts'
import { Losses } from './losses.ts'
import { NotProject } from './notProject.ts'
import { ProjectParser } from './parseProject.ts'
import { ProjectFile } from './projectFile.ts'
import type { ProjectHead, ReadSource } from './projectParts.ts'

/** A source that was read, in one line of the file of sources. */
export type SourceLine = Omit<ReadSource, 'path' | 'content'> & FileText

export type ReadProject =
  | { ok: false; problem: string }
  | {
      ok: true
      head: ProjectHead
      /** Where in the file of sources each of them stands, in bytes, in the order of the project. */
      sources: { guid: string; name: string; at: number; length: number }[]
      counting: ChosenCounting
      report: Problem[]
    }

/**
 * Reads a project from the file `from`, and writes its sources with their texts and selections to the file `to`, a line
 * of JSON each. Nothing that was written counts unless the answer is `ok`. Runs in the child.
 */
export async function readProject({
  from,
  to,
  longestText,
}: {
  from: string
  to: string
  /** In UTF-16 code units: a longer text is left out. */
  longestText: number
}): Promise<ReadProject> {
  const losses = new Losses()
  const out = createWriteStream(to)
  let file: ProjectFile | undefined
  try {
    file = await ProjectFile.open(from, name =>
      losses.add('Two files of the project have one name; the first was read.', name),
    )
    const parser = new ProjectParser(losses)
    const trial = new CountingTrial()
    const sources: { guid: string; name: string; at: number; length: number }[] = []
    const guids = new Set<string>()
    const names = new Set<string>()
    let at = 0
    const takeSources = async (opened: ProjectFile) => {
      for (const source of parser.sources.splice(0)) {
        const line = await lineOf(opened, source, longestText, losses)
        if (!line) continue
        line.guid = freeGuid(line.guid, guids, sources.length, () =>
          losses.add('Two sources have one GUID; both were kept.', source.name),
        )
        if (line.name !== '' && names.has(line.name))
          losses.add('Two sources have one name; both were kept.', line.name)
        names.add(line.name)
        trial.try(line, line.selections)
        const written = Buffer.from(`${JSON.stringify(line)}\n`)
        sources.push({ guid: line.guid, name: line.name, at, length: written.length })
        at += written.length
        if (!out.write(written)) await once(out, 'drain')
      }
    }
    let decoder: InstanceType<typeof TextDecoder> | undefined
    for await (const piece of file.project()) {
      decoder ??= new TextDecoder(isUtf16(piece) ? 'utf-16le' : 'utf-8', { fatal: true })
      parser.write(decoded(decoder, piece))
      await takeSources(file)
    }
    parser.end()
    await takeSources(file)
    for (const { note, path } of parser.notePaths) {
      const bytes = await bytesAt(file, path)
      if (Buffer.isBuffer(bytes)) note.text = decodedText(bytes)
      else losses.add('The file of a note is missing, so it is empty.', note.name)
    }
    out.end()
    await finished(out)
    return { ok: true, head: parser.head, sources, counting: trial.chosen(), report: losses.list() }
  } catch (error) {
    out.destroy()
    if (error instanceof NotProject) return { ok: false, problem: error.message }
    throw error
  } finally {
    file?.close()
  }
}

function isUtf16(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe
}

function decoded(decoder: InstanceType<typeof TextDecoder>, piece: Buffer): string {
  try {
    return decoder.decode(piece, { stream: true })
  } catch {
    throw new NotProject('Its project.qde is not UTF-8. Export it again.')
  }
}

function freeGuid(given: string, taken: Set<string>, number: number, twice: () => void): string {
  if (given !== '' && taken.has(given)) twice()
  const guid = given === '' || taken.has(given) ? `source ${number}` : given
  taken.add(guid)
  return guid
}

/** A source with its words; undefined where it has none that can be kept. */
async function lineOf(
  file: ProjectFile,
  { path, content, ...source }: ReadSource,
  longestText: number,
  losses: Losses,
): Promise<SourceLine | undefined> {
  const place = source.name || source.guid
  const bytes = content !== undefined || path === '' ? undefined : await bytesAt(file, path)
  const text = content ?? (Buffer.isBuffer(bytes) ? decodedText(bytes) : undefined)
  if (text === undefined) {
    const why =
      bytes === 'tooLarge'
        ? 'The file of a source is larger than any text, so the source was left out.'
        : bytes === 'outside'
          ? 'The file of a source is not in the project but elsewhere, so the source was left out.'
          : 'The file of a source is missing, so the source was left out with all that was coded in it.'
    losses.add(why, place)
    return undefined
  }
  if (text.length > longestText) {
    losses.add(
      `A text has more than ${longestText.toLocaleString('en-GB')} characters, and was left out.`,
      place,
    )
    return undefined
  }
  return { ...source, ...fileText(text) }
}

async function bytesAt(
  file: ProjectFile,
  path: string,
): Promise<Buffer | 'tooLarge' | 'outside' | undefined> {
  const name = /^(?:internal:\/\/|(?:\.\/)?sources[\\/])([^/\\]+)$/i.exec(path)?.[1]
  if (name === undefined) return 'outside'
  return (await file.source(name)) ?? file.source(unescaped(name))
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** The text of a file; its byte order mark stays, since some programs count it. */
function decodedText(bytes: Buffer): string {
  const { name, skip } = detectEncoding(bytes.subarray(0, 64 * 1024))
  const text = iconv.decode(bytes.subarray(skip), name, { stripBOM: false })
  return skip > 0 ? `\ufeff${text}` : text
}
