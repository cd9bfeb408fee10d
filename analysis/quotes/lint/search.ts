import type { Answer, Edit, Span } from '../../model.ts'
import { withTurnedLetter } from '../bracket.ts'
import { type CorpusIndex, mayHold } from './corpus.ts'
import { findEdited, readEdited } from './edited.ts'
import { findVerbatim, normalisedFinder } from './exact.ts'

/** An answer that holds a quote's words, where, and how they differ from the quote. */
export type Found = Span & { answer: Answer; form: 'verbatim' | 'normalised' | 'edited'; edits: Edit[] }

const wordCharacter = /[\p{L}\p{N}]/u

/**
 * Every answer that holds the words, the closest form first and then in the order of the corpus; answers that
 * hold them only with cuts or brackets are looked for where none holds them as they stand.
 *
 * @param raw the words as the draft has them in Markdown, in which a source's own `*` or `_` survive
 */
export function search(index: CorpusIndex, words: string, raw: string = words): Found[] {
  if (!wordCharacter.test(words)) return []
  const holders = mayHold(index, [words])
  const readings = holders.length === 0 ? [] : raw === words ? [words] : [words, raw]
  const finders = readings.map(normalisedFinder)
  const verbatim: Found[] = []
  const normalised: Found[] = []
  for (const answer of holders) {
    const exact = firstFound(readings, reading => findVerbatim(answer.text, reading))
    const near = exact ? null : firstFound(finders, find => find(answer.text))
    if (exact) verbatim.push({ ...exact, answer, form: 'verbatim', edits: [] })
    if (near) normalised.push({ ...near, answer, form: 'normalised', edits: caseEdit(answer, near, words) })
  }
  const found = [...verbatim, ...normalised]
  return found.length > 0 ? found : searchEdited(index, words)
}

function searchEdited(index: CorpusIndex, words: string): Found[] {
  const quote = readEdited(words)
  if (!quote) return []
  return mayHold(index, quote.phrases).flatMap(answer => {
    const found = findEdited(answer.text, quote)
    if (!found) return []
    const turned = withTurnedLetter(answer.text, found, found.edits)
    const edits = [...caseEdit(answer, found, words), ...turned]
    // The case of the first letter is house style, bracketed or not.
    const form = edits.every(edit => edit.kind === 'case') ? 'normalised' : 'edited'
    return [{ start: found.start, end: found.end, answer, form, edits }]
  })
}

/** The edit for a first letter that differs in case, where the quote begins with a letter. */
function caseEdit(answer: Answer, { start, end }: Span, words: string): Edit[] {
  const letter = /^[^\p{L}[]*(\p{L})/u.exec(words)?.[1]
  const source = /\p{L}/u.exec(answer.text.slice(start, end))?.[0]
  if (letter === undefined || source === undefined || letter === source) return []
  return [{ kind: 'case', to: letter === letter.toLowerCase() ? 'lower' : 'upper' }]
}

function firstFound<T>(tries: T[], find: (one: T) => Span | null): Span | null {
  for (const one of tries) {
    const found = find(one)
    if (found) return found
  }
  return null
}
