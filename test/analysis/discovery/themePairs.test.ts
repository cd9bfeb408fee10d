import { expect } from 'chai'
import fc from 'fast-check'
import { themePairs } from '../../../analysis/discovery/themePairs.ts'

const raised = (...themes: string[][]) => new Map(themes.map((own, at) => [`r${at}`, new Set(own)]))

describe('themePairs', () => {
  it('holds what chance would give beside what is, with its sign', () => {
    const pairs = themePairs(
      raised(
        ...Array.from({ length: 8 }, () => ['pay', 'skills']),
        ...Array.from({ length: 2 }, () => ['pay', 'rail']),
        ...Array.from({ length: 10 }, () => ['rail']),
      ),
      { of: 40 },
    )
    const pair = (one: string, other: string) =>
      pairs.find(({ themes }) => themes.join() === `${one},${other}`)
    expect(pair('pay', 'skills')).to.include({ respondents: 8, expected: 2, ratio: 4 })
    expect(pair('pay', 'skills')?.g2).to.be.greaterThan(3.84)
    expect(pair('rail', 'skills')).to.include({ respondents: 0, ratio: 0 })
    expect(pair('rail', 'skills')?.g2).to.be.lessThan(0)
  })

  it('is empty for one theme or none, and refuses fewer respondents than there are', () => {
    expect(themePairs(new Map())).to.deep.equal([])
    expect(themePairs(raised(['pay'], ['pay']))).to.deep.equal([])
    expect(() => themePairs(raised(['pay'], []), { of: 1 })).to.throw(RangeError, 'themePairs')
  })

  it('counts as a plain count does, and is finite', () => {
    const some = fc.array(fc.subarray(['a', 'b', 'constructor', '__proto__']), { maxLength: 30 })
    fc.assert(
      fc.property(some, themes => {
        for (const { themes: pair, respondents, expected, ratio, g2, p, q } of themePairs(
          raised(...themes),
        )) {
          expect(respondents).to.equal(themes.filter(own => pair.every(theme => own.includes(theme))).length)
          expect([expected, ratio, g2, p, q].every(Number.isFinite)).to.equal(true)
          expect(q).to.be.at.least(p)
        }
      }),
    )
  })
})
