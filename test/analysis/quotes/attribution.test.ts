import { expect } from 'chai'
import fc from 'fast-check'
import { attributionChoices, capacities, type Speaker } from '../../../analysis/model.ts'
import { attribute, printedLine } from '../../../analysis/quotes/attribution.ts'
import {
  attributeAll,
  endsTogetherInAside,
  leadWords,
  listed,
  opensSentence,
} from '../../../analysis/quotes/lead.ts'
import { permits } from '../../../analysis/quotes/maySay.ts'
import { inQuoteMarks } from '../../../analysis/quotes/printed.ts'

const speaker = (change: Partial<Speaker> = {}): Speaker => ({
  respondent: 'r1',
  choice: 'named',
  capacity: 'personal',
  name: 'Dr Wren Okafor',
  role: 'A senior official',
  sector: 'local government',
  organisation: 'Quayside Council',
  ...change,
})
const who = (change: Partial<Speaker>) => attribute(speaker(change)).who

describe('an attribution', () => {
  it('says what the choice allows', () => {
    expect(who({ choice: 'unnamed' })).to.equal('one respondent')
    expect(who({ choice: 'role' })).to.equal('a senior official in local government')
    expect(who({ choice: 'named' })).to.equal('Dr Wren Okafor, Quayside Council')
    expect(who({ choice: 'named', capacity: 'organisation' })).to.equal('Quayside Council')
  })

  it('names those for whom a joint answer or the notes of an event speak only where that is permitted', () => {
    const joint = { capacity: 'joint', behalf: 'the crews of two islands' } as const
    expect(who({ ...joint, choice: 'named' })).to.equal('a joint answer by the crews of two islands')
    expect(who({ ...joint, choice: 'named', behalf: '' })).to.equal('a joint answer by Quayside Council')
    expect(who({ ...joint, choice: 'role' })).to.equal('one respondent in local government')
    expect(who({ ...joint, choice: 'role', sector: 'the crews of two islands' })).to.equal('one respondent')
    expect(who({ ...joint, choice: 'unnamed' })).to.equal('one respondent')
    expect(who({ capacity: 'notes', behalf: 'an open evening' })).to.equal('notes of an open evening')
  })

  it('falls back to less where something is missing', () => {
    expect(who({ name: ' ' })).to.equal('a senior official in local government')
    expect(who({ choice: 'role', role: '' })).to.equal('one respondent in local government')
    expect(who({ choice: 'role', role: '', sector: '' })).to.equal('one respondent')
    expect(who({ organisation: '' })).to.equal('Dr Wren Okafor')
    expect(who({ capacity: 'organisation', organisation: '', role: '', sector: '' })).to.equal(
      'one respondent',
    )
  })

  it('gives a role its article', () => {
    expect(who({ choice: 'role', role: 'NHS manager' })).to.equal('an NHS manager in local government')
    expect(who({ choice: 'role', role: 'user researcher' })).to.equal('a user researcher in local government')
    expect(who({ choice: 'role', role: 'adviser', sector: '' })).to.equal('an adviser')
  })

  it('leaves out a role that names the person, the organisation or an address', () => {
    const roles = ['Wren, head of digital', 'an officer at Quayside Council', 'wo@example.org', 'OKAFOR']
    for (const role of roles)
      expect(who({ choice: 'role', role }), role).to.equal('one respondent in local government')
  })

  it('throws for a respondent who permits no quotation', () => {
    expect(permits(speaker({ choice: 'none' }))).to.equal(false)
    expect(() => attribute(speaker({ choice: 'none' }))).to.throw('attribute: respondent r1')
  })

  it('never prints a name or organisation unless the choice is to be named', () => {
    const words = fc.constantFrom('', 'Zephyr', 'a Zephyr lead', 'Zephyr Quill', 'a clerk', 'Mr Quill', 'dr')
    const anyone = fc.record({
      respondent: fc.constant('r'),
      choice: fc.constantFrom(...attributionChoices.filter(choice => choice !== 'none')),
      capacity: fc.constantFrom(...capacities),
      name: words,
      role: words,
      sector: words,
      organisation: words,
    })
    fc.assert(
      fc.property(anyone, one => {
        const { who: printed, shows } = attribute(one)
        expect(printed.trim()).to.not.equal('')
        if (shows === 'named') expect(one.choice).to.equal('named')
        if (one.choice === 'unnamed') expect(printed).to.equal('one respondent')
        if (one.choice === 'role' && one.name.length > 2) expect(printed).to.not.include(one.name)
        if (one.capacity === 'organisation' && one.name === 'Mr Quill' && one.organisation === 'a clerk') {
          expect(printed).to.not.include('Quill')
        }
      }),
    )
  })

  it('makes the line that a respondent is shown', () => {
    expect(printedLine(speaker({ choice: 'unnamed' }))).to.equal('“…” — one respondent')
    expect(inQuoteMarks('he said "wait" to “us”')).to.equal('“he said ‘wait’ to ‘us’”')
  })
})

