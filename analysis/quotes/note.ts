import type { Quote } from '../model.ts'
import { countInWords } from './houseStyle.ts'
import { quotePieces } from './words.ts'

/**
 * How a quote differs from what was written, for a note beneath it: "verbatim", or for example
 * "“has to go” replaced by [goes]; one cut". Square brackets and dots that the respondent typed are said to be theirs;
 * what was redacted is not told. A change of the first letter is not worth a note.
 */
export function editNote(text: string, quote: Quote): string {
  const edits = editParts(text, quote)
  return [...(edits.length === 0 ? ['verbatim'] : edits), ...ownMarks(text, quote)].join('; ')
}

/**
 * Everything that was changed in a quote's words, for a table: as in its note, and whether its first letter was turned.
 *
 * @returns none where nothing was; what was redacted is not told
 */
export function listedEdits(text: string, quote: Quote): string[] {
  const turned = quote.edits.flatMap(edit =>
    edit.kind === 'case'
      ? [edit.to === 'lower' ? 'first letter made small' : 'first letter made capital']
      : [],
  )
  return [...editParts(text, quote), ...turned]
}

function editParts(text: string, { edits }: Quote): string[] {
  const count = (kind: string) => edits.filter(edit => edit.kind === kind).length
  const [cuts, redacted] = [count('cut'), count('redact')]
  return [
    ...edits.flatMap(edit =>
      edit.kind === 'replace' ? [`“${text.slice(edit.start, edit.end)}” replaced by [${edit.with}]`] : [],
    ),
    ...edits.flatMap(edit => (edit.kind === 'insert' ? [`[${edit.with}] added`] : [])),
    ...(cuts > 0 ? [cuts === 1 ? 'one cut' : `${countInWords(cuts)} cuts`] : []),
    ...(redacted > 0 ? [redacted === 1 ? 'one redaction' : `${countInWords(redacted)} redactions`] : []),
    ...(count('emphasis') > 0 ? ['emphasis added'] : []),
  ]
}

/** A reader takes square brackets and dots for an editor’s: where the respondent typed them, that is told. */
function ownMarks(text: string, quote: Quote): string[] {
  const said = quotePieces(text, quote)
    .filter(({ kind }) => kind === 'said')
    .map(({ words }) => words)
    .join('\n')
  const own = [
    ...(/[[\]]/.test(said) ? ['brackets'] : []),
    ...(/…|\.{2,}|\.\s\.\s\./.test(said) ? ['dots'] : []),
  ]
  return own.length === 0 ? [] : [`the ${own.join(' and ')} are as written`]
}
