import { expect } from 'chai'
import { settledCodings } from '../../../analysis/application.ts'

const coding = (id: string, start: number, end: number, more = {}) => ({
  ...{ id, text: 't', theme: 'pay', start, end },
  ...more,
})
const ids = (codings: { id: string }[]) => codings.map(({ id }) => id).join(' ')

describe('The codings that count', () => {
  it('are all of them, until a difference is settled', () => {
    expect(ids(settledCodings([coding('ann', 0, 9), coding('bo', 3, 12)]))).to.equal('ann bo')
  })

  it('are the outcome alone in the stretch that it is about, of that text and theme, whenever they were coded', () => {
    const adjudicates = { difference: 'd', start: 0, end: 12 }
    const codings = [
      coding('ann', 0, 9),
      coding('outcome', 0, 4, { adjudicates }),
      coding('inside', 6, 12),
      coding('after', 12, 20),
      coding('otherTheme', 0, 9, { theme: 'skills' }),
      coding('otherText', 0, 9, { text: 'u' }),
    ]
    expect(ids(settledCodings(codings))).to.equal('outcome after otherTheme otherText')
  })
})
