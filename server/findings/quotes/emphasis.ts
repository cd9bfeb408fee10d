import { takesWords } from '../../../analysis/application.ts'
import type { Edit, Quote, Span } from '../../../analysis/index.ts'
import { stretchesOf } from './readQuote.ts'

/**
 * Finds the words of a quote that an author wants emphasised, each in a line of its own as the quote has them.
 *
 * @returns an edit for each, or the first line that does not stand in the quote
 */
export function readEmphasis(
  text: string,
  quote: Quote,
  lines: string,
): { edits: Edit[] } | { problem: string } {
  const gone = quote.edits.filter(takesWords)
  const edits: Edit[] = []
  for (const words of lines.split('\n').map(line => line.trim())) {
    if (words === '') continue
    const found = stretchesOf(text, words).find(
      span => within(quote, span) && !gone.some(cut => meet(cut, span)),
    )
    if (!found)
      return {
        problem: `“${words}” is not in the quote in these words. Copy the words to emphasise from the quote, without brackets, each stretch in a line of its own.`,
      }
    edits.push({ kind: 'emphasis', ...found })
  }
  return { edits }
}

/** The emphasised words of a quote, each stretch in a line of its own. */
export function emphasisLines(text: string, quote: Quote): string {
  return quote.edits
    .flatMap(edit =>
      edit.kind === 'emphasis' ? [text.slice(edit.start, edit.end).replace(/\s+/g, ' ')] : [],
    )
    .join('\n')
}

function within(quote: Span, { start, end }: Span): boolean {
  return quote.start <= start && end <= quote.end
}

function meet(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}
