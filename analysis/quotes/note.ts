import type { Quote } from '../model.ts'

/**
 * How a quote differs from what was written, for a note beneath it: "verbatim", or for example
 * "“has to go” replaced by [goes]; one cut". A change of the first letter is not worth a note.
 */
export function editNote(text: string, quote: Quote): string {
  const replaced = quote.edits.flatMap(edit =>
    edit.kind === 'replace' ? [`“${text.slice(edit.start, edit.end)}” replaced by [${edit.with}]`] : [],
  )
  const inserted = quote.edits.flatMap(edit => (edit.kind === 'insert' ? [`[${edit.with}] added`] : []))
  const cuts = quote.edits.filter(edit => edit.kind === 'cut').length
  const parts = [...replaced, ...inserted]
  if (cuts > 0) parts.push(cuts === 1 ? 'one cut' : `${cuts} cuts`)
  if (quote.edits.some(edit => edit.kind === 'emphasis')) parts.push('emphasis added')
  return parts.length === 0 ? 'verbatim' : parts.join('; ')
}
