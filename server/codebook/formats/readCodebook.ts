import { z } from 'zod'
import type { Problem, Theme } from '../../../analysis/index.ts'
import { type Row, readTable, type TableSource } from '../../files/readTable.ts'
import { gather, peek, sourceName } from '../../files/table/bytes.ts'
import { whyUnreadable } from '../../files/unreadable.ts'
import type { ExampleWords } from '../examples/example.ts'
import { withoutGuard } from './cellGuard.ts'
import { type CodebookEntry, themesFrom } from './codebookEntries.ts'
import { nearestColour } from './colourHex.ts'
import { readItems } from './exampleItems.ts'
import { readDescription } from './qdcDescription.ts'
import { NotQdc, readQdc } from './readQdc.ts'
import { isQualCoderList, readQualCoder } from './readQualCoder.ts'

/**
 * What could be read of a codebook: its themes, examples by theme's id, what is wrong (problems), and what the file
 * has that a codebook here has no place for (losses).
 */
export type ReadCodebook = {
  themes: Theme[]
  examples: Map<string, ExampleWords>
  problems: Problem[]
  losses: Problem[]
}

const largestFile = 10 * 1024 * 1024

/**
 * Reads a codebook file: CSV or XLSX with the columns `theme, parent, definition, include, exclude, colour, rules`
 * (one rule a line inside the cell) and, where there are any, `examples, counterexamples`, JSON `{"themes": […]}` with
 * the same names and `rules`, `examples` and `counterexamples` as lists,
 * REFI-QDA `.qdc`, or a list of codes of QualCoder (CSV or `.txt`). What is wrong is listed with its place, and the rest is read.
 */
export async function readCodebook(source: TableSource): Promise<ReadCodebook> {
  const name = sourceName(source)
  if (/\.json$/i.test(name)) return readJson(source)
  if (/\.qdc$/i.test(name)) return readExchange(source)
  if (/\.(csv|txt)$/i.test(name)) return readText(source)
  return readCells(source)
}

/** A table, or a list of paths: told by what is in it. */
async function readText(source: TableSource): Promise<ReadCodebook> {
  const file = sourceName(source)
  const fail = (message: string) => nothing([{ place: file, message }])
  try {
    const content = await gather((await peek(source, 0)).chunks, largestFile)
    if (!content) return fail('Is larger than 10 MB, so it is not a codebook.')
    const text = content.toString('utf8')
    if (!isQualCoderList(text)) return readCells({ name: file, content })
    return { ...themesFrom(readQualCoder(text, file)), losses: [] }
  } catch (error) {
    return fail(whyUnreadable(error))
  }
}

/** The names that a column may go by, those of Taguette’s and QualCoder’s tables of codes among them. */
const columnNames = {
  name: ['theme', 'name', 'tag', 'code', 'code name', 'codename'],
  parent: ['parent', 'category', 'parent category'],
  definition: ['definition', 'description', 'memo'],
  include: ['include'],
  exclude: ['exclude'],
  colour: ['colour', 'color'],
  rules: ['rules'],
  examples: ['examples'],
  counterexamples: ['counterexamples'],
} as const

/** Columns that say how often a code was used, which the codings here tell. */
const counts = new Set(['number of highlights', 'count', 'frequency'])

async function readCells(source: TableSource): Promise<ReadCodebook> {
  const name = sourceName(source)
  const table = await readTable(source)
  const column = (names: readonly string[]) =>
    table.columns.find(given => names.includes(given.trim().toLowerCase()))
  const entries: CodebookEntry[] = []
  for await (const row of table.rows) entries.push(entryOf(row, `${name}, line ${row.line}`, column))

  const problems = [...table.problems]
  if (table.columns.length > 0 && !column(columnNames.name)) {
    const message =
      'Has no column called theme. The first line names the columns: theme, parent, definition, include, exclude, colour, rules.'
    return nothing([...problems, { place: name, message }])
  }
  const known = new Set(Object.values(columnNames).map(column))
  const losses = table.columns
    .filter(given => !known.has(given) && !counts.has(given.trim().toLowerCase()))
    .map(extra => ({
      place: name,
      message: `The column “${extra}” is none that a codebook has, and was left out.`,
    }))
  const read = themesFrom(entries)
  return { ...read, problems: [...problems, ...read.problems], losses }
}

