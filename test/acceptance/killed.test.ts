import { expect } from 'chai'
import { killWhileTwentySubmit } from './killed.ts'

describe('a server that is killed while twenty respondents submit', () => {
  it('has every acknowledged response after the restart, once and whole', async function () {
    this.timeout(240_000)
    expect(await killWhileTwentySubmit(1, 4)).not.to.deep.equal([])
  })
})
