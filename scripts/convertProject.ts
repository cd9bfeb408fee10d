import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify/sync'
import type { Problem, Theme } from '../analysis/index.ts'
import { Losses } from '../server/files/project/losses.ts'
import type { ReadProject } from '../server/files/project/readProject.ts'
import { type Cell, workbook } from '../server/files/workbook.ts'
import { countingProblem } from '../server/projects/bring/countingWords.ts'
import { isOwn, type Person, peopleOf } from '../server/projects/bring/people.ts'
import { readBrought } from '../server/projects/bring/readBrought.ts'
import { type Resolved, resolved } from '../server/projects/bring/resolve.ts'
import { saidOf } from '../server/projects/bring/saidOf.ts'
import { SourceFile } from '../server/projects/bring/sourceFile.ts'
import { themesOf } from '../server/projects/bring/themes.ts'
import { saidBy } from '../server/projects/format/codingNotes.ts'
import { CannotRun } from './cannotRun.ts'

type Read = Extract<ReadProject, { ok: true }>

export const codingFormats = ['csv', 'xlsx', 'jsonl'] as const
export type CodingFormat = (typeof codingFormats)[number]

/** The codebook of a REFI-QDA project, with what of the project a codebook has no place for. */
export async function codebookOfProject(from: string): Promise<{ themes: Theme[]; losses: Problem[] }> {
  return reading(from, async read => {
    const losses = new Losses()
    const { themes } = themesOf(read.head.codes, losses)
    if (read.sources.length > 0)
      losses.add('The texts of a project and what is coded in them are left out. Take these with --codings.')
    return { themes, losses: losses.list() }
  })
}

/**
 * Writes the codings of a REFI-QDA project, a row for each passage and theme, while its texts are read.
 * @returns how many, and what was lost or changed
 */
export async function writeCodings(
  from: string,
  out: string,
  format: CodingFormat,
): Promise<{ codings: number; losses: Problem[] }> {
  return reading(from, async (read, sources) => {
    const losses = new Losses()
    const counted = { codings: 0 }
    const columns = columnsOf(read)
    const rows = rowsOf(read, await SourceFile.open(sources), losses, counted)
    const parts = partsOf(format, columns, rows)
    await pipeline(Readable.from(parts, { objectMode: false }), createWriteStream(out)).catch(error => {
      throw new CannotRun([{ place: out, message: `Cannot be written (${error.message}).` }])
    })
    return {
      codings: counted.codings,
      losses: [countingProblem(read.counting), ...read.report, ...losses.list()],
    }
  })
}

/** @throws CannotRun for what is no project */
async function reading<T>(from: string, use: (read: Read, sources: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'soundings-project-'))
  try {
    const sources = path.join(folder, 'sources')
    const read = await readBrought(from, sources)
    if (!read.ok) throw new CannotRun([{ place: from, message: read.problem }])
    return await use(read, sources)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const fixed = [
  ...['respondent', 'source', 'start', 'end', 'passage', 'theme', 'theme_path', 'stance', 'origin'],
  ...['coder', 'at'],
]

function columnsOf({ head }: Read): string[] {
  return [...fixed, ...new Set(head.variables.map(({ name }) => `about/${name}`))]
}

type Row = Record<string, Cell>

async function* rowsOf(
  read: Read,
  sources: SourceFile,
  losses: Losses,
  counted: { codings: number },
): AsyncGenerator<Row[]> {
  const { head, counting } = read
  const { themes, byCode } = themesOf(head.codes, losses)
  const paths = pathsOf(themes)
  const users = new Map(head.users.map(({ guid, name }) => [guid, name]))
  try {
    for (const person of peopleOf(read, losses).people) {
      const about = aboutOf(read, person)
      for (const { source } of person.texts) {
        const place = read.sources[source]
        const found = place && resolved(await sources.read(place), counting.counting, isOwn(head), losses)
        if (!found) continue
        const rows = found.codings.flatMap((coding): Row[] => {
          const theme = themes.find(({ id }) => id === byCode.get(coding.code))
          if (!theme) {
            losses.add('A coding names a code that the project has not, and was left out.', found.name)
            return []
          }
          const said = saidBy(coding.notes)
          return [
            {
              ...{ respondent: person.name, source: found.name, start: coding.start, end: coding.end },
              ...{
                passage: wordsOf(found, coding),
                theme: theme.name,
                theme_path: paths.get(theme.id) ?? '',
              },
              ...{ ...said, coder: users.get(coding.user) ?? '', at: coding.at },
              ...about,
            },
          ]
        })
        counted.codings += rows.length
        yield rows
      }
    }
  } finally {
    await sources.close()
  }
}

function wordsOf({ text }: Resolved, { start, end }: { start: number; end: number }): string {
  return text.slice(start, end)
}

/** What is said of a person, by the columns that tell it. */
function aboutOf({ head }: Read, { values }: Person): Row {
  const names = new Map(head.variables.map(({ guid, name }) => [guid, name]))
  const { attributes } = saidOf(values, names, false, new Losses())
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`about/${name}`, value]))
}

function pathsOf(themes: readonly Theme[]): Map<string, string> {
  const byId = new Map(themes.map(theme => [theme.id, theme]))
  const pathOf = (theme: Theme): string => {
    const above = byId.get(theme.parent ?? '')
    return above ? `${pathOf(above)} / ${theme.name}` : theme.name
  }
  return new Map(themes.map(theme => [theme.id, pathOf(theme)]))
}

async function* partsOf(
  format: CodingFormat,
  columns: string[],
  rows: AsyncGenerator<Row[]>,
): AsyncGenerator<string | Buffer> {
  const cells = (batch: Row[]) => batch.map(row => columns.map(column => row[column] ?? null))
  async function* table(): AsyncGenerator<Cell[][]> {
    for await (const batch of rows) yield cells(batch)
  }
  if (format === 'xlsx') {
    yield* workbook([
      {
        name: 'codings',
        columns: columns.map(name => ({ name, width: 20, wrapped: name === 'passage' })),
        rows: table(),
      },
    ])
    return
  }
  if (format === 'csv') yield stringify([columns], { bom: true })
  for await (const batch of rows) {
    if (batch.length === 0) continue
    yield format === 'csv' ? stringify(cells(batch)) : batch.map(row => `${JSON.stringify(row)}\n`).join('')
  }
}
