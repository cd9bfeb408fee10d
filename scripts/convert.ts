import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Problem } from '../analysis/index.ts'
import { conversionLosses } from '../server/codebook/formats/conversionLosses.ts'
import { readCodebook } from '../server/codebook/formats/readCodebook.ts'
import {
  type CodebookFormat,
  codebookFormats,
  writeCodebook,
} from '../server/codebook/formats/writeCodebook.ts'
import { type Streams, standardStreams, warn } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'

export type ConvertOptions = { from: string; out: string; json: boolean }

/**
 * `soundings convert`: a codebook in another format. What that cannot hold is reported, and is no failure.
 * @returns 0
 * @throws CannotRun for a format that there is not, a codebook with mistakes, or a file that cannot be written.
 */
export async function convert(
  { from, out, json }: ConvertOptions,
  streams: Streams = standardStreams,
): Promise<number> {
  const format = formatOf(out)
  const problems = [from, out].filter(file => !formatOf(file)).map(unknownFormat)
  if (path.resolve(from) === path.resolve(out))
    problems.push({ place: out, message: 'Is the file to read. Name another to write.' })
  if (problems.length > 0 || !format) throw new CannotRun(problems)

  const read = await readCodebook(from)
  if (read.problems.length > 0) throw new CannotRun(read.problems)
  if (read.themes.length === 0) throw new CannotRun([{ place: from, message: 'Holds no theme.' }])
  const losses = [...read.losses, ...conversionLosses(read, format)]
  const written = await writeCodebook(read.themes, format, { examples: read.examples, guarded: false })
  await writeFile(out, written).catch(error => {
    throw new CannotRun([{ place: out, message: `Cannot be written (${error.message}).` }])
  })
  const themes = read.themes.length
  if (!json) warn(losses, streams)
  streams.out(
    json
      ? JSON.stringify({ themes, losses, out })
      : `${out}: ${themes} ${themes === 1 ? 'theme' : 'themes'}, ${losses.length === 0 ? 'nothing lost' : `losses: ${losses.length}`}.`,
  )
  return 0
}

function formatOf(file: string): CodebookFormat | undefined {
  return codebookFormats.find(format => path.extname(file).toLowerCase() === `.${format}`)
}

function unknownFormat(place: string): Problem {
  return { place, message: 'Is no format of codebooks. The name has to end in .csv, .xlsx, .json or .qdc.' }
}
