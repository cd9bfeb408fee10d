import type { Option, Row } from '../questions.ts'
import { idFrom } from './ids.ts'

/**
 * Options as an owner edits them, one a line: `Something else {other; own words}`. In braces stands the value, which
 * is what answers keep, so that a wording can be changed; a new line needs none, and is given one. Behind it, the
 * marks `own words` and `alone`, and `printed: …`, how a quote's attribution says it.
 */
export const optionMarks = { own: 'own words', exclusive: 'alone', printed: 'printed:' } as const

export const mostOptions = 500

export type Read<T> = { ok: true; value: T } | { ok: false; message: string }

export function optionLines(options: readonly Option[]): string {
  return options
    .map(({ value, label, own, exclusive, printed }) => {
      const marks = [
        kept(value),
        own ? optionMarks.own : '',
        exclusive ? optionMarks.exclusive : '',
        printed === undefined ? '' : `${optionMarks.printed} ${kept(printed)}`,
      ]
      return `${label} {${marks.filter(Boolean).join('; ')}}`
    })
    .join('\n')
}

export function rowLines(rows: readonly Row[]): string {
  return rows.map(({ id, label }) => `${label} {${id}}`).join('\n')
}

/** The options of these lines; each that names no value is given one that no other has. */
export function optionsIn(text: string): Read<Option[]> {
  const lines = linesIn(text)
  if (!lines.ok) return lines
  const taken = new Set(lines.value.flatMap(({ inBraces: [value] }) => (value ? [meant(value)] : [])))
  const options: Option[] = []
  for (const { at, label, inBraces } of lines.value) {
    const [given = '', ...marks] = inBraces
    const value = meant(given) || idFrom(label, taken, 'option')
    taken.add(value)
    const option: Option = { value, label }
    for (const mark of marks) {
      if (mark.toLowerCase() === optionMarks.own) option.own = true
      else if (mark.toLowerCase() === optionMarks.exclusive) option.exclusive = true
      else if (mark.toLowerCase().startsWith(optionMarks.printed))
        option.printed = meant(mark.slice(optionMarks.printed.length).trim())
      else
        return {
          ok: false,
          message: `Line ${at}: “${mark}” is none of the marks. Write “own words”, “alone” or “printed: …”`,
        }
    }
    options.push(option)
  }
  return { ok: true, value: options }
}

/** The rows of these lines; each that names no id is given one that no other has. */
export function rowsIn(text: string): Read<Row[]> {
  const lines = linesIn(text)
  if (!lines.ok) return lines
  const taken = new Set(lines.value.flatMap(({ inBraces: [id] }) => (id ? [id] : [])))
  const rows: Row[] = []
  for (const { at, label, inBraces } of lines.value) {
    if (inBraces.length > 1) return { ok: false, message: `Line ${at}: a row has no marks, only an id` }
    const id = inBraces[0] || idFrom(label, taken, 'row')
    taken.add(id)
    rows.push({ id, label })
  }
  return { ok: true, value: rows }
}

/** What stands in braces, with the signs that would end it written as `%3B`, so that values from elsewhere stay. */
function kept(text: string): string {
  return text.replace(/[%;{}\r\n]|^\s|\s$/g, sign => encodeURIComponent(sign))
}

function meant(text: string): string {
  return text.replace(/%(?:25|3B|7B|7D|0D|0A|20|09)/gi, code => decodeURIComponent(code))
}

type Line = { at: number; label: string; inBraces: string[] }

function linesIn(text: string): Read<Line[]> {
  const lines: Line[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const at = index + 1
    const [, before = line, braces] = /^(.*?)\s*\{([^{}]*)\}\s*$/.exec(line) ?? []
    const label = before.replace(/\s+/g, ' ').trim()
    if (label === '') return { ok: false, message: `Line ${at} has no words before the brace` }
    lines.push({
      at,
      label,
      inBraces: braces === undefined ? [] : braces.split(';').map(part => part.trim()),
    })
  }
  if (lines.length > mostOptions)
    return { ok: false, message: `There are ${lines.length} lines, and at most ${mostOptions} can be taken` }
  return { ok: true, value: lines }
}
