import { expect } from 'chai'
import { britishStyle } from '../../analysis/application.ts'
import type { Evidence } from '../../server/findings/evidence/store.ts'
import { reportWording } from '../../server/reports/ledger/wording.ts'
import type { Material } from '../../server/reports/material.ts'
import { finding, material, source, written } from './material.ts'

const audit: Evidence = {
  _id: 'e1',
  consultation: 'harbour',
  key: 'audit',
  citation: 'Review of 212 contracts',
  link: 'https://example.org/review-2019',
  publisher: 'The Audit House',
  year: 2024,
  pages: '14',
  accessed: '',
  bearings: [],
  excerpt: 'Three of the five could not say; 37% had nobody to ask.',
}

const counted = (supports: number, quotes = [source(1, { words: 'We rent it.' })], text = 'It was raised.') =>
  material(quotes, {
    findings: new Map([['contracts', finding({ supports, opposes: 1, of: 58 }, { text })]]),
    evidence: new Map([['audit', audit]]),
  })
const warnings = (template: string, from: Material) =>
  reportWording(written(template, from), from, template).map(problem => problem.message)

describe('the wording of a report', () => {
  it('is held against the count of the finding that a sentence rests on, with its place', () => {
    const template = '{{finding "contracts"}}\n\nMost respondents said so: {{prevalence}}.'
    expect(warnings(template, counted(27))).to.deep.equal([
      'Line 3, column 1: “most” does not fit 27 of 58 respondents. The word for that is “many”.',
    ])
    expect(warnings(template.replace('Most', 'Many'), counted(27))).to.deep.equal([])
  })

  it('is judged by no scale of a finding that is read reflexively, and by what its numbers contradict', () => {
    const reflexive = material([], {
      findings: new Map([
        ['contracts', { ...finding({ supports: 27, of: 58 }), approach: 'reflexive' as const }],
      ]),
    })
    const template = (word: string) =>
      `{{finding "contracts"}}\n\n${word} respondents said so: {{prevalence}}.`
    expect(warnings(template('Some'), reflexive)).to.deep.equal([])
    expect(warnings(template('Most'), reflexive)).to.deep.equal([
      'Line 3, column 1: “Most” says more than half, and it is 27 of 58 respondents. Give the number instead.',
    ])
  })

  it('calls those who answered what the house calls them', () => {
    const template =
      '{{finding "contracts"}}\n\nMost experts said so: {{prevalence}}. One of our experts left because of it.'
    const from = { ...counted(27), style: { ...britishStyle, contributors: 'experts' as const } }
    const [scale = '', cause = ''] = warnings(template.replace('Most experts', 'Most respondents'), from)
    expect(scale).to.include('does not fit 27 of 58 experts')
    expect(cause).to.include('say what experts described')
  })

  it('leaves to “others” those besides whoever is quoted in the paragraph', () => {
    const quotes = [1, 2, 3].map(number => source(number, { words: `It is slow in ${number} ways.` }))
    const template = '{{quote "Q1"}} Others spoke of {{fragment "Q2"}} and {{fragment "Q3"}}.'
    expect(warnings(template, counted(4, quotes))).to.deep.equal([])
    expect(warnings(template, counted(3, quotes))).to.deep.equal([
      'Line 1, column 16: “Others” speaks for three people at least, and two support this besides the one just quoted. Say “two others”.',
    ])
    const apart = '{{quote "Q1"}}\n\nOthers spoke of {{fragment "Q2"}}.'
    expect(warnings(apart, counted(3, quotes))).to.deep.equal([])
  })

  it('holds words of a lead and of a finding’s text to it too, at the helper that prints them', () => {
    const from = counted(2, undefined, 'Our respondents agreed.')
    const [plural, agreed, lead] = warnings(
      '{{finding "contracts"}}\n\n  {{quote "Q1" lead="Most respondents saw it so, and {who} wrote:"}}',
      from,
    )
    expect(plural).to.match(/^Line 1, column 1: “Our respondents” speaks for three people at least, and two/)
    expect(agreed).to.match(/^Line 1, column 1: “agreed” claims/)
    expect(lead).to.match(/^Line 3, column 3: “most” does not fit 2 of 58/)
  })

  it('lets a cause stand that a quoted passage states, and none else', () => {
    const template = '{{#reported "contracts"}}Knowledge is lost because of contracts.{{/reported}}'
    expect(warnings(template, counted(27))[0]).to.match(/^Line 1, column 44: “because of” claims a cause/)
    const stated = [source(1, { words: 'We forgot because they left.' })]
    expect(warnings(template, counted(27, stated))).to.deep.equal([])
  })

  it('measures words that speak against a claim by those who oppose it', () => {
    const against = [source(1, { words: 'They stayed.', side: 'counter' })]
    expect(warnings('Others disagreed: {{fragment "Q1"}}', counted(27, against))[0]).to.include(
      'one opposes this',
    )
  })

  it('leaves an author’s own sentence alone that speaks of nobody', () => {
    expect(warnings('{{#own}}The plan was agreed because of the audit.{{/own}}', counted(0))).to.deep.equal(
      [],
    )
  })

  it('checks each figure that leans on evidence against what is on file of it', () => {
    const template =
      'Of 212 contracts read in 2024, 38 per cent had nobody to ask, and four of the five did not know, says {{evidence "audit" text="a review of 213"}}.\n\n{{evidence "audit" as="block"}}'
    expect(warnings(template, counted(27)).map(message => message.split(' is not')[0])).to.deep.equal([
      'Line 1, column 32: “38 per cent”',
      'Line 1, column 67: “four”',
      'Line 1, column 103: “213”',
    ])
    const right =
      'It was 37 per cent, or three of five bodies: {{evidence "audit"}}. {{#own}}We want 90%.{{/own}}'
    expect(warnings(right, counted(27))).to.deep.equal([])
    expect(warnings('{{#evidenced "audit"}}It was 12.{{/evidenced}}', counted(27))).to.have.length(1)
  })
})
