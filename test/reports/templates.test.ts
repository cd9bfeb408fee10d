import { expect } from 'chai'
import { unmarkedProblems } from '../../server/reports/ledger/ledger.ts'
import { reportWording } from '../../server/reports/ledger/wording.ts'
import { reportKinds } from '../../server/reports/store.ts'
import { startingTemplate } from '../../server/reports/templates/templates.ts'
import { finding, material, source, written } from './material.ts'

const audit = {
  _id: 'e1',
  consultation: 'harbour',
  key: 'audit',
  citation: 'Who knows? A review of 12 contracts',
  link: 'https://example.org/review',
  publisher: 'The Audit House',
  year: 2024,
  pages: '3',
  accessed: '2026-03-01',
  bearings: [{ finding: 'finding-1', how: 'qualifies' as const }],
  excerpt: 'Three of five could not say. Two could.',
}
const from = material(
  [
    source(1, { words: 'We rent it. Nobody owns it!' }),
    source(2, { words: 'a form for the form' }),
    source(3, { words: 'four years to move one button' }),
    source(4, { words: 'Our supplier stayed.', side: 'counter', choice: 'named' }),
    source(5, { words: 'not for print', choice: 'none' }),
  ],
  {
    findings: new Map([
      ['contracts', finding({}, { text: 'Respondents raised **contracts**. Many described loss.' })],
      ['draft', finding({}, { _id: 'finding-2', key: 'draft', state: 'draft' })],
    ]),
    evidence: new Map([['audit', audit]]),
  },
)

describe('a template to start from', () => {
  for (const kind of reportKinds)
    it(`accounts for every sentence, and says no more than was counted: ${kind}`, () => {
      const template = startingTemplate(kind, ['contracts', 'not-there'], from)
      const out = written(template, from)
      expect(out.problems).to.deep.equal([])
      expect(unmarkedProblems(out.ledger)).to.deep.equal([])
      expect(reportWording(out, from, template)).to.deep.equal([])
      expect(out.ledger.length).to.be.greaterThan(2)
      expect(out.markdown).not.to.include('not for print')
    })

  it('puts each quote of a recommendation into a sentence once, fragments under one attribution', () => {
    const { markdown, printed } = written(startingTemplate('recommendation', ['contracts'], from), from)
    expect(printed.map(({ key }) => key)).to.deep.equal(['Q1', 'Q2', 'Q3', 'Q4'])
    expect(markdown).to.include('Two others wrote of “a form for the form”[^3] and “four years')
  })

  it('gives a quote bank every quote that may be printed, those against apart', () => {
    const { markdown } = written(startingTemplate('quotes', [], from), from)
    expect(markdown.match(/^- .*$/gm)).to.deep.equal([
      '- One respondent wrote: “We rent it. Nobody owns it!”[^1]',
      '- Another respondent wrote: “a form for the form”[^2]',
      '- Another respondent wrote: “four years to move one button”[^3]',
      '- Against it, Dr Ana Example, Example Works, wrote: “Our supplier stayed.”[^4]',
    ])
  })
})
