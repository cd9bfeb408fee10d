import { expect } from 'chai'
import { withSlot } from '../../../server/files/limited/slots.ts'

describe('withSlot', () => {
  it('lets two work at once, the others in the order of asking, whether or not one fails', async () => {
    const ends: (() => void)[] = []
    const begun: number[] = []
    const work = (number: number) =>
      withSlot(async () => {
        begun.push(number)
        await new Promise<void>(resolve => ends.push(resolve))
        if (number === 0) throw new Error('failed')
      })
    const all = [0, 1, 2, 3].map(work)
    const settled = Promise.allSettled(all)
    expect(begun).to.deep.equal([0, 1])
    ends[0]?.()
    await all[0]?.catch(() => undefined)
    expect(begun).to.deep.equal([0, 1, 2])
    ends[1]?.()
    await all[1]
    expect(begun).to.deep.equal([0, 1, 2, 3])
    ends[2]?.()
    ends[3]?.()
    expect((await settled).map(({ status }) => status)).to.deep.equal([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ])
  })
})
