import { expect } from 'chai'
import { killWhileTwentySubmit } from '../acceptance/killed.ts'

describe('a server that is killed five times while twenty respondents submit', () => {
  for (const seed of [1, 2, 3])
    it(`has every acknowledged response after each restart, once and whole (seed ${seed})`, async () => {
      expect((await killWhileTwentySubmit(5, seed)).length).to.be.greaterThan(15)
    })
})
