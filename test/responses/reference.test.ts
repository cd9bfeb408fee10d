import { expect } from 'chai'
import { referenceOf } from '../../server/responses/reference.ts'

describe('A reference', () => {
  it('is made of symbols that are not taken for one another', () => {
    for (let n = 0; n < 500; n++)
      expect(referenceOf(`response ${n}`, 0)).to.match(
        /^SND-[2-9ABCDEFGHJKMNPQRSTVWXYZ]{4}-[2-9ABCDEFGHJKMNPQRSTVWXYZ]{4}$/,
      )
  })

  it('is the same for the same response, and another for its next attempt', () => {
    expect(referenceOf('a', 0)).to.equal(referenceOf('a', 0))
    expect(new Set([referenceOf('a', 0), referenceOf('a', 1), referenceOf('b', 0)])).to.have.length(3)
  })
})
