import { expect } from 'chai'
import fc from 'fast-check'
import {
  type CampaignCountInput,
  campaignCount,
  campaignWords,
  type Letter,
} from '../../../analysis/findings/campaignCount.ts'

/** A letter of 100 characters, and what follows it in the answer. */
const letterOf = (respondent: string, added = 0, campaign = 'toll'): Letter => ({
  respondent,
  campaign,
  text: `letter of ${respondent}`,
  added: added > 0 ? [{ start: 100, end: 100 + added }] : [],
})
const passage = (respondent: string, start: number, end: number, text = `letter of ${respondent}`) => ({
  respondent,
  text,
  start,
  end,
})
const people = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`)

describe('A count with campaigns', () => {
  const senders = people('sender', 6)
  const usual: CampaignCountInput = {
    supporters: [...senders, ...people('other', 21)],
    of: 58,
    letters: senders.map(sender => letterOf(sender)),
    supporting: senders.map(sender => passage(sender, 0, 50)),
  }

  it('counts a letter that six people sent as six, and as one voice', () => {
    const count = campaignCount(usual)
    expect(count).to.deep.equal({
      campaigns: 1,
      senders: 6,
      supporters: 6,
      ownWords: 0,
      asOne: { supports: 22, of: 53 },
    })
    expect(campaignWords(count)).to.equal(
      'Six people sent one letter and are counted as six; with the letter as one voice it is 22 of 53 respondents.',
    )
  })

  it('counts apart whoever says so in what they added, or in another answer', () => {
    const letters = [letterOf('sender0', 80), letterOf('sender1', 80), ...usual.letters.slice(2)]
    const supporting = [
      passage('sender0', 110, 170),
      // Mostly the letter's.
      passage('sender1', 60, 120),
      passage('sender2', 0, 40, 'another answer'),
      ...usual.supporting.slice(3),
    ]
    const count = campaignCount({ ...usual, letters, supporting })
    expect(count).to.include({ ownWords: 2 })
    expect(count.asOne).to.deep.equal({ supports: 22, of: 53 })
    expect(campaignWords(count)).to.match(/Two of them also say so in words of their own\.$/)
  })

  it('says how many senders support it, where not all do', () => {
    const count = campaignCount({ ...usual, supporters: ['sender0', 'other'] })
    expect(count).to.deep.include({ senders: 6, supporters: 1, asOne: { supports: 2, of: 53 } })
    expect(campaignWords(count)).to.include('One of them supports the claim.').and.include('2 of 53')
    const none = campaignCount({ ...usual, supporters: ['other'] })
    expect(campaignWords(none)).to.include('None of them supports the claim.')
  })

  it('takes a respondent of two campaigns for a sender of the larger, and one alone for no campaign', () => {
    const letters = [
      ...usual.letters,
      letterOf('sender0', 0, 'quay'),
      letterOf('other0', 0, 'quay'),
      letterOf('other1', 0, 'pier'),
      letterOf('other2', 0, 'pier'),
    ]
    const count = campaignCount({ ...usual, letters })
    expect(count).to.deep.include({ campaigns: 2, senders: 8, asOne: { supports: 21, of: 52 } })
    expect(campaignWords(count)).to.include('Eight people sent one of two letters').and.include('each letter')
  })

  it('says so where nobody sent the same', () => {
    expect(campaignWords(campaignCount({ ...usual, letters: [] }))).to.equal(
      'Nobody counted sent the same text as another.',
    )
  })

  it('never counts more voices than people, nor more that support than there are', () => {
    const id = fc.constantFrom(...people('p', 12))
    fc.assert(
      fc.property(
        fc.uniqueArray(id),
        fc.array(fc.tuple(id, fc.constantFrom('a', 'b', 'c'))),
        (supporters, sent) => {
          const letters = sent.map(([respondent, campaign]) => letterOf(respondent, 0, campaign))
          const count = campaignCount({ supporters, of: 12, letters, supporting: [] })
          expect(count.asOne.of).to.equal(12 - count.senders + count.campaigns)
          expect(count.asOne.supports).to.be.within(Math.min(1, supporters.length), supporters.length)
          expect(count.asOne.supports).to.be.at.most(count.asOne.of)
          expect(count.supporters).to.be.at.most(count.senders)
        },
      ),
    )
  })
})
