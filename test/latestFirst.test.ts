import { expect } from 'chai'
import { LatestFirst } from '../server/latestFirst.ts'

describe('Work that is done latest first', () => {
  it('is done one at a time, what was asked for last before what waits', async () => {
    const all = new LatestFirst()
    const done: string[] = []
    let atOnce = 0
    const work = (name: string) =>
      all.do(name, async () => {
        expect(++atOnce).to.equal(1)
        await new Promise(setImmediate)
        atOnce--
        done.push(name)
        return name
      })
    const [first, ...others] = [work('first'), work('second'), work('third'), work('fourth')]
    all.askAgain('second')
    all.askAgain('first')
    expect(await first).to.equal('first')
    await Promise.all(others)
    expect(done).to.deep.equal(['first', 'second', 'fourth', 'third'])
  })

  it('is all done where two pieces have one name', async () => {
    const all = new LatestFirst()
    const work = (key: string, value: number) => all.do(key, async () => value)
    const found = Promise.all([work('busy', 0), work('same', 1), work('other', 2), work('same', 3)])
    expect(await found).to.deep.equal([0, 1, 2, 3])
  })

  it('goes on after work that failed, and begins again after it had ended', async () => {
    const all = new LatestFirst()
    const failing = all.do('failing', () => Promise.reject(new Error('no')))
    const next = all.do('next', async () => 1)
    expect(await failing.catch((error: Error) => error.message)).to.equal('no')
    expect(await next).to.equal(1)
    expect(await all.do('later', async () => 2)).to.equal(2)
  })
})
