import type { Capacity } from '../../analysis/index.ts'
import { type Problem, storedForm } from '../../analysis/index.ts'
import { longestAnswer } from '../consultations/questions.ts'
import type { Row } from '../files/readTable.ts'
import { languageCode } from '../responses/languages.ts'
import type { Incoming } from '../responses/receive.ts'
import { today } from '../responses/response.ts'
import { capacityIn, peopleIn } from './capacity.ts'
import type { Import } from './store.ts'

/** The question that a column of text answers: the n-th of them, from 1. */
export function questionId(n: number): string {
  return `q${n}`
}

/** A row as a response; or as empty, where nothing was written in it; or what is wrong with it. */
export type ReadRow = { response: Incoming } | { empty: true } | { problem: Problem }

/** Reads one row by the uses that a person gave to its columns. Rows of one import never share an origin. */
export function readRow(record: Import, row: Row): ReadRow {
  const answers: Incoming['answers'] = {}
  const attributes: Record<string, string> = {}
  const identity = { name: '', organisation: '', email: '' }
  let capacity: Capacity = 'personal'
  let people: number | undefined
  let behalf = ''
  let language: string | undefined
  let texts = 0
  for (const { name, use } of record.columns) {
    if (use === 'text') texts++
    if (use === 'ignore') continue
    const stored = storedForm(row.cells.get(name) ?? '')
    if (!stored.ok) return { problem: at(row, `${name}: ${stored.problem}`) }
    const { text } = stored
    if (text.trim() === '') continue
    if (use !== 'text' && text.length > 1_000)
      return {
        problem: at(
          row,
          `${name}: is longer than 1,000 characters, too long for anything but a text to be coded.`,
        ),
      }
    if (text.length > longestAnswer)
      return {
        problem: at(
          row,
          `${name}: is longer than ${longestAnswer.toLocaleString('en-GB')} characters. Split it, and import the parts.`,
        ),
      }
    if (use === 'text') answers[questionId(texts)] = { text }
    else if (use === 'language') {
      language = languageCode(text)
      if (!language)
        return {
          problem: at(
            row,
            `${name}: “${text.trim()}” is no language. Write its English name or its code, as “Welsh” or “cy”.`,
          ),
        }
    } else if (use === 'capacity') {
      const read = capacityIn(text)
      if ('problem' in read) return { problem: at(row, `${name}: ${read.problem}`) }
      capacity = read.capacity
    } else if (use === 'people') {
      const read = peopleIn(text)
      if ('problem' in read) return { problem: at(row, `${name}: ${read.problem}`) }
      people = read.people
    } else if (use === 'behalf') behalf = text.trim()
    else if (use === 'name' || use === 'organisation' || use === 'email') identity[use] = text.trim()
    else attributes[use === 'id' ? 'id' : use === 'attribute' ? name : use] = text.trim()
  }
  if (Object.keys(answers).length === 0) return { empty: true }
  const several = capacity === 'joint' || capacity === 'notes'
  const kept = several ? behalf : ''
  return {
    response: {
      origin: `import:${record._id}:${row.line}`,
      consultation: record.consultation,
      version: 1,
      source: 'import',
      capacity,
      // Of whoever speaks for themselves or for one body, neither is kept.
      ...(several && people !== undefined ? { people } : {}),
      choice: record.choice,
      consentWording: `import: ${record.basis}`,
      ...(record.approval ? { approval: true } : {}),
      attributes,
      ...(identity.name || identity.organisation || identity.email || kept
        ? { identity: { ...identity, ...(kept ? { behalf: kept } : {}) } }
        : {}),
      answers,
      ...(language ? { language } : {}),
      submittedOn: today(record.at),
    },
  }
}

function at(row: Row, message: string): Problem {
  return { place: `line ${row.line}`, message }
}
