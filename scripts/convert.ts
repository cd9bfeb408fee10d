import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Problem } from '../analysis/index.ts'
import { conversionLosses } from '../server/codebook/formats/conversionLosses.ts'
import { type ReadCodebook, readCodebook } from '../server/codebook/formats/readCodebook.ts'
import {
  type CodebookFormat,
  codebookFormats,
  writeCodebook,
} from '../server/codebook/formats/writeCodebook.ts'
import { qualCoderLosses, writeQualCoder } from '../server/codebook/formats/writeQualCoder.ts'
import { writeTaguette } from '../server/codebook/formats/writeTaguette.ts'
import { type Streams, standardStreams, warn } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { convertQuestionnaire, isQuestionnaire, questionnaireEnds } from './conversion/questionnaire.ts'
import { codebookOfProject, codingFormats, writeCodings } from './convertProject.ts'

/** The programs whose tables of codes are written. */
const programs = ['taguette', 'qualcoder'] as const
type Program = (typeof programs)[number]

/** `program`: whose table of codes is written, as a CSV. */
export type ConvertOptions = {
  from: string
  out: string
  json: boolean
  codings?: boolean
  program?: string | undefined
}

/** What is to be written, what it holds by count and in words, and what of the file it has no place for. */
type Converted = {
  written: Buffer | string
  holds: Record<string, number>
  words: string
  losses: Problem[]
}

/**
 * `soundings convert`: a codebook or a questionnaire in another format, the codebook of a REFI-QDA project, or the
 * project's codings as a table. What the new file cannot hold is reported, and is no failure.
 * @returns 0
 * @throws CannotRun for a format that there is not, a file with mistakes, or one that cannot be written.
 */
export async function convert(
  { from, out, json, codings = false, program }: ConvertOptions,
  streams: Streams = standardStreams,
): Promise<number> {
  if (codings) return convertCodings(from, out, json, streams)
  const format = codebookFormats.find(each => endOf(out) === `.${each}`)
  const problems: Problem[] = []
  if (!isRead(from)) problems.push({ place: from, message: notRead })
  if (!format) problems.push({ place: out, message: notWritten })
  if (path.resolve(from) === path.resolve(out))
    problems.push({ place: out, message: 'Is the file to read. Name another to write.' })
  const table = programs.find(each => each === program)
  if (program !== undefined && !table)
    problems.push({ place: '--for', message: `Is none of the programs: ${programs.join(', ')}.` })
  if (table && format !== 'csv')
    problems.push({ place: out, message: 'Is a CSV for that program. Its name has to end in .csv.' })
  if (problems.length > 0 || !format) throw new CannotRun(problems)

  const isAsked = await isQuestionnaire(from)
  if (isAsked && table)
    throw new CannotRun([{ place: from, message: 'Is a questionnaire; --for is for codebooks.' }])
  const { written, holds, words, losses } = isAsked
    ? await questionnaireAs(from, out)
    : await codebookAs(from, format, table)
  await writeFile(out, written).catch(error => {
    throw new CannotRun([{ place: out, message: `Cannot be written (${error.message}).` }])
  })
  if (!json) warn(losses, streams)
  streams.out(
    json
      ? JSON.stringify({ ...holds, losses, out })
      : `${out}: ${words}, ${losses.length === 0 ? 'nothing lost' : `losses: ${losses.length}`}.`,
  )
  return 0
}

async function codebookAs(
  from: string,
  format: CodebookFormat,
  program: Program | undefined,
): Promise<Converted> {
  const read = isProject(from) ? await projectCodebook(from) : await readCodebook(from)
  if (read.problems.length > 0) throw new CannotRun(read.problems)
  if (read.themes.length === 0) throw new CannotRun([{ place: from, message: 'Holds no theme.' }])
  const themes = read.themes.length
  return {
    written: program
      ? { taguette: writeTaguette, qualcoder: writeQualCoder }[program](read.themes, read.examples)
      : await writeCodebook(read.themes, format, { examples: read.examples, guarded: false }),
    holds: { themes },
    words: counted(themes, 'theme'),
    losses: [
      ...read.losses,
      ...conversionLosses(read, format),
      ...(program === 'qualcoder' ? qualCoderLosses(read.themes) : []),
      ...(program === 'taguette' ? [coloursLost] : []),
    ],
  }
}

async function convertCodings(from: string, out: string, json: boolean, streams: Streams): Promise<number> {
  const format = codingFormats.find(each => endOf(out) === `.${each}`)
  const problems: Problem[] = []
  if (!isProject(from))
    problems.push({
      place: from,
      message: 'Is no project, so it has no codings. Its name has to end in .qdpx.',
    })
  if (!format)
    problems.push({
      place: out,
      message: 'Is no format of codings. The name has to end in .csv, .xlsx or .jsonl.',
    })
  if (problems.length > 0 || !format) throw new CannotRun(problems)
  const { codings, losses } = await writeCodings(from, out, format)
  if (!json) warn(losses, streams)
  streams.out(
    json
      ? JSON.stringify({ codings, losses, out })
      : `${out}: ${codings} ${codings === 1 ? 'coding' : 'codings'}. What was noticed: ${losses.length}.`,
  )
  return 0
}

async function projectCodebook(from: string): Promise<ReadCodebook> {
  const { themes, losses } = await codebookOfProject(from)
  return { themes, losses, examples: new Map(), problems: [] }
}

function isProject(file: string): boolean {
  return endOf(file) === '.qdpx'
}

async function questionnaireAs(from: string, out: string): Promise<Converted> {
  const { written, pages, questions, losses } = await convertQuestionnaire(from, out)
  const words = `${counted(pages, 'page')}, ${counted(questions, 'question')}`
  return { written, holds: { pages, questions }, words, losses }
}

function counted(count: number, word: string): string {
  return `${count} ${count === 1 ? word : `${word}s`}`
}

const coloursLost = { place: 'all themes', message: 'Their colours were left out: Taguette has none.' }

function isRead(file: string): boolean {
  return [...codebookFormats.map(each => `.${each}`), ...questionnaireEnds, '.qdpx'].includes(endOf(file))
}

function endOf(file: string): string {
  return path.extname(file).toLowerCase()
}

const notRead =
  'Is no format that is read. The name of a codebook has to end in .csv, .txt, .xlsx, .json or .qdc, that of a questionnaire in .csv, .xlsx, .txt, .lss or .json, that of a project in .qdpx.'
const notWritten =
  'Is no format that is written. The name of a codebook has to end in .csv, .xlsx, .json or .qdc, that of a questionnaire in .xlsx or .json.'
