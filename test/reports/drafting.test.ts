import { expect } from 'chai'
import fc from 'fast-check'
import { buildCorpusIndex, lintMarkdown } from '../../analysis/index.ts'
import type { Evidence } from '../../server/findings/evidence/store.ts'
import { draftSection } from '../../server/reports/drafting/section.ts'
import { unmarkedProblems } from '../../server/reports/ledger/ledger.ts'
import { reportWording } from '../../server/reports/ledger/wording.ts'
import type { Material } from '../../server/reports/material.ts'
import { finding, material, source, written } from './material.ts'

const audit: Evidence = {
  _id: 'e1',
  consultation: 'harbour',
  key: 'audit',
  citation: 'Review of moorings',
  link: 'https://example.org/moorings',
  publisher: 'The Audit House',
  year: 2024,
  pages: '14',
  accessed: '',
  bearings: [{ finding: 'finding-1', how: 'supports' }],
  excerpt: 'Three of the five harbours could not say who owned their charts.',
}
const themes = [
  { id: 't1', name: 'Outsourcing', respondents: 27 },
  { id: 't2', name: 'Loss of staff', respondents: 31 },
]
const voices = [
  source(1, { words: 'every change goes through a help desk', respondent: 'a' }),
  source(2, { words: 'four years to move one button', respondent: 'b' }),
  source(3, { words: 'a manager who has never met a pilot', respondent: 'c' }),
  source(4, { words: 'our supplier is the only party that stayed', respondent: 'd', side: 'counter' }),
]
const rich = (changes: Partial<Material> = {}) =>
  material(voices, {
    findings: new Map([['contracts', { ...finding(), themes }]]),
    evidence: new Map([['audit', audit]]),
    ...changes,
  })
const plain = (markdown: string) => markdown.replace(/\[\^\d+\]/g, '')
const gaps = (template: string) => template.match(/\[To write: [^\]]*\]/g) ?? []

/** What stands between a draft and its export, gaps apart. */
function wrong(template: string, from: Material): string[] {
  const report = written(template, from)
  return [
    ...report.problems.filter(({ message }) => !message.includes('is left to write')),
    ...unmarkedProblems(report.ledger),
    ...reportWording(report, from, template),
  ].map(problem => problem.message)
}

