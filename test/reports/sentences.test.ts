import { expect } from 'chai'
import { plainWords, reportSentences } from '../../server/reports/export/sentences.ts'

function cut(markdown: string, quotes: string[] = []): string[] {
  const places = quotes.map(words => {
    const start = markdown.indexOf(words)
    return { start, end: start + words.length }
  })
  return reportSentences(markdown, places).map(({ start, end }) => markdown.slice(start, end))
}

describe('the sentences of a report', () => {
  it('end before the next and behind their notes', () => {
    expect(
      cut('# Keep it\n\nIt leaves.[^1] One respondent wrote: “so it does”.[^2] Nobody minds.'),
    ).to.deep.equal([
      '# Keep it',
      'It leaves.[^1]',
      'One respondent wrote: “so it does”.[^2]',
      'Nobody minds.',
    ])
  })

  it('hold a quote of several sentences whole, with what leads up to it', () => {
    const quote = '“It is slow. It is dear. We wait.”'
    expect(cut(`They told us. One wrote: ${quote}[^1] Others agreed.`, [quote])).to.deep.equal([
      'They told us.',
      `One wrote: ${quote}[^1]`,
      'Others agreed.',
    ])
  })

  it('are read as words without Markdown’s marks', () => {
    expect(plainWords('## **Buy** *less*[^3] of [the \\[old\\] kind](https://example.org/a_b)')).to.equal(
      'Buy less of the [old] kind',
    )
    expect(plainWords('> \\# Three of \\*five\\* & 2 \\< 3')).to.equal('# Three of *five* & 2 < 3')
  })
})
