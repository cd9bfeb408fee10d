import type { Edit, Problem, Quote, Span } from '../model.ts'
import { sentences } from '../text/sentences.ts'
import { countWords } from '../text/words.ts'
import { negationsIn } from './negations.ts'
import { subjectLost, turningWord } from './subjects.ts'

/** How many words before a quote are looked at for a negation that its start leaves behind. */
const wordsBefore = 4

/** A cut of more words than this may join what its author kept apart. */
const longCut = 40

/** How far (code units) round a cut its sentences are read. */
const farthest = 2_000

const lookAgain = 'Check that the quote still says what its author meant.'

/**
 * Edits that are allowed but may change what a person meant: a negation cut, replaced, added, or left behind just
 * before the quote begins; a cut that joins sentences which stood far apart, or in two paragraphs; one that takes away
 * a word by which the thought turns ("but"), or what the words after it are said of. For people to look at; never a
 * reason to refuse.
 */
export function editWarnings(text: string, quote: Quote): Problem[] {
  const fromEdits = quote.edits.flatMap((edit, i) => {
    const message = editWarning(text, quote, edit)
    return message === '' ? [] : [{ place: `edits.${i}`, message }]
  })
  return [...leftBehind(text, quote), ...fromEdits]
}

function editWarning(text: string, quote: Quote, edit: Edit): string {
  if (edit.kind === 'case' || edit.kind === 'emphasis' || edit.kind === 'redact') return ''
  const removed = edit.kind === 'insert' ? [] : negationsIn(text.slice(edit.start, edit.end))
  const added = edit.kind === 'cut' ? [] : negationsIn(edit.with)
  if (removed.length > added.length) {
    const verb = edit.kind === 'cut' ? 'The cut drops' : 'The replacement drops'
    return `${verb} “${removed[0]}”. ${lookAgain}`
  }
  if (added.length > removed.length) return `The added words bring in “${added[0]}”. ${lookAgain}`
  return edit.kind === 'cut' ? cutWarning(text, quote, edit) : ''
}

/** What a cut may join that its author kept apart. */
function cutWarning(text: string, quote: Quote, { start, end }: Span): string {
  const cut = text.slice(start, end)
  const together = 'Check that what stands before and after it belongs together.'
  if (/\n\s*\n/.test(cut)) return `The cut joins two paragraphs. ${together}`
  const words = countWords(cut)
  if (words > longCut) return `The cut leaves out ${words} words. ${together}`
  const whole = sentencesLeftOut(text, { start, end })
  if (whole > 0)
    return `The cut leaves out ${whole === 1 ? 'a whole sentence' : `${whole} whole sentences`} between two others. ${together}`
  const turn = turningWord(cut)
  if (turn !== undefined) return `The cut drops “${turn}”, by which the thought turns. ${lookAgain}`
  const lost = subjectLost(text.slice(quote.start, start), cut, text.slice(end, quote.end))
  return lost === undefined
    ? ''
    : `The cut crosses a change of subject: what comes after it was said of “${lost}”. ${lookAgain}`
}

/** How many sentences a cut leaves out from beginning to end, where words of others stand on both its sides. */
function sentencesLeftOut(text: string, { start, end }: Span): number {
  const from = Math.max(0, start - farthest)
  const around = sentences(text.slice(from, end + farthest)).map(span => ({
    start: from + span.start,
    end: from + span.end,
  }))
  return around.filter(
    span => span.start >= start && text.slice(span.start, span.end).trimEnd().length + span.start <= end,
  ).length
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