function entryOf(
  row: Row,
  place: string,
  column: (names: readonly string[]) => string | undefined,
): CodebookEntry {
  const cell = (names: readonly string[]) => withoutGuard(row.cells.get(column(names) ?? '') ?? '')
  const definition = cell(columnNames.definition)
  const inColumns = [columnNames.include, columnNames.exclude, columnNames.rules].some(column)
  return {
    place,
    name: cell(columnNames.name),
    parent: cell(columnNames.parent),
    // A table without these columns has them in the description, as Soundings writes it for other programs.
    ...readDescription(inColumns ? '' : definition),
    ...(inColumns
      ? {
          ...{ definition, include: cell(columnNames.include), exclude: cell(columnNames.exclude) },
          rules: cell(columnNames.rules).split(/\r\n|\r|\n/),
          examples: readItems(cell(columnNames.examples)),
          counterexamples: readItems(cell(columnNames.counterexamples)),
        }
      : {}),
    colour: nearestColour(cell(columnNames.colour).trim()) ?? cell(columnNames.colour),
  }
}

const text = z.string().default('')
const jsonTheme = z.object({
  name: text,
  parent: z.string().nullish(),
  definition: text,
  include: text,
  exclude: text,
  colour: text,
  rules: z.array(z.string()).default([]),
  examples: z.array(z.string()).default([]),
  counterexamples: z.array(z.string()).default([]),
})
const jsonCodebook = z.object({ themes: z.array(z.unknown()) })

async function readJson(source: TableSource): Promise<ReadCodebook> {
  const file = sourceName(source)
  const fail = (message: string) => nothing([{ place: file, message }])
  let json: unknown
  try {
    const bytes = await gather((await peek(source, 0)).chunks, largestFile)
    if (!bytes) return fail('Is larger than 10 MB, so it is not a codebook.')
    json = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    if (error instanceof SyntaxError) return fail(`Is not sound JSON (${error.message}). Mend it there.`)
    return fail(whyUnreadable(error))
  }
  const codebook = jsonCodebook.safeParse(json)
  if (!codebook.success)
    return fail('Has no list of themes. A codebook in JSON reads {"themes": [{"name": "…"}]}.')

  const problems: Problem[] = []
  const entries = codebook.data.themes.flatMap((given, index): CodebookEntry[] => {
    const place = `${file}, theme ${index + 1}`
    const theme = jsonTheme.safeParse(given)
    if (theme.success) return [{ ...theme.data, parent: theme.data.parent ?? '', place }]
    const what = theme.error.issues.map(issue => issue.path.join('.') || 'it').join(', ')
    problems.push({
      place,
      message: `Was left out, since ${what} should be text (rules and examples: lists of texts).`,
    })
    return []
  })
  const read = themesFrom(entries)
  return { ...read, problems: [...problems, ...read.problems], losses: [] }
}

async function readExchange(source: TableSource): Promise<ReadCodebook> {
  const file = sourceName(source)
  const fail = (message: string) => nothing([{ place: file, message }])
  try {
    const bytes = await gather((await peek(source, 0)).chunks, largestFile)
    if (!bytes) return fail('Is larger than 10 MB, so it is not a codebook.')
    const { entries, losses } = readQdc(bytes, file)
    return { ...themesFrom(entries), losses }
  } catch (error) {
    return fail(error instanceof NotQdc ? error.message : whyUnreadable(error))
  }
}

function nothing(problems: Problem[]): ReadCodebook {
  return { themes: [], examples: new Map(), problems, losses: [] }
}
