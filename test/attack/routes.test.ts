import { expect } from 'chai'
import { Hostile } from './hostile.ts'

const seed = Number(process.env.ATTACK_SEED ?? 20)

describe(`whoever sends anything to any address (seed ${seed})`, function () {
  this.timeout(120_000)
  let hostile: Hostile
  before(async () => {
    hostile = await Hostile.open(seed)
  })
  after(() => hostile.close())

  it('is answered, and meets no fault of the program', async () => {
    expect(await hostile.round()).to.deep.equal([])
    expect(hostile.isPolluted()).to.equal(false)
  })
})
