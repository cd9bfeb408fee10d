import { expect } from 'chai'
import fc from 'fast-check'
import type { Answer } from '../../../../analysis/model.ts'
import { buildCorpusIndex } from '../../../../analysis/quotes/lint/corpus.ts'
import { htmlDraft } from '../../../../analysis/quotes/lint/html.ts'
import { lintDraft } from '../../../../analysis/quotes/lint/lint.ts'
import { markdownDraft } from '../../../../analysis/quotes/lint/markdown.ts'
import type { LintDraft } from '../../../../analysis/quotes/lint/plainText.ts'
import { LintSieve } from '../../../../analysis/quotes/lint/sieve.ts'
import { wordDraft } from '../../../../analysis/quotes/lint/word.ts'

const words = fc.array(
  fc.constantFrom(...'the ferry late quay on a tide boat crew pay short winter'.split(' ')),
  {
    minLength: 1,
    maxLength: 12,
  },
)
function answered(...texts: string[]): Answer[] {
  return texts.map((text, i) => ({ id: `t${i}`, respondent: `R${i}`, question: 'q', text }))
}

const corpora = fc
  .array(words, { minLength: 1, maxLength: 20 })
  .map(texts => answered(...texts.map(text => text.join(' '))))

const draftOf = (quotes: string[]) => markdownDraft(quotes.map(quote => `It is “${quote}”.`).join('\n\n'))

/** What a lint of all answers tells of the draft's quotes must be what one of those tells that the sieve keeps. */
function expectSame(draft: LintDraft, answers: Answer[]): void {
  const sieve = new LintSieve(draft)
  for (let from = 0; from < answers.length; from += 7) sieve.take(answers.slice(from, from + 7))
  const told = (corpus: Answer[]) =>
    lintDraft(draft, buildCorpusIndex(corpus)).quotes.map(({ verdict, candidates }) => [verdict, candidates])
  expect(told(sieve.kept())).to.deep.equal(told(answers))
}

describe('the sieve of a corpus', () => {
  it('keeps all that a lint of the whole corpus finds', () => {
    fc.assert(
      fc.property(corpora, fc.array(words, { maxLength: 4 }), fc.boolean(), (answers, quotes, cut) => {
        const said = (quote: string[]) => (cut ? [...quote.slice(0, 3), '[…]', ...quote.slice(4)] : quote)
        expectSame(draftOf(quotes.map(quote => said(quote).join(' '))), answers)
      }),
    )
  })

  it('and the lint call the same answers near, whatever pairs share a place in the index', () => {
    expectSame(draftOf(['short the the']), answered('the tide the crew short', 'the'))
    expectSame(draftOf(['pay quay the']), answered('boat a pay the', 'the'))
    expectSame(
      draftOf(['tide short on quay quay late the the']),
      answered('tide short quay the quay the late'),
    )
  })

  it('keeps both texts that a cut joins, however little one has of the quote', () => {
    const long =
      'The last boat of the evening leaves while the shops of the town are still open to those who work there.'
    const answers = answered(long, 'We wait there until morning.')
    expectSame(draftOf([`until morning. We wait […] ${long}`]), answers)
    const draft = draftOf([`wait there until […] ${long}`])
    expectSame(draft, answers)
    expect(lintDraft(draft, buildCorpusIndex(answers)).quotes[0]?.candidates).to.deep.equal(['R1', 'R0'])
  })

  it('keeps no more than a draft can quote', () => {
    const answers = Array.from({ length: 5000 }, (_, i): Answer => {
      const text = `Answer ${i} speaks of the tide and of boat ${i}, which was late again.`
      return { id: `t${i}`, respondent: `R${i}`, question: 'q', text }
    })
    const sieve = new LintSieve(
      markdownDraft('It speaks of “boat 4711, which was late” and “boat 12 which is late”.'),
    )
    sieve.take(answers)
    const kept = sieve.kept().map(({ id }) => id)
    expect(kept).to.include('t4711').and.to.include('t12')
    expect(kept.length).to.be.below(200)
  })
})

