import { expect } from 'chai'
import { KeptCounts } from '../server/keptCounts.ts'

describe('Kept counts', () => {
  let now = 0
  let counted = 0
  const kept = () => new KeptCounts<number>(value => value >= 10, { now: () => now })
  /** Counts to a number in so many milliseconds. */
  const count =
    (value: number, took = 0) =>
    async () => {
      counted++
      now += took
      return value
    }
  beforeEach(() => {
    now = 0
    counted = 0
  })

  it('counts what there is little of whenever it is asked for', async () => {
    const counts = kept()
    expect((await counts.of('a', count(3, 500))).value).to.equal(3)
    expect((await counts.of('a', count(4, 500))).value).to.equal(4)
  })

  it('counts what there is much of once, and says of when it is', async () => {
    const counts = kept()
    const { at } = await counts.of('a', count(10, 500))
    expect(at).to.be.at.most(new Date())
    now += 9_000
    expect(await counts.of('a', count(11)))
      .to.include({ value: 10 })
      .and.deep.include({ at })
    expect(counted).to.equal(1)
    expect((await counts.of('b', count(12))).value).to.equal(12)
  })

  it('shows a count once more while it is made anew, and then the new one', async () => {
    const counts = kept()
    await counts.of('a', count(10, 500))
    now += 20_000
    expect((await counts.of('a', count(11, 500))).value).to.equal(10)
    await new Promise(setImmediate)
    expect((await counts.of('a', count(12))).value).to.equal(11)
    expect(counted).to.equal(2)
  })

  it('waits for a new count where the last is older than a minute', async () => {
    const counts = kept()
    await counts.of('a', count(10, 500))
    now += 61_000
    expect((await counts.of('a', count(11))).value).to.equal(11)
  })

  it('tells the last without waiting, and counts for whoever asks later', async () => {
    const counts = kept()
    expect(counts.last('a', count(10, 500))).to.equal(undefined)
    await new Promise(setImmediate)
    now += 90_000
    expect(counts.last('a', count(11, 500))).to.include({ value: 10 })
    await new Promise(setImmediate)
    expect(counts.last('a', count(12, 500))).to.include({ value: 11 })
    expect(counted).to.equal(2)
  })

  it('counts again after a count that failed, and goes on showing the last meanwhile', async () => {
    const counts = kept()
    await counts.of('a', count(10, 500))
    now += 20_000
    const failing = () => Promise.reject(new Error('the database is gone'))
    expect((await counts.of('a', failing)).value).to.equal(10)
    await Promise.resolve()
    now += 41_000
    const asked = counts.of('a', failing)
    expect(await asked.catch(error => error.message)).to.equal('the database is gone')
    expect((await counts.of('a', count(12))).value).to.equal(12)
  })

  it('waits a moment for what was never counted, and shows the last however old', async () => {
    const counts = kept()
    let end = (_: number) => {}
    const counting = new Promise<number>(resolve => (end = resolve))
    expect(await counts.soon('a', () => counting)).to.equal(undefined)
    end(10)
    expect(await counts.soon('a', count(11))).to.include({ value: 10 })
    expect(await counts.soon('b', count(12))).to.include({ value: 12 })
    now += 90_000
    expect(await counts.soon('b', count(13))).to.include({ value: 12 })
  })

  it('tells whoever waits that counting failed, and counts again for the next', async () => {
    const counts = kept()
    const failing = counts.soon('a', () => Promise.reject(new Error('no')))
    expect(await failing.catch((error: Error) => error.message)).to.equal('no')
    expect(await counts.soon('a', count(10))).to.include({ value: 10 })
  })

  it('makes one count at a time of what is long to count, that which somebody looks for first', async () => {
    const [some, others] = [0, 1].map(() => new KeptCounts<string>(() => true, { isLong: true }))
    const done: string[] = []
    let end = () => {}
    const first = new Promise<void>(resolve => (end = resolve))
    const told = (name: string) => async () => {
      if (name === 'first') await first
      done.push(name)
      return name
    }
    for (const name of ['first', 'second', 'third']) some?.last(name, told(name))
    const looking = others?.soon('second', told('another second'))
    const again = some?.soon('second', told('second'))
    end()
    expect(await looking).to.include({ value: 'another second' })
    expect(await again).to.include({ value: 'second' })
    while (done.length < 4) await new Promise(setImmediate)
    expect(done).to.deep.equal(['first', 'second', 'another second', 'third'])
  })
})
