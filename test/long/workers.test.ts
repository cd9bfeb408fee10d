import { expect } from 'chai'
import { killWorkers } from './killedWorkers.ts'

describe('a site of three processes of which one after another is killed under load', () => {
  it('goes on answering, loses and doubles nothing, and stops with all of them', async () => {
    expect((await killWorkers(30, 20)).length).to.be.greaterThan(60)
  })
})
