import { expect } from 'chai'
import { reportWording } from '../../server/reports/ledger/wording.ts'
import type { Material } from '../../server/reports/material.ts'
import { finding, material, source, written } from './material.ts'

const slow = source(1, { words: 'four years to move one button' })
const again = source(2, { words: 'a form for the form', respondent: 'respondent-1' })
const other = source(3, { words: 'a manager who never met a user' })
const role = source(4, { words: 'a call centre far away', choice: 'role' })
const silent = source(5, { words: 'kept to ourselves', choice: 'none' })

const counted = (supports = 27, sources = [slow, again, other, role, silent]) =>
  material(sources, { findings: new Map([['contracts', finding({ supports })]]) })
const out = (template: string, from: Material = counted()) => {
  const { markdown, problems } = written(template, from)
  return {
    markdown: markdown.replace(/\[\^\d+\]/g, '').trim(),
    problems: problems.map(({ message }) => message),
  }
}

describe('one attribution over several fragments', () => {
  it('is one person’s, where they are declared as one split quote', () => {
    const template = '{{#split lead="{who} called it"}}{{fragment "Q1"}}, even {{fragment "Q2"}}{{/split}}.'
    expect(out(template)).to.deep.equal({
      markdown: 'One respondent called it “four years to move one button”, even “a form for the form”.',
      problems: [],
    })
    expect(out(template.replace('Q2', 'Q3')).problems[0]).to.equal(
      'Line 1, column 1: these are the words of 2 people, and {{#split}} is one person’s. Write {{#several}} … {{/several}}.',
    )
  })

  it('counts several people, each as they allowed, and apart from whoever the paragraph has quoted', () => {
    const several = '{{#several}}{{fragment "Q1"}} and {{fragment "Q3"}}{{/several}}.'
    expect(out(several).markdown).to.equal(
      'Two respondents spoke of “four years to move one button” and “a manager who never met a user”.',
    )
    const more = source(6, { words: 'They left.' })
    expect(out(`{{quote "Q6"}} ${several}`, counted(27, [slow, other, more])).markdown).to.include(
      'Two others spoke of',
    )
    const mixed = '{{#several lead="{who} wrote of"}}{{fragment "Q1"}} and {{fragment "Q4"}}{{/several}}.'
    expect(out(mixed).markdown).to.match(/^An adviser in a combined authority and one respondent wrote of/)
    expect(out('{{#several}}{{fragment "Q1"}}, {{fragment "Q2"}}{{/several}}').problems[0]).to.include(
      'these are one person’s words',
    )
  })

  it('says “others” only over three who support the claim, besides whoever was just quoted', () => {
    const template =
      '{{quote "Q4"}}. {{#several as="others"}}{{fragment "Q1"}} and {{fragment "Q3"}}{{/several}}.'
    expect(out(template, counted(4)).markdown).to.include('Others spoke of “four years')
    expect(out(template, counted(4)).problems).to.deep.equal([])
    expect(out(template, counted(3)).problems).to.deep.equal([
      'Line 1, column 17: “others” speaks for three people at least, and 2 support this besides those quoted in the paragraph. Take as="others" out, and they are counted.',
    ])
    expect(out(template.replace('"others"', '"many"')).problems[0]).to.include('not as="many"')
  })

  it('is not warned of as the author’s wording, since the software wrote it', () => {
    const template = '{{#several as="others"}}{{fragment "Q1"}} and {{fragment "Q3"}}{{/several}}.'
    const from = counted(3)
    expect(reportWording(written(template, from), from, template)).to.deep.equal([])
  })

  it('stands round fragments and nothing else', () => {
    for (const inside of [
      '{{fragment "Q1"}}',
      '{{fragment "Q1"}} {{quote "Q3"}}',
      '{{#own}}{{fragment "Q1"}}{{/own}}',
    ])
      expect(out(`{{#several}}${inside}{{/several}}`).problems[0], inside).to.include('two fragments or more')
  })
})

describe('an attribution', () => {
  it('may be silent, and is checked for permission all the same', () => {
    expect(out('It is treated as {{fragment "Q1"}}.').problems).to.deep.equal([])
    const refused = out('It is {{fragment "Q5"}}.')
    expect(refused.problems[0]).to.include('does not allow their words to be quoted')
    expect(refused.markdown).not.to.include('kept to ourselves')
    const split = out('{{#several}}{{fragment "Q1"}} and {{fragment "Q5"}}{{/several}}')
    expect(split.problems[0]).to.include('does not allow their words to be quoted')
  })

  it('is never typed by hand: a lead that names anyone is refused', () => {
    for (const [lead, name] of [
      ['Dr Ana Example said, and {who} wrote:', 'Dr Ana Example'],
      ['As Jo Invented wrote, {who} found that', 'Jo Invented'],
      ['At Example Works, {who} found that', 'Example Works'],
    ])
      expect(out(`{{quote "Q1" lead="${lead}"}}`).problems[0], lead).to.include(`name “${name}”`)
    expect(out('{{quote "Q1" lead="In Wales, {who} wrote that"}}').problems).to.deep.equal([])
  })

  it('is never typed by hand before a fragment either', () => {
    expect(out('So it is,\nwith Dr Ana Example noting that {{fragment "Q1"}}.').problems).to.deep.equal([
      'Line 2, column 6: “Dr Ana Example” is typed by hand before Q1. Who is quoted is said by the software, as they allowed: write {{quote "Q1" lead="{who} wrote that"}}.',
    ])
    expect(out('Mrs Sample came. It is {{fragment "Q1"}}.').problems).to.deep.equal([])
  })

  it('may stand beside a name that was published', () => {
    const audit = {
      _id: 'e1',
      consultation: 'harbour',
      key: 'audit',
      citation: 'Dr Ida Sample, Review of contracts',
      link: 'https://example.org',
      publisher: 'Press',
      year: 2024,
      pages: '',
      accessed: '',
      bearings: [],
      excerpt: '',
    }
    const from = { ...counted(), evidence: new Map([['audit', audit]]) }
    expect(
      out('As Dr Ida Sample found, it is {{fragment "Q1"}}: {{evidence "audit"}}.', from).problems,
    ).to.deep.equal([])
  })
})
