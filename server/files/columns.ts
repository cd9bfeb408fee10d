import type { Row } from './table/model.ts'

/** `text`: what people wrote freely; `by`: attributes that set groups of respondents apart. */
export type GuessedColumns = { id?: string; text: string[]; by: string[] }

type Profile = {
  column: string
  filled: number
  distinct: number
  /** The mean number of words in cells that are not empty. */
  words: number
  /** The most words in any cell. */
  longest: number
}

const idName =
  /^(id|ref|reference|key|number|no|nr)$|\b(id|ref(erence)?|respondent|response (no|number|id))\b|_id$/i
const whenName = /\b(date|time|timestamp|submitted|created|started|completed)\b/i

/** Free text has cells of several words, and hardly two that are alike. */
const proseWords = 5
const longCell = 12
/** No answer to choose is so long: cells of such a mean are prose, though a campaign made most of them alike. */
const letterWords = 40
/** An attribute has few values, each shared by several respondents. */
const mostValues = 30
const longestValueWords = 8

/**
 * Guesses from a sample of rows which columns hold free text, which one the respondents' ids, and which ones
 * attributes. A column that is none of these (dates, numbers, names) is left out. People confirm it or say otherwise.
 */
export function guessColumns(columns: string[], sample: Row[]): GuessedColumns {
  const profiles = columns.map(column => profile(column, sample)).filter(({ filled }) => filled > 0)
  const text = profiles.filter(isProse)
  const rest = profiles.filter(candidate => !text.includes(candidate))
  const id = guessId(rest, sample.length)
  const by = rest.filter(candidate => candidate !== id && isAttribute(candidate))
  const names = (found: Profile[]) => found.map(({ column }) => column)
  return { ...(id ? { id: id.column } : {}), text: names(text), by: names(by) }
}

function profile(column: string, sample: Row[]): Profile {
  const values = sample.map(row => (row.cells.get(column) ?? '').trim()).filter(value => value !== '')
  const counts = values.map(value => value.split(/\s+/).length)
  const total = counts.reduce((sum, count) => sum + count, 0)
  return {
    column,
    filled: values.length,
    distinct: new Set(values).size,
    words: values.length > 0 ? total / values.length : 0,
    longest: counts.reduce((most, count) => Math.max(most, count), 0),
  }
}

function isProse({ filled, distinct, words, longest }: Profile): boolean {
  if (words >= letterWords) return true
  return words >= proseWords && longest >= longCell && distinct > filled / 2
}

/** The column called an id, or else the first whose values are all there and all different. */
function guessId(profiles: Profile[], rows: number): Profile | undefined {
  const unique = profiles.filter(({ filled, distinct, words }) => distinct === filled && words <= 3)
  const whole = unique.filter(({ filled, column }) => filled === rows && !whenName.test(column))
  return profiles.find(({ column, words }) => idName.test(column) && words <= 6) ?? whole[0]
}

function isAttribute({ column, filled, distinct, longest }: Profile): boolean {
  if (whenName.test(column) || longest > longestValueWords) return false
  return distinct <= mostValues && distinct > 1 && distinct <= filled / 2
}
