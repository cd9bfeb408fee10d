import { expect } from 'chai'
import { Hostile } from '../attack/hostile.ts'

for (const seed of [21, 22, 23])
  describe(`whoever sends anything to any address, fifteen times over (seed ${seed})`, function () {
    this.timeout(30 * 60_000)
    it('is answered, and meets no fault of the program', async () => {
      const hostile = await Hostile.open(seed)
      try {
        for (let round = 0; round < 15; round++)
          expect(await hostile.round(), `round ${round}`).to.deep.equal([])
        expect(hostile.isPolluted()).to.equal(false)
      } finally {
        await hostile.close()
      }
    })
  })
