import { expect } from 'chai'
import fc from 'fast-check'
import { themesTogether } from '../../../analysis/findings/cooccurrence.ts'

const raised = (...themes: string[][]) => new Map(themes.map((own, i) => [`r${i}`, new Set(own)]))
const repeat = (count: number, themes: string[]) => Array.from({ length: count }, () => themes)

describe('themes that occur together', () => {
  it('are those that the same respondents raise more often than chance gives', () => {
    const sets = themesTogether(
      raised(
        ...repeat(8, ['pay', 'skills', 'rail']),
        ...repeat(2, ['pay', 'rail']),
        ...repeat(20, ['rail']),
        ...repeat(10, []),
      ),
    )
    const pair = sets.find(set => set.themes.join() === 'pay,skills')
    expect(pair).to.include({ respondents: 8, expected: 2, lift: 4 })
    expect(sets[0]?.themes).to.deep.equal(['pay', 'skills'])
  })

  it('include triples whose pairs all hold', () => {
    const sets = themesTogether(raised(...repeat(9, ['a', 'b', 'c']), ...repeat(30, [])))
    expect(sets.map(set => set.themes.join(''))).to.have.members(['ab', 'ac', 'bc', 'abc'])
  })

  it('leave out what chance gives, what few raised, and nothing at all', () => {
    expect(
      themesTogether(
        raised(...repeat(10, ['a', 'b']), ...repeat(10, ['a']), ...repeat(10, ['b']), ...repeat(10, [])),
      ),
    ).to.deep.equal([])
    expect(themesTogether(raised(...repeat(2, ['a', 'b']), ...repeat(90, [])))).to.deep.equal([])
    expect(themesTogether(new Map())).to.deep.equal([])
  })

  it('have finite figures whatever was raised', () => {
    const some = fc.array(fc.subarray(['a', 'b', 'c', 'd']), { maxLength: 40 })
    fc.assert(
      fc.property(some, themes => {
        for (const { expected, lift, g2, respondents } of themesTogether(raised(...themes), { fewest: 1 })) {
          expect([expected, lift, g2].every(Number.isFinite)).to.equal(true)
          expect(respondents).to.be.greaterThan(expected)
        }
      }),
    )
  })
})
