import { expect } from 'chai'
import { together } from '../../server/database/together.ts'

describe('What is asked for together', () => {
  /** Doubles numbers, refuses a batch that holds a negative one, and notes what was asked for in which batch. */
  function doubling() {
    const batches: number[][] = []
    const double = together(async (numbers: number[]) => {
      batches.push(numbers)
      await new Promise(resolve => setTimeout(resolve, 1))
      if (numbers.some(number => number < 0)) throw new Error(`${numbers} holds a negative number`)
      return numbers.map(number => number * 2)
    })
    return { batches, double }
  }

  it('shares a round trip, and each asker gets their own answer', async () => {
    const { batches, double } = doubling()
    expect(await Promise.all([1, 2, 3].map(double))).to.deep.equal([2, 4, 6])
    expect(batches).to.deep.equal([[1, 2, 3]])
  })

  it('goes with the next while one is under way', async () => {
    const { batches, double } = doubling()
    const first = double(1)
    await new Promise(resolve => setImmediate(resolve))
    expect(await Promise.all([first, double(2), double(3)])).to.deep.equal([2, 4, 6])
    expect(batches).to.deep.equal([[1], [2, 3]])
  })

  it('goes a hundred at a time', async () => {
    const { batches, double } = doubling()
    const numbers = Array.from({ length: 250 }, (_, index) => index)
    expect(await Promise.all(numbers.map(double))).to.deep.equal(numbers.map(number => number * 2))
    expect(batches.map(batch => batch.length)).to.deep.equal([100, 100, 50])
  })

  it('is asked for alone where its batch fails, so that one asker’s fault is no other’s', async () => {
    const { double } = doubling()
    const outcomes = await Promise.allSettled([1, -2, 3].map(double))
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled'])
    expect(await double(4)).to.equal(8)
  })
})
