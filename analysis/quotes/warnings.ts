import type { Edit, Problem, Quote } from '../model.ts'
import { countWords } from '../text/words.ts'
import { negationsIn } from './negations.ts'

/** How many words before a quote are looked at for a negation that its start leaves behind. */
const wordsBefore = 4

/** A cut of more words than this may join what its author kept apart. */
const longCut = 40

/**
 * Edits that are allowed but may change what a person meant: a negation cut, replaced, added, or left behind
 * just before the quote begins; or so much cut that two thoughts may be joined. For people to look at; never a reason to refuse.
 */
export function editWarnings(text: string, quote: Quote): Problem[] {
  const fromEdits = quote.edits.flatMap((edit, i) => {
    const message = editWarning(text, edit)
    return message === '' ? [] : [{ place: `edits.${i}`, message }]
  })
  return [...leftBehind(text, quote), ...fromEdits]
}

function editWarning(text: string, edit: Edit): string {
  if (edit.kind === 'case' || edit.kind === 'emphasis') return ''
  const removed = edit.kind === 'insert' ? [] : negationsIn(text.slice(edit.start, edit.end))
  const added = edit.kind === 'cut' ? [] : negationsIn(edit.with)
  if (removed.length > added.length) {
    const verb = edit.kind === 'cut' ? 'The cut drops' : 'The replacement drops'
    return `${verb} “${removed[0]}”. Check that the quote still says what its author meant.`
  }
  if (added.length > removed.length) {
    return `The added words bring in “${added[0]}”. Check that the quote still says what its author meant.`
  }
  const left = edit.kind === 'cut' ? countWords(text.slice(edit.start, edit.end)) : 0
  return left > longCut
    ? `The cut leaves out ${left} words. Check that what stands before and after it belongs together.`
    : ''
}

function leftBehind(text: string, quote: Quote): Problem[] {
  const sentenceSoFar =
    text
      .slice(Math.max(0, quote.start - 80), quote.start)
      .split(/[.!?;\n]/)
      .at(-1) ?? ''
  const [negation] = negationsIn(sentenceSoFar.trim().split(/\s+/).slice(-wordsBefore).join(' '))
  if (negation === undefined) return []
  const message = `The quote begins just after “${negation}”. Check that it still says what its author meant.`
  return [{ place: 'span', message }]
}