describe('a drafted section', () => {
  it('names themes in the order of their counts, works fragments into sentences, and has a voice that differs', () => {
    const template = draftSection(['contracts'], rich())
    expect(
      plain(written(template, rich()).markdown),
    ).to.equal(`Our respondents told us that contracts carry knowledge away. Raised most often was loss of staff, and then outsourcing. Of the 58 respondents who answered this question, many (27) said so.

One respondent noted that “every change goes through a help desk”. Others spoke of “four years to move one button” and “a manager who has never met a pilot”. Not everyone saw it so: another respondent observed that “our supplier is the only party that stayed”.

This is supported by findings from [The Audit House](https://example.org/moorings):

> Three of the five harbours could not say who owned their charts.

— [Review of moorings](https://example.org/moorings), The Audit House, 2024, page 14

[To write: say what follows from this, as your own claim]
`)
    expect(wrong(template, rich())).to.deep.equal([])
  })

  it('is the same whenever it is drafted of the same', () => {
    expect(draftSection(['contracts'], rich())).to.equal(draftSection(['contracts'], rich()))
  })

  it('leads over several findings with all their themes, and says who raised them as they were counted', () => {
    const second = {
      ...finding({ supports: 40 }, { _id: 'finding-2', key: 'pay' }),
      themes: [{ id: 't3', name: 'Pay', respondents: 44 }],
    }
    const both = rich({
      findings: new Map([
        ['contracts', { ...finding(), themes }],
        ['pay', second],
      ]),
    })
    const template = draftSection(['contracts', 'pay'], both)
    expect(plain(written(template, both).markdown)).to.match(
      /^Our respondents told us of pay, loss of staff and outsourcing\.\n/,
    )
    expect(template.indexOf('{{finding "pay"}}')).to.be.lessThan(template.indexOf('{{finding "contracts"}}'))
    expect(wrong(template, both)).to.deep.equal([])
    const few = (supports: number) => {
      const counted = new Map(
        [...both.findings].map(([key, found]) => [key, { ...found, count: { ...found.count, supports } }]),
      )
      return draftSection(['contracts', 'pay'], rich({ findings: counted, quotes: new Map() }))
    }
    expect(few(2)).to.include('Two respondents told us of')
    expect(few(1)).to.include('One respondent told us of')
    expect(few(0)).not.to.include('told us of')
  })

  it('frames words as what they are', () => {
    const framed = (words: string, side: 'quote' | 'counter' = 'quote') => {
      const from = material([source(1, { words, side })])
      return plain(written(draftSection(['contracts'], from), from).markdown)
    }
    expect(framed('not sufficiently careful')).to.match(/One respondent (?:called it|described it as) “not/)
    expect(framed('goes through a help desk twice')).to.match(
      /One respondent (?:wrote|told us) that it “goes/,
    )
    expect(framed('paying rent on our own charts')).to.match(
      /One respondent (?:described|wrote of|spoke of) “pay/,
    )
    expect(framed('We wait. Nobody comes.')).to.match(
      /(?:One respondent [^:]*|words of one respondent): “We wait\. Nobody comes\.”/,
    )
    expect(framed('We wait. Nobody comes.', 'counter')).to.match(
      /(?:Against this|On the other side), one respondent [^:“]*: “We/,
    )
  })

  it('leaves gaps that hold the report until they are filled', () => {
    const bare = material([], {
      findings: new Map([['contracts', finding({ opposes: 6, mixed: 1 }, { text: '' })]]),
    })
    const template = draftSection(['contracts'], bare)
    expect(gaps(template).join('\n'))
      .to.include('what respondents told you')
      .and.to.include('no passage is chosen')
      .and.to.include('7 speak against it')
      .and.to.include('from elsewhere')
    const problems = written(template, bare).problems.map(({ message }) => message)
    expect(problems).to.have.length(gaps(template).length)
    expect(problems[0]).to.match(/^Line 1, column 9: something is left to write: say in a sentence/)
    expect(written(template.replace(/\[To write: [^\]]*\]/g, 'Filled in.'), bare).problems).to.deep.equal([])
  })

  it('calls people as the house does', () => {
    const house = { ...rich().style, contributors: 'experts' as const }
    const from = rich({
      style: house,
      findings: new Map([['contracts', { ...finding({}, { text: '' }), themes }]]),
    })
    expect(draftSection(['contracts'], from)).to.include('what experts told you')
    expect(wrong(draftSection(['contracts'], from), from)).to.deep.equal([])
  })

  it('quotes nobody who may not be quoted, nor whose permission became narrower', () => {
    const narrowed = source(1, { words: 'every change goes through a help desk', choice: 'named' })
    const from = material([
      { ...narrowed, speaker: narrowed.speaker && { ...narrowed.speaker, choice: 'unnamed' } },
      source(2, { words: 'four years to move one button', choice: 'none' }),
    ])
    expect(draftSection(['contracts'], from)).not.to.match(/"Q[12]"/)
  })

  it('is a sound template of accounted sentences in which nobody’s words stand but a respondent’s', () => {
    const said = fc.constantFrom(
      'every change goes through a help desk',
      'four years to move one button',
      'a manager who has never met a pilot',
      'paying rent on our own charts',
      'not sufficiently careful',
      'goes through a help desk twice',
      'Nobody asked us. Nobody will.',
      'They called it “a reset”, twice',
      'contracts with *stars*, {braces} and <b>tags</b>',
      'why would anyone stay?',
      'Dr Orla Penhale said so [twice]…',
    )
    const quote = fc.record({
      words: said,
      respondent: fc.constantFrom('a', 'b', 'c', 'd'),
      side: fc.constantFrom('quote' as const, 'counter' as const),
      choice: fc.constantFrom('unnamed' as const, 'role' as const, 'named' as const, 'none' as const),
    })
    const name = fc.constantFrom(
      'Pay',
      'Loss of staff',
      '“Agile” teams',
      '{{heading}}',
      'A. B! [^1]',
      'NHS & co.',
      '*',
      '`x`',
    )
    const supports = fc.integer({ min: 0, max: 40 })
    fc.assert(
      fc.property(
        fc.array(quote, { maxLength: 7 }),
        fc.uniqueArray(name, { maxLength: 4 }),
        supports,
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom('double' as const, 'single' as const),
        fc.constantFrom('inside' as const, 'outside' as const),
        (quotes, names, count, opposes, marks, stops) => {
          // Each respondent allows the same for all of their words.
          const allowed = new Map(quotes.map(({ respondent, choice }) => [respondent, choice]))
          // Who is quoted for a claim is counted for it.
          const people = new Set(
            quotes.flatMap(({ side, respondent }) => (side === 'quote' ? [respondent] : [])),
          )
          const against = new Set(
            quotes.flatMap(({ side, respondent }) => (side === 'counter' ? [respondent] : [])),
          )
          const style = { ...material().style, marks, stops }
          const sources = quotes.map((each, i) => ({
            ...source(i + 1, { ...each, choice: allowed.get(each.respondent) ?? 'none' }),
            style,
          }))
          const counted = finding(
            {
              supports: Math.max(count, people.size),
              opposes: Math.max(opposes, against.size),
            },
            { text: 'It is so.' },
          )
          const from = material(sources, {
            findings: new Map([
              [
                'contracts',
                { ...counted, themes: names.map((each, i) => ({ id: `t${i}`, name: each, respondents: i })) },
              ],
            ]),
            evidence: new Map(
              names.length > 2
                ? [['audit', { ...audit, publisher: names.find(each => !each.includes('“')) ?? '' }]]
                : [],
            ),
            style,
          })
          const template = draftSection(['contracts'], from)
          expect(wrong(template, from), template).to.deep.equal([])
          const index = buildCorpusIndex(
            quotes.map(({ words, respondent }, i) => ({
              id: `t${i}`,
              respondent,
              question: 'q',
              text: words,
            })),
          )
          const { markdown } = written(template, from)
          const linted = lintMarkdown(plain(markdown), index, { evidence: [audit.excerpt] })
          for (const { verdict, text } of linted.quotes)
            expect(verdict, `${text}\n${markdown}`).to.match(/^(?:verbatim|normalised|edited|evidence)$/)
        },
      ),
      { numRuns: 300 },
    )
  })
})
