import { expect } from 'chai'
import fc from 'fast-check'
import { printedRuns, quotePieces } from '../../analysis/application.ts'
import type { Edit } from '../../analysis/index.ts'
import { createParser } from '../../server/reports/export/parser.ts'
import { quoteMarkdown } from '../../server/reports/template/printedQuote.ts'

const parser = createParser({ notes: 0, charts: 0 })

/** What a reader sees of some Markdown, and what of it is set in italics. */
function seen(markdown: string): { words: string; italics: string } {
  const [inline] = parser.parseInline(markdown, {})
  let [words, italics, depth] = ['', '', 0]
  for (const token of inline?.children ?? []) {
    if (token.type === 'em_open') depth++
    else if (token.type === 'em_close') depth--
    else {
      words += token.content
      if (depth > 0) italics += token.content
    }
  }
  return { words, italics }
}

describe('a quote as Markdown', () => {
  it('is read as its words, and those in italics that are emphasised, whatever was typed', () => {
    const word = fc.constantFrom(
      'slow',
      '*dear*',
      '_so_',
      '[old]',
      '“quay”',
      'a<b>',
      '`x`',
      '(tide)',
      '&amp;',
      'don’t',
      '**',
      '!',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), fc.nat(), fc.nat(), (words, a, b) => {
        const [from = 0, to = 0] = [a % words.length, b % words.length].sort((x, y) => x - y)
        const text = words.join(' ')
        const start = words.slice(0, from).join(' ').length + (from > 0 ? 1 : 0)
        const end = words.slice(0, to + 1).join(' ').length
        const edits: Edit[] = [{ kind: 'emphasis', start, end }]
        const runs = printedRuns(quotePieces(text, { text: 't', start: 0, end: text.length, edits }))
        const { words: shown, italics } = seen(quoteMarkdown(runs))
        expect(shown).to.equal(runs.map(run => run.words).join(''))
        expect(italics).to.equal(
          runs
            .filter(run => run.emphasis)
            .map(run => run.words)
            .join(''),
        )
      }),
    )
  })

  it('has no stars round white space', () => {
    expect(quoteMarkdown([{ words: ' ', emphasis: true }])).to.equal(' ')
    expect(quoteMarkdown([{ words: ' so ', emphasis: true }])).to.equal(' *so* ')
  })
})