describe('bad drafts', () => {
  const index = buildCorpusIndex([
    { id: 't', respondent: 'R', question: 'q', text: 'The ferry is late on most winter mornings.' },
  ])
  const many = 5000

  it('of 5,000 quotes are judged whole', () => {
    const draft = markdownDraft('One wrote “the ferry is late” then.\n\n'.repeat(many))
    const { summary } = lintDraft(draft, index)
    expect(summary).to.include({ total: many, normalised: many, failed: 0 })
  })

  it('of quotes that never close are told so, each', () => {
    const { quotes } = lintDraft(
      markdownDraft('He said “and so the tide\n\n'.repeat(300).replaceAll('\n\n', '.\n\nThen.\n\n')),
      index,
    )
    expect(quotes).to.have.length(300)
    expect(quotes.every(({ warnings }) => warnings.some(warning => /never closed/.test(warning)))).to.equal(
      true,
    )
    expect(lintDraft(markdownDraft('“a b '.repeat(300)), index).quotes.length).to.be.greaterThan(0)
    const told = (draft: LintDraft) =>
      lintDraft(draft, index).quotes.map(({ place, warnings }) => [
        place,
        /never closed/.test(warnings.join()),
      ])
    expect(told(htmlDraft('<p>He said “and so the tide.</p><p>Then.</p>'))).to.deep.equal([['line 1', true]])
    const block = { text: 'He said “and so the tide.', quote: false, place: 'footnote 2' }
    expect(told(wordDraft([block, { text: 'Then.', quote: false, place: 'paragraph 1' }]))).to.deep.equal([
      ['footnote 2', true],
    ])
  })

  it('of marks that open and never close are read in time linear in their length', () => {
    for (const source of ['{{', '<!--', '![', '[a', '`', '<', '<q', '&#'])
      expect(lintDraft(markdownDraft(source.repeat(50_000)), index).quotes, source).to.deep.equal([])
    for (const source of ['<script>', '<!', '<!--', '<p', '<code>', '</', '&'])
      expect(lintDraft(htmlDraft(source.repeat(50_000)), index).quotes, source).to.deep.equal([])
  })
})

describe('drafts of other kinds', () => {
  const index = buildCorpusIndex([
    {
      id: 't',
      respondent: 'R',
      question: 'q',
      text: 'The ferry is late on most winter mornings.\n\nIt is café weather.',
    },
  ])

  it('of HTML are read as a browser shows them', () => {
    const page = `<!doctype html><title>“No quote”</title><style>a { content: "none" }</style>
<p title="“none”">It is <q>late on
  most</q> &ldquo;<b>winter</b>&nbsp;mornings&#8221; in <i class="own">“Own Words Here”</i> “digital”<!-- own -->.
<blockquote><p>The ferry is late on most winter mornings.</p><p>It is caf&eacute; weather.</p><footer>— one respondent</footer></blockquote>
<script>"none at all"</script><pre>"code"</pre>`
    const { quotes } = lintDraft(htmlDraft(page), index)
    expect(quotes.map(({ verdict, line }) => [verdict, line])).to.deep.equal([
      ['verbatim', 2],
      ['normalised', 3],
      ['own-words', 3],
      ['own-words', 3],
      ['verbatim', 4],
    ])
  })

  it('of Word name the place of each passage', () => {
    const { quotes } = lintDraft(
      wordDraft([
        { text: 'A “thing”{.own} that is “late on most”.', quote: false, place: 'paragraph 1' },
        { text: 'It is café weather.', quote: true, place: 'footnote 2' },
      ]),
      index,
    )
    expect(quotes.map(({ verdict, line, place }) => [verdict, line, place])).to.deep.equal([
      ['own-words', 1, 'paragraph 1'],
      ['verbatim', 1, 'paragraph 1'],
      ['verbatim', 2, 'footnote 2'],
    ])
    expect(quotes[1]?.mends).to.deep.equal([])
  })
})
