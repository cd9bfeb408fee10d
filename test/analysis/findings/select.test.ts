import { expect } from 'chai'
import fc from 'fast-check'
import type { Candidate, Passage } from '../../../analysis/findings/candidates.ts'
import { fragmentsOf } from '../../../analysis/findings/fragments.ts'
import { chooseAmong, marginalMerit, selectQuotes } from '../../../analysis/findings/select.ts'
import { isWhole, standsAlone } from '../../../analysis/findings/standsAlone.ts'
import { similarity, typicality, vectorsOf } from '../../../analysis/findings/typical.ts'

const passage = (respondent: string, text: string, change: Partial<Passage> = {}): Passage => ({
  answer: { id: `t-${respondent}`, respondent, question: 'q', text },
  start: 0,
  end: text.length,
  group: '',
  permitted: true,
  ...change,
})
const words = (chosen: ReturnType<typeof selectQuotes>, passages: Passage[]) =>
  chosen.map(({ quote }) =>
    passages.find(({ answer }) => answer.id === quote.text)?.answer.text.slice(quote.start, quote.end),
  )

const queue = 'Every release waits in a queue for a contractor who is away.'
const passages = [
  passage('r1', queue),
  passage('r2', 'It was worse before that, because of them.'),
  passage('r3', 'The contractor sets the date of every release, and nobody here may object.'),
  passage('r4', 'Contractors own the release process from end to end.', { permitted: false }),
  passage('r5', 'Our canteen serves a decent soup on Thursdays in winter.'),
  passage('r6', queue),
]

describe('the choice of quotes', () => {
  it('takes short sentences that stand alone and are typical, one a respondent, each with its reasons', () => {
    const chosen = selectQuotes(passages, { count: 2 })
    expect(words(chosen, passages)).to.deep.equal([passages[2]?.answer.text, queue])
    expect(chosen[0]?.why).to.include('short (13 words)').and.include('stands alone')
    expect(chosen[0]?.why).to.include('its author permits quotation')
  })

  it('never takes what is not permitted, what leans on a sentence before, or the same words twice', () => {
    const chosen = selectQuotes(passages, { count: 9 })
    expect(chosen.map(({ respondent }) => respondent)).to.have.members(['r1', 'r3', 'r5'])
  })

  it('prefers words of one’s own to those of a letter that several copied, and says which are copied', () => {
    const letter = 'The contractor decides when every release happens and we wait.'
    const copied = ['c1', 'c2', 'c3'].map(who => passage(who, letter))
    const own = passage('o1', 'A contractor who is away holds every release until he returns.')
    const chosen = selectQuotes([...copied, own], { count: 2 })
    expect(chosen.map(({ respondent }) => respondent)).to.deep.equal(['o1', 'c1'])
    expect(chosen[1]?.why.join()).to.include('the same words are in 3 responses')
  })

  it('spreads over groups', () => {
    const same = (respondent: string, text: string, group: string) => passage(respondent, text, { group })
    const chosen = selectQuotes(
      [
        same('a', 'Budgets are fixed a year before anyone knows the work.', 'north'),
        same('b', 'Budgets are fixed before the work can be known here.', 'north'),
        same('c', 'Budgets are fixed long before anyone knows the work.', 'south'),
      ],
      { count: 2 },
    )
    expect(chosen.map(({ group }) => group).sort()).to.deep.equal(['north', 'south'])
    expect(chosen[1]?.why.join()).to.match(/not yet heard/)
  })

  it('leaves out the number of a list', () => {
    const listed = passage('a', '2. Budgets are fixed a year before anyone knows the work.')
    expect(words(selectQuotes([listed]), [listed])).to.deep.equal([
      'Budgets are fixed a year before anyone knows the work.',
    ])
  })

  it('does not depend on the order of the passages', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(passages, { minLength: passages.length }), shuffled => {
        expect(selectQuotes(shuffled)).to.deep.equal(selectQuotes(passages))
      }),
    )
  })

  it('takes at each step what a plain search over all candidates takes', () => {
    const share = fc.constantFrom(0.25, 0.5, 1)
    const candidate = fc.record({
      short: share,
      alone: share,
      typical: share,
      copies: fc.constantFrom(1, 2),
      who: fc.nat(3),
      group: fc.constantFrom('', 'x', 'y'),
      axis: fc.nat(2),
    })
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 8 }), drawn => {
        const all = drawn.map(
          ({ who, axis, ...rest }, i): Candidate => ({
            ...rest,
            quote: { text: `t${i}`, start: 0, end: 1, edits: [] },
            respondent: `r${who}`,
            wordCount: 9,
            isFragment: false,
            vector: new Map([
              [`${axis}`, 0.8],
              [`own${i}`, 0.6],
            ]),
          }),
        )
        const before: Candidate[] = []
        for (const selected of chooseAmong(all, 3)) {
          const best = Math.max(...all.map(one => marginalMerit(one, before) ?? Number.NEGATIVE_INFINITY))
          expect(selected.score).to.equal(best)
          before.push(...all.filter(one => one.quote.text === selected.quote.text))
        }
        expect(before.length).to.equal(Math.min(3, new Set(all.map(one => one.respondent)).size))
      }),
    )
  })

  it('chooses nothing among nothing', () => {
    expect(selectQuotes([])).to.deep.equal([])
  })
})

