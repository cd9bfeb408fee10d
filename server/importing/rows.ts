import type { AttributionChoice, Capacity, Problem } from '../../analysis/index.ts'
import { storedForm } from '../../analysis/index.ts'
import { longestAnswer } from '../consultations/questions.ts'
import type { Row } from '../files/readTable.ts'
import type { Channel } from '../responses/byStaff/brought.ts'
import type { Draft } from '../responses/draftStore.ts'
import { languageCode } from '../responses/languages.ts'
import type { Incoming } from '../responses/receive.ts'
import { today } from '../responses/response.ts'
import { capacityIn, peopleIn } from './capacity.ts'
import { dayFields, readCell } from './cells.ts'
import type { AskedColumn } from './questionColumns.ts'
import { choiceIn, sourceIn } from './saidCells.ts'
import type { Import } from './store.ts'

/** The question that a column of text answers: the n-th of them, from 1. */
export function questionId(n: number): string {
  return `q${n}`
}

/** What a row says, cell by cell, by the uses that a person gave to its columns. */
export type SaidInRow = {
  /** Of columns of text, by the question that each makes. */
  answers: Record<string, { text: string }>
  /** Of columns that answer a questionnaire, as a respondent would have entered it. */
  values: Draft['values']
  attributes: Record<string, string>
  identity: { name: string; organisation: string; email: string }
  capacity?: Capacity
  people?: number
  behalf: string
  language?: string
  as?: Channel
  /** The day on which it came, in the fields of a form. */
  came?: Record<string, string>
  /** Where a column says so, but not of this row, nothing may be quoted. */
  choice?: AttributionChoice
  basis?: string
}

/** A row as a response, with what was noticed of it; or as empty, where nothing was written in it; or what is wrong with it. */
export type ReadRow = { response: Incoming; noticed?: Problem[] } | { empty: true } | { problems: Problem[] }

/** Reads one row for a consultation that the import makes. Rows of one import never share an origin. */
export function readRow(record: Import, row: Row): ReadRow {
  const said = saidIn(record, row, [])
  if ('problems' in said) return said
  const { answers, identity, attributes, language } = said
  if (Object.keys(answers).length === 0) return { empty: true }
  const capacity = said.capacity ?? 'personal'
  const several = capacity === 'joint' || capacity === 'notes'
  const kept = several ? said.behalf : ''
  const as = said.as ?? record.as
  const came = said.came ? dayIn(said.came) : record.came
  if (came === undefined && said.came)
    return { problems: [at(row, 'The day on which it came must be written like 2026-11-28 or 28/11/2026.')] }
  const choice = said.choice ?? record.choice
  const basis = said.basis ?? record.basis
  if (choice !== 'none' && basis === '')
    return { problems: [at(row, 'Says how it may be quoted, and nothing of what that rests on.')] }
  return {
    response: {
      origin: originOf(record, row),
      consultation: record.consultation,
      version: 1,
      source: 'import',
      ...(as ? { brought: { as, by: record.account, at: today(record.at) } } : {}),
      capacity,
      // Of whoever speaks for themselves or for one body, neither is kept.
      ...(several && said.people !== undefined ? { people: said.people } : {}),
      choice,
      consentWording: `import: ${basis || 'nothing is said of quoting'}`,
      ...(record.approval ? { approval: true } : {}),
      attributes,
      ...(identity.name || identity.organisation || identity.email || kept
        ? { identity: { ...identity, ...(kept ? { behalf: kept } : {}) } }
        : {}),
      answers,
      ...(language ? { language } : {}),
      submittedOn: today(came === undefined ? record.at : new Date(`${came}T00:00:00Z`)),
    },
  }
}

/** The key of a row: imported again, it is the same response. */
export function originOf({ _id }: Import, { line }: Row): string {
  return `import:${_id}:${line}`
}

function dayIn(came: Record<string, string>): string | undefined {
  const { day = '', month = '', year = '' } = came
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const found = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(iso) ? iso : undefined
}

/** Reads the cells of a row, each by the use of its column; what is wrong is told of every cell. */
export function saidIn(record: Import, row: Row, asked: AskedColumn[]): SaidInRow | { problems: Problem[] } {
  const columns = new Map(asked.map(column => [column.use as string, column]))
  const said: SaidInRow = {
    ...{ answers: {}, values: {}, attributes: {}, behalf: '' },
    identity: { name: '', organisation: '', email: '' },
  }
  const problems: Problem[] = []
  let texts = 0
  for (const { name, use } of record.columns) {
    if (use === 'text') texts++
    if (use === 'ignore') continue
    if (use === 'choice') said.choice = 'none'
    const isWritten = use === 'text' || use.startsWith('question:')
    const stored = storedForm(row.cells.get(name) ?? '')
    const problem = stored.ok ? lengthProblem(stored.text, isWritten) : stored.problem
    if (problem !== undefined) problems.push(at(row, `${name}: ${problem}`))
    if (!stored.ok || problem !== undefined || stored.text.trim() === '') continue
    const column = columns.get(use)
    const wrong = column
      ? readAnswer(said, column, stored.text)
      : readSaid(said, use, name, stored.text, questionId(texts))
    if (wrong !== undefined) problems.push(at(row, `${name}: ${wrong}`))
  }
  return problems.length > 0 ? { problems } : said
}

function lengthProblem(text: string, isWritten: boolean): string | undefined {
  if (text.trim() !== '' && !isWritten && text.length > 1_000)
    return 'is longer than 1,000 characters, too long for anything but a text to be coded.'
  return text.trim() !== '' && text.length > longestAnswer
    ? `is longer than ${longestAnswer.toLocaleString('en-GB')} characters. Split it, and import the parts.`
    : undefined
}

function readAnswer(said: SaidInRow, { question, row }: AskedColumn, text: string): string | undefined {
  const read = readCell(question, text, row)
  if ('problem' in read) return read.problem
  Object.assign(said.values, read.values)
  return undefined
}

/** Takes up what a cell says; the answer is what is wrong with it. */
function readSaid(
  said: SaidInRow,
  use: string,
  name: string,
  text: string,
  question: string,
): string | undefined {
  switch (use) {
    case 'text':
      said.answers[question] = { text }
      return undefined
    case 'language': {
      const language = languageCode(text)
      if (!language)
        return `“${text.trim()}” is no language. Write its English name or its code, as “Welsh” or “cy”.`
      said.language = language
      return undefined
    }
    case 'capacity':
      return taken(said, capacityIn(text))
    case 'people':
      return taken(said, peopleIn(text))
    case 'source':
      return taken(said, sourceIn(text))
    case 'choice':
      return taken(said, choiceIn(text))
    case 'came':
      said.came = dayFields(text.trim(), part => part)
      return undefined
    case 'behalf':
    case 'basis':
      said[use] = text.trim()
      return undefined
    case 'name':
    case 'organisation':
    case 'email':
      said.identity[use] = text.trim()
      return undefined
    default:
      said.attributes[use === 'attribute' ? name : use] = text.trim()
      return undefined
  }
}

function taken(said: SaidInRow, read: Partial<SaidInRow> | { problem: string }): string | undefined {
  if ('problem' in read) return read.problem
  Object.assign(said, read)
  return undefined
}

export function at(row: Row, message: string): Problem {
  return { place: `line ${row.line}`, message }
}
