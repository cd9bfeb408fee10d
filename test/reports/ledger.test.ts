import { expect } from 'chai'
import type { Evidence } from '../../server/findings/evidence/store.ts'
import { unmarkedProblems } from '../../server/reports/ledger/ledger.ts'
import { plainWords } from '../../server/reports/ledger/plainWords.ts'
import { reportSentences } from '../../server/reports/ledger/sentences.ts'
import { material, source, written } from './material.ts'

const audit: Evidence = {
  _id: 'e1',
  consultation: 'harbour',
  key: 'audit',
  citation: 'Review of contracts',
  link: 'https://example.org/r?a=1&b=Yes!',
  publisher: 'The Audit House',
  year: 2024,
  pages: '',
  accessed: '',
  bearings: [],
  excerpt: 'Three of five could not say. Two could.',
}
const all = material(
  [
    source(1, { words: 'We rent it. Nobody owns it.' }),
    source(2, { words: 'Our supplier stayed.', side: 'counter' }),
  ],
  { evidence: new Map([['audit', audit]]) },
)
const ledger = (template: string) => written(template, all).ledger
const kinds = (template: string) => ledger(template).map(entry => entry.kind ?? 'unmarked')
const problems = (template: string) => unmarkedProblems(ledger(template)).map(problem => problem.message)

describe('the ledger of a report', () => {
  it('tells whose each sentence is, by the helper in it or the passage round it', () => {
    const template =
      '{{finding "contracts"}} Of the {{of}}, {{prevalence}} said so. {{quote "Q1"}} {{counter "Q2"}}\n\nThis agrees with {{evidence "audit" text="a review"}}. {{#own}}It has to end.{{/own}}\n\n{{evidence "audit" as="block"}}\n\n{{#recommend}}Keep people.{{/recommend}}\n\n{{#reported "contracts"}}They were plain about it.{{/reported}}\n\n{{#evidenced "audit"}}Few could say.{{/evidenced}}'
    expect(kinds(template)).to.deep.equal([
      'reported',
      'reported',
      'reported',
      'reported',
      'evidenced',
      'own',
      'evidenced',
      'evidenced',
      'evidenced',
      'recommended',
      'reported',
      'evidenced',
    ])
    expect(problems(template)).to.deep.equal([])
  })

  it('says what each rests on, a quote with its finding', () => {
    const [entry] = ledger('{{quote "Q1"}} and {{evidence "audit"}} agree.')
    expect(entry?.rests).to.deep.equal([
      { of: 'quote', key: 'Q1' },
      { of: 'finding', key: 'contracts' },
      { of: 'evidence', key: 'audit' },
    ])
    expect(entry?.words).to.equal(
      'One respondent wrote: “We rent it. Nobody owns it.” and Review of contracts agree.',
    )
  })

  it('finds every sentence that nothing accounts for, with its line and column', () => {
    const template =
      '# A heading is none\n\nIt is so. {{prevalence "contracts"}} said so.\nThen this\nfollows.\n\n- An item\n- {{prevalence}} in another\n\n> And a quotation typed by hand.'
    expect(problems(template).map(message => message.slice(0, message.indexOf('rests on')))).to.deep.equal([
      'Line 3, column 1: nothing says what “It is so.” ',
      'Line 4, column 1: nothing says what “Then this follows.” ',
      'Line 7, column 3: nothing says what “An item” ',
      'Line 10, column 3: nothing says what “And a quotation typed by hand.” ',
    ])
  })

  it('puts the place right behind a note, and where a marked passage fills its line', () => {
    const template = '{{quote "Q1"}}, he said. Well.\n\n{{#own}}\nMine.\n{{/own}}\n  Not mine.\n'
    expect(problems(template).map(message => message.split(':')[0])).to.deep.equal([
      'Line 1, column 26',
      'Line 6, column 3',
    ])
  })

  it('wants the whole of a sentence marked, where no helper stands in it', () => {
    expect(problems('Since {{#own}}it is so{{/own}}, buy less.')[0]).to.match(
      /^Line 1, column 1: only a part of “Since it is so, buy less.” is marked/,
    )
    expect(problems('{{#own}}It is so{{/own}}.')).to.deep.equal([])
  })

  it('wants a mark for the bold part of a sentence that reports, unless a helper is in it', () => {
    expect(problems('{{prevalence "contracts"}} said so, and **it must end**.')[0]).to.match(
      /^Line 1, column \d+: the bold part “it must end”/,
    )
    expect(
      problems('{{prevalence "contracts"}} said so, and {{#own}}**it must end**{{/own}}.'),
    ).to.deep.equal([])
    expect(problems('**{{prevalence "contracts"}}** said so.')).to.deep.equal([])
    expect(problems('{{#own}}**All of it.** And more.{{/own}}')).to.deep.equal([])
  })

  it('takes a table row, a list item and code as they stand, and never sees a stop in a link', () => {
    const markdown =
      '| a | b |\n|---|---|\n| one. | two |\n\n1. First. Second.\n2. Third.\n\n```\nx. y.\n```\n\nSee [Who? Us. \\[sic\\]](https://example.org/a?B=c!D). **Bold.** Then “this. And that.” Last.[^1] End.\n'
    expect(reportSentences(markdown).map(({ start, end }) => markdown.slice(start, end))).to.deep.equal([
      'a | b |',
      'one. | two |',
      'First.',
      'Second.',
      'Third.',
      '```\nx. y.\n```',
      'See [Who? Us. \\[sic\\]](https://example.org/a?B=c!D).',
      '**Bold.**',
      'Then “this. And that.”',
      'Last.[^1]',
      'End.',
    ])
  })

  it('takes headings where they are asked for, without their marks', () => {
    const markdown = '# Keep it\n\n> It leaves.[^1] One wrote: “so it does”.[^2]\n\nNobody minds.'
    const cut = (options?: { headings: boolean }) =>
      reportSentences(markdown, options).map(({ start, end }) => markdown.slice(start, end))
    const prose = ['It leaves.[^1]', 'One wrote: “so it does”.[^2]', 'Nobody minds.']
    expect(cut()).to.deep.equal(prose)
    expect(cut({ headings: true })).to.deep.equal(['Keep it', ...prose])
  })

  it('reads words without Markdown’s marks', () => {
    expect(plainWords('**Buy** *less*[^3] of [the \\[old\\] kind](https://example.org/a_b)')).to.equal(
      'Buy less of the [old] kind',
    )
    expect(plainWords('\\# Three of \\*five\\* & 2 \\< 3')).to.equal('# Three of *five* & 2 < 3')
  })

  it('refuses a passage marked by what is not there', () => {
    const refused = (template: string) => written(template, all).problems.map(problem => problem.message)
    expect(refused('x {{#reported "no"}}y{{/reported}}')[0]).to.match(
      /^Line 1, column 3: no finding is called/,
    )
    expect(refused('{{#evidenced "no"}}y{{/evidenced}}')[0]).to.include('no evidence is called “no”')
    expect(refused('{{#reported}}y{{/reported}}')[0]).to.include('say which finding')
  })

  it('takes a long template of nothing but marks', () => {
    for (const mark of ['“', '**a ', '__a **b ', '[a](<', '](', '| a |\n', 'A B. '])
      expect(() => ledger(mark.repeat(5_000)), mark).not.to.throw()
  })
})