describe('the words that lead up to a quote', () => {
  it('have a capital where the sentence starts', () => {
    expect(leadWords('{who} called it', 'one respondent', true)).to.equal('One respondent called it')
    expect(leadWords('{who} called it', 'one respondent', false)).to.equal('one respondent called it')
    expect(leadWords('Not so: {who} found', 'one respondent', true)).to.equal('Not so: one respondent found')
    expect(leadWords('Not so. {who} found', 'one respondent', true)).to.equal('Not so. One respondent found')
    expect(() => leadWords('they said', 'x', true)).to.throw('{who}')
  })

  it('know where a sentence starts', () => {
    for (const before of ['', 'It stopped. ', 'He said “no.” ', 'Done.[^2] ', 'A line\n', '> ']) {
      expect(opensSentence(before), before).to.equal(true)
    }
    for (const before of ['and ', 'so: ', 'e,']) expect(opensSentence(before), before).to.equal(false)
  })

  it('count several speakers, each once', () => {
    const one = speaker({ choice: 'unnamed' })
    const two = speaker({ choice: 'unnamed', respondent: 'r2' })
    const three = speaker({ choice: 'role', respondent: 'r3' })
    expect(attributeAll([one, one])).to.equal('one respondent')
    expect(attributeAll([one, two])).to.equal('two respondents')
    expect(attributeAll([one, two], { already: true })).to.equal('others')
    expect(attributeAll([one, two], { already: true, counted: true })).to.equal('two others')
    expect(attributeAll([one], { already: true })).to.equal('another respondent')
    expect(attributeAll([one, three, two])).to.equal(
      'a senior official in local government and two respondents',
    )
    expect(() => attributeAll([])).to.throw('attributeAll')
  })

  it('close the commas round an organisation where the sentence goes on', () => {
    const led = (template: string, who = 'Dr Ana Example, Example Works', aside = true) =>
      leadWords(template, who, true, aside)
    expect(led('{who} wrote that')).to.equal('Dr Ana Example, Example Works, wrote that')
    expect(led('It was lost, with {who} noting that')).to.equal(
      'It was lost, with Dr Ana Example, Example Works, noting that',
    )
    for (const template of ['{who}: ', 'According to {who},', 'So said {who}.', 'As heard from {who}'])
      expect(led(template), template).not.to.match(/Works,(?! *$)|,,/)
    expect(led('{who} wrote', 'Dr Ana Example', false)).to.equal('Dr Ana Example wrote')
    expect(led('{who} wrote', 'a head of parks, play and paths', false)).not.to.include('paths,')
  })

  it('close them in a list of several speakers', () => {
    const named = speaker({
      choice: 'named',
      capacity: 'personal',
      name: 'Dr Ana Example',
      organisation: 'Works',
    })
    const other = { ...named, respondent: 'r2', name: 'Bo Test' }
    const unnamed = speaker({ choice: 'unnamed', respondent: 'r3' })
    expect(attributeAll([named, unnamed])).to.equal('Dr Ana Example, Works, and one respondent')
    expect(attributeAll([named, other])).to.equal('Dr Ana Example, Works, and Bo Test, Works')
    expect(attributeAll([named, other, unnamed])).to.equal(
      'Dr Ana Example, Works; Bo Test, Works; and one respondent',
    )
    expect(endsTogetherInAside([unnamed, named])).to.equal(false)
    expect(endsTogetherInAside([named, other])).to.equal(true)
  })

  it('list with semicolons where a part has a comma', () => {
    expect(listed(['a', 'b', 'c'])).to.equal('a, b and c')
    expect(listed(['a, b', 'c', 'd'])).to.equal('a, b; c and d')
  })
})
