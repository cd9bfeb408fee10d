import type { Span } from '../../../analysis/index.ts'
import { type Counting, Places } from '../../files/project/counting.ts'
import type { Losses } from '../../files/project/losses.ts'
import type { ReadCoding, ReadSelection } from '../../files/project/projectParts.ts'
import type { SourceLine } from '../../files/project/readProject.ts'
import { stored } from '../../files/project/stored.ts'

/** A source in the form in which texts are kept, with what is coded, withheld and noted in it. */
export type Resolved = {
  name: string
  text: string
  codings: (Span & ReadCoding)[]
  /** Passages that may not be quoted. */
  withheld: Span[]
  /** Notes by their GUIDs, or in words; `on` is the passage that they are on, if they are on one. */
  notes: { guid: string; on: string }[]
  remarks: string[]
}

/** What a project of Soundings calls the passages that may not be quoted. */
export const notForQuotation = 'Not for quotation'

/**
 * Finds what was selected by the way of counting that was chosen. What is selected past the end of a text ends with it;
 * what holds nothing is left out.
 */
export function resolved(
  line: SourceLine,
  counting: Counting,
  own: boolean,
  losses: Losses,
): Resolved | undefined {
  const kept = stored(line.words)
  if ('problem' in kept) {
    losses.add(`A text cannot be kept and was left out: ${kept.problem}`, line.name)
    return undefined
  }
  const { text } = kept
  const places = new Places(line, counting)
  const found: Resolved = {
    ...{ name: line.name, text, codings: [], withheld: [] },
    notes: line.notes.map(guid => ({ guid, on: '' })),
    remarks: line.description === '' ? [] : [line.description],
  }
  for (const coding of line.codings) {
    losses.add('What codes a text as a whole codes all its words.', line.name)
    found.codings.push({ ...coding, start: 0, end: text.length })
  }
  for (const selection of line.selections) {
    const span = spanOf(selection, places, counting, line, losses)
    if (span) take(selection, kept.span(span), { found, own, losses })
  }
  return found
}

function spanOf(
  selection: ReadSelection,
  places: Places,
  { end }: Counting,
  { words, name }: SourceLine,
  losses: Losses,
): Span | undefined {
  if (selection.end < selection.start || (selection.end === selection.start && end === 'excluded')) {
    losses.add('A selection holds no words, and was left out.', name)
    return undefined
  }
  const start = places.of(selection.start)
  if (start === undefined || start >= words.length) {
    losses.add('A selection begins past the end of its text, and was left out.', name)
    return undefined
  }
  const span = places.span(selection, end)
  if (!span) losses.add('A selection goes past the end of its text, and ends with it.', name)
  return span ?? { start, end: words.length }
}

function take(
  { name, description, codings, notes, guid }: ReadSelection,
  span: Span,
  { found, own, losses }: { found: Resolved; own: boolean; losses: Losses },
): void {
  const words = found.text.slice(span.start, span.end)
  const on = words.length > 200 ? `${words.slice(0, 199).toWellFormed()}…` : words
  if (own && codings.length === 0 && name === notForQuotation) {
    found.withheld.push(span)
    return
  }
  found.codings.push(...codings.map(coding => ({ ...coding, ...span })))
  found.notes.push(...[...notes, guid].map(note => ({ guid: note, on })))
  if (description.trim() !== '') found.remarks.push(`On “${on}”:\n${description}`)
  if (codings.length === 0 && notes.length === 0 && description.trim() === '')
    losses.add('A selection without codings and notes was left out.', found.name)
}
