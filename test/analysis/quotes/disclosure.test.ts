import { expect } from 'chai'
import fc from 'fast-check'
import { attributionChoices, type Speaker } from '../../../analysis/model.ts'
import { attribute } from '../../../analysis/quotes/attribution.ts'
import { attributionDetails, detailOf, guardedSpeaker } from '../../../analysis/quotes/disclosure.ts'

const pilot: Speaker = {
  respondent: 'r',
  choice: 'role',
  capacity: 'personal',
  name: 'Orla Penhale',
  role: 'a pilot',
  sector: 'ports',
  organisation: '',
}
const who = (...given: Parameters<typeof guardedSpeaker>) => attribute(guardedSpeaker(...given)).who

describe('An attribution that few fit', () => {
  it('stays where five respondents fit it', () => {
    expect(who(pilot, { sector: 9, role: 5 })).to.equal('a pilot in ports')
  })

  it('is made more general: the sector alone, else one respondent', () => {
    expect(who(pilot, { sector: 5, role: 4 })).to.equal('one respondent in ports')
    expect(who(pilot, { sector: 4, role: 4 })).to.equal('one respondent')
    expect(who({ ...pilot, sector: '' }, { sector: 40, role: 4 })).to.equal('one respondent')
    expect(who({ ...pilot, role: '' }, { sector: 5, role: 1 })).to.equal('one respondent in ports')
  })

  it('leaves a permitted name, and tests the role of one who gave no name', () => {
    expect(who({ ...pilot, choice: 'named' }, { sector: 1, role: 1 })).to.equal('Orla Penhale')
    expect(who({ ...pilot, choice: 'named', name: '' }, { sector: 1, role: 1 })).to.equal('one respondent')
  })

  it('is never more specific than before', () => {
    const many = { sector: 90, role: 90 }
    expect(who(pilot, many, 'sector')).to.equal('one respondent in ports')
    expect(who(pilot, many, 'respondent')).to.equal('one respondent')
  })

  it('says nothing that was not chosen, nothing that fewer than five fit, and nothing that it did not say before', () => {
    const speaker = fc.record({
      respondent: fc.constant('r'),
      choice: fc.constantFrom(...attributionChoices.filter(choice => choice !== 'none')),
      capacity: fc.constant('personal' as const),
      name: fc.constantFrom('', 'Orla Penhale'),
      role: fc.constantFrom('', 'a pilot'),
      sector: fc.constantFrom('', 'ports'),
      organisation: fc.constant(''),
    })
    const alike = fc.record({ sector: fc.integer({ min: 1, max: 9 }), role: fc.integer({ min: 1, max: 9 }) })
    fc.assert(
      fc.property(speaker, alike, fc.constantFrom(...attributionDetails), (given, fit, most) => {
        const guarded = guardedSpeaker(given, fit, most)
        const said = attribute(guarded).who
        if (given.choice === 'unnamed') expect(said).to.equal('one respondent')
        if (attribute(given).shows === 'named') {
          expect(said).to.equal(attribute(given).who)
          return
        }
        if (said.includes('pilot')) expect([fit.role >= 5, most]).to.deep.equal([true, 'role'])
        if (said.includes('ports') && !said.includes('pilot'))
          expect([fit.sector >= 5, most !== 'respondent']).to.deep.equal([true, true])
        const again = guardedSpeaker(given, { sector: 9, role: 9 }, detailOf(guarded))
        expect(attribute(again).who.length).to.be.at.most(said.length)
      }),
    )
  })
})
