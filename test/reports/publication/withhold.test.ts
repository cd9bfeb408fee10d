import { expect } from 'chai'
import fc from 'fast-check'
import { plainWords } from '../../../server/reports/ledger/plainWords.ts'
import type { PublishedQuote } from '../../../server/reports/publication/store.ts'
import { withheldWords, withhold } from '../../../server/reports/publication/withhold.ts'

const sign = '\\[A passage that stood here may not be shown any more\\].'

/** A quote as it stands in some Markdown. */
function quoteIn(markdown: string, words: string, more: Partial<PublishedQuote> = {}): PublishedQuote {
  const start = markdown.indexOf(`“${words}”`)
  if (start < 0) throw new Error(`“${words}” does not stand there`)
  const end = start + words.length + 2
  const quote = { key: 'Q1', note: 1, start, end, respondent: 'r', text: 't', words, names: [] }
  return { ...quote, choice: 'unnamed', ...more }
}

function without(markdown: string, gone: PublishedQuote[], notes = ['one', 'two']) {
  return withhold({ markdown, notes }, gone)
}

describe('a published report without what was withdrawn', () => {
  it('is as it was where nothing is', () => {
    const written = { markdown: 'One wrote: “so it is”.[^1]', notes: ['one'] }
    expect(withhold(written, [])).to.equal(written)
  })

  it('has a sign in place of the sentence, who said it included, and keeps the rest', () => {
    const markdown =
      'We asked. A harbour pilot in Leith wrote: “It is dark. It is cold.”[^1] We wait.\n\nAnd so on.'
    const shown = without(markdown, [quoteIn(markdown, 'It is dark. It is cold.')])
    expect(shown.markdown).to.equal(`We asked. ${sign}[^1] We wait.\n\nAnd so on.`)
    expect(shown.notes).to.deep.equal(['What stood here may not be shown any more.', 'two'])
  })

  it('keeps the marks of the notes of others who stood in the same sentence', () => {
    const markdown = 'Some wrote of “dark days”[^1] and “cold nights”.[^2]'
    const shown = without(markdown, [quoteIn(markdown, 'dark days')])
    expect(shown).to.deep.equal({
      markdown: `${sign}[^1][^2]`,
      notes: ['What stood here may not be shown any more.', 'two'],
    })
  })

  it('repeats neither the words nor a printed name elsewhere', () => {
    const markdown =
      '# Dark is the quay at night\n\nAda Sample wrote: “the quay is dark at night”.[^1]\n\n> The quay is *dark at* night, we hear.\n\nAs Ada Sample says, it is. A sample is not one.'
    const shown = without(markdown, [
      quoteIn(markdown, 'the quay is dark at night', { names: ['Ada Sample'] }),
    ])
    expect(shown.markdown).to.equal(
      `# Dark is the quay at night\n\n${sign}[^1]\n\n> ${sign}\n\n${sign} A sample is not one.`,
    )
  })

  it('looks in headings, lists, tables, code, and where an address has a title', () => {
    const markdown =
      'One wrote “the quay is dark”.[^1]\n\n## The quay is dark\n\n- We wait.\n- The quay is dark!\n\n| Who | What |\n|---|---|\n| one | the quay is dark |\n| two | light |\n\n```\nthe quay is dark\n```\n\n[a]: https://example.org "The quay is dark"\n\nWe end.'
    const shown = without(markdown, [quoteIn(markdown, 'the quay is dark')]).markdown
    expect(plainWords(shown)).not.to.match(/quay is dark/i)
    expect(shown).to.equal(
      `${sign}[^1]\n\n## ${sign}\n\n- We wait.\n- ${sign}\n\n| Who | What |\n|---|---|\n| ${sign}\n| two | light |\n\n${sign}\n\nWe end.`,
    )
  })

  it('leaves alone what anybody may say in one or two words', () => {
    const markdown = 'One spoke of “the quay”.[^1] We like the quay.'
    expect(without(markdown, [quoteIn(markdown, 'the quay')]).markdown).to.equal(
      `${sign}[^1] We like the quay.`,
    )
  })

  it('closes what was bold, and says once what stood in two sentences', () => {
    const bold = '**One wrote “it is dark”.[^1] It is.** So.'
    expect(without(bold, [quoteIn(bold, 'it is dark')]).markdown).to.equal(`**${sign}[^1] It is.** So.`)
    const twice = 'One wrote “it is dark”.[^1] It is dark, we say. So.'
    expect(without(twice, [quoteIn(twice, 'it is dark')]).markdown).to.equal(`${sign}[^1] So.`)
  })

  it('has no title and no word on a correction that repeats it', () => {
    const markdown = 'One wrote: “the quay is dark”.[^1]'
    const gone = [quoteIn(markdown, 'the quay is dark')]
    expect(withheldWords('“The quay is dark”', gone)).not.to.include('quay')
    expect(withheldWords('The quay', gone)).to.equal('The quay')
  })

  it('shows the words nowhere, wherever they stand, and every sentence that has nothing of them', () => {
    const others = fc.constantFrom(
      'We ask.',
      'It is **late**.',
      '# A heading',
      '> So they say.',
      'Why not?[^2]',
    )
    const telling = fc.constantFrom(
      'One wrote: “the quay is dark”.[^1]',
      'They say the *quay* is dark.',
      '**The quay is dark.**',
    )
    const part = fc.oneof(
      others.map(words => ({ words, tells: false })),
      telling.map(words => ({ words, tells: true })),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom(' ', '\n\n'), (parts, between) => {
        const first = 'One wrote: “the quay is dark”.[^1]'
        const markdown = [first, ...parts.map(({ words }) => words)].join(between)
        const shown = without(markdown, [quoteIn(markdown, 'the quay is dark')]).markdown
        expect(plainWords(shown)).not.to.match(/quay is dark/i)
        if (between === '\n\n')
          for (const { words } of parts.filter(({ tells }) => !tells)) expect(shown).to.include(words)
      }),
    )
  })
})