describe('a sentence that could be quoted', () => {
  it('stands alone unless it begins with what it would have to explain', () => {
    const alone = [
      'Pay is poor.',
      'It is clear that pay is poor.',
      'Itemised bills help.',
      'Thistles grow.',
      'Andover is far.',
    ]
    for (const sentence of alone) expect(standsAlone(sentence), sentence).to.equal(true)
    const leaning = [
      'But pay is poor.',
      'This is why.',
      'It’s late.',
      '“They left.”',
      'However, no.',
      'As I said, pay.',
      'That’s bad news for pay.',
      'Replacing them would cost more.',
      'One of these safeguards is pay.',
      'Any other approach wastes pay.',
      '…',
      '',
    ]
    for (const sentence of leaning) expect(standsAlone(sentence), sentence).to.equal(false)
  })

  it('is whole with a capital, a stop and closed marks', () => {
    expect(isWhole('Pay is poor.')).to.equal(true)
    for (const part of ['pay is poor.', 'Pay is poor', 'Pay “is poor.'])
      expect(isWhole(part), part).to.equal(false)
  })

  it('has fragments that neither lean nor dangle', () => {
    const text =
      'We were told, in the first week, that the platform would be ours, but the contract says nobody inside may change it and so we wait'
    const found = fragmentsOf(text, { start: 0, end: text.length }).map(({ start, end }) =>
      text.slice(start, end),
    )
    expect(found).to.deep.equal([
      'the platform would be ours',
      'the contract says nobody inside may change it and so we wait',
    ])
  })
})

describe('a fragment', () => {
  it('is no heading, and begins with no participle', () => {
    for (const text of [
      'Loss of Expertise and Institutional Knowledge',
      'suddenly increasing the turnover of staff',
    ]) {
      expect(fragmentsOf(text, { start: 0, end: text.length }), text).to.deep.equal([])
    }
  })
})

describe('what is typical', () => {
  it('is what shares telling words with the others', () => {
    const [first, second, odd] = typicality(
      vectorsOf(['slow procurement rules', 'procurement rules are slow', 'soup']),
    )
    expect(first).to.be.greaterThan(0.9)
    expect(second).to.be.greaterThan(0.9)
    expect(odd).to.equal(0)
  })

  it('is a share between 0 and 1 for any texts, and never NaN', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 8 }), texts => {
        const vectors = vectorsOf(texts)
        for (const share of typicality(vectors)) expect(share).to.be.within(0, 1)
        for (const a of vectors) for (const b of vectors) expect(similarity(a, b)).to.be.within(0, 1 + 1e-9)
      }),
    )
  })
})
