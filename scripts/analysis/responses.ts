import { type Answer, type Problem, storedForm } from '../../analysis/index.ts'
import { guessColumns } from '../../server/files/columns.ts'
import { type Row, readTable } from '../../server/files/readTable.ts'
import { languageCode } from '../../server/responses/languages.ts'
import { CannotRun } from '../cannotRun.ts'

/** Which columns to read: where `text` is empty the free-text columns are found, and so is the id. */
export type Columns = {
  id?: string
  text: string[]
  by?: string[]
  consent?: string
  /** Of the language that a response is written in, as its English name or code. */
  language?: string
}

/** One response: its answers, and its cells of the columns that were asked for besides the text. */
export type GivenResponse = { respondent: string; cells: Map<string, string>; answers: Answer[] }

/** Responses one after another, and what of the file could not be used: complete once they are all read. */
export type ResponseStream = { responses: AsyncIterable<GivenResponse>; problems: Problem[] }

/** All answers of a file in its order, and every respondent with their cells. */
export type Responses = {
  answers: Answer[]
  respondents: Map<string, Map<string, string>>
  problems: Problem[]
}

/** Enough rows to tell free text from the rest. */
const sampleRows = 500
/** Longer names of columns (code units) that hold more than a sentence are doubted. */
const longestName = 60

/**
 * Reads responses from CSV, XLSX or JSON Lines, all of them at once: see `openResponses`.
 * @throws CannotRun when the file cannot be read, or has no such columns, or no free text.
 */
export async function readResponses(file: string, columns: Columns): Promise<Responses> {
  const { responses, problems } = await openResponses(file, columns)
  const read: Responses = { answers: [], respondents: new Map(), problems }
  for await (const { respondent, cells, answers } of responses) {
    read.respondents.set(respondent, cells)
    read.answers.push(...answers)
  }
  return read
}

/**
 * Reads responses from CSV, XLSX or JSON Lines, one after another, so that no more of them (CSV and JSON Lines)
 * and of their ids are in memory than the reader keeps. A question is a column's name; a response without an id is
 * named by its line. What cannot be used (a broken line, an id that occurs again) is a problem and costs only itself.
 * @throws CannotRun when the file cannot be read, or has no such columns, or no free text.
 */
export async function openResponses(file: string, columns: Columns): Promise<ResponseStream> {
  const table = await readTable(file)
  const rows = table.rows[Symbol.asyncIterator]()
  const sample: Row[] = []
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    sample.push(next.value)
    if (sample.length === sampleRows) break
  }
  if (table.columns.length === 0) throw new CannotRun(table.problems)
  if (sample.length === 0) {
    const message =
      'Holds no responses: there is no row to read below its first line, which names the columns.'
    throw new CannotRun([...table.problems, { place: file, message }])
  }
  const use = chosenColumns(file, table.columns, sample, columns)
  const problems = headerProblems(file, use.text)
  async function* responses(): AsyncGenerator<GivenResponse> {
    const reader = new ResponseReader(file, use)
    for (const row of sample.splice(0)) yield reader.read(row)
    for (let next = await rows.next(); !next.done; next = await rows.next()) yield reader.read(next.value)
    problems.push(...table.problems, ...reader.problems)
  }
  return { responses: responses(), problems }
}

/** A question may be long, but a column's name of several sentences is an answer taken for a header. */
function headerProblems(file: string, text: string[]): Problem[] {
  const answer = text.find(name => /[.!?]\s+\p{Lu}/u.test(name) && name.length > longestName)
  if (answer === undefined) return []
  const message = `Reads like an answer (“${answer.slice(0, 40)}…”), but was taken for the names of the columns. If the file has no header, add one.`
  return [{ place: `${file}, line 1`, message }]
}

type Use = { id: string | undefined; language: string | undefined; text: string[]; kept: string[] }

function chosenColumns(file: string, known: string[], sample: Row[], columns: Columns): Use {
  const { by = [], consent, language } = columns
  const kept = [...by, ...(consent === undefined ? [] : [consent])]
  const asked = [...columns.text, ...kept, columns.id, language].filter(name => name !== undefined)
  const missing = asked.filter(name => !known.includes(name))
  if (missing.length > 0) {
    const list = known.map(name => `“${name}”`).join(', ')
    throw new CannotRun(
      missing.map(name => ({ place: file, message: `Has no column “${name}”. It has ${list}.` })),
    )
  }
  const guess = guessColumns(known, sample)
  const text = columns.text.length > 0 ? columns.text : guess.text.filter(name => !asked.includes(name))
  if (text.length === 0) {
    const message = 'Has no column that looks like free text. Name the columns to read: --text COL.'
    throw new CannotRun([{ place: file, message }])
  }
  return { id: columns.id ?? guess.id, language, text, kept }
}

class ResponseReader {
  readonly problems: Problem[] = []
  readonly #known = new Set<string>()
  readonly #file: string
  readonly #use: Use

  constructor(file: string, use: Use) {
    this.#file = file
    this.#use = use
  }

  read(row: Row): GivenResponse {
    const respondent = this.#nameOf(row)
    this.#known.add(respondent)
    const cells = new Map(this.#use.kept.map(name => [name, (row.cells.get(name) ?? '').trim()]))
    const language = this.#languageOf(row)
    const answers = this.#use.text.flatMap(question => {
      const written = row.cells.get(question) ?? ''
      if (written.trim() === '') return []
      const stored = storedForm(written)
      if (stored.ok) {
        const id = JSON.stringify([respondent, question])
        return {
          id,
          respondent,
          question,
          text: stored.text,
          ...(language === undefined ? {} : { language }),
        }
      }
      this.#report(row, `${question}: ${stored.problem} This answer is left out.`)
      return []
    })
    return { respondent, cells, answers }
  }

  #nameOf(row: Row): string {
    const given = this.#use.id === undefined ? '' : (row.cells.get(this.#use.id) ?? '').trim()
    if (given === '') {
      if (this.#use.id !== undefined) this.#report(row, 'Has no id, so it is named by its line.')
      return `line ${row.line}`
    }
    if (!this.#known.has(given)) return given
    const renamed = `${given} (line ${row.line})`
    this.#report(
      row,
      `Has the id “${given}” of an earlier row. It is read as a response of its own, “${renamed}”.`,
    )
    return renamed
  }

  #languageOf(row: Row): string | undefined {
    const given = this.#use.language === undefined ? '' : (row.cells.get(this.#use.language) ?? '').trim()
    if (given === '') return undefined
    const code = languageCode(given)
    if (code === undefined)
      this.#report(
        row,
        `Gives “${given}” as its language, which is none: its words are to tell. Write an English name or a code, as “Welsh” or “cy”.`,
      )
    return code
  }

  #report(row: Row, message: string): void {
    this.problems.push({ place: `${this.#file}, line ${row.line}`, message })
  }
}
