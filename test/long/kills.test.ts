import { expect } from 'chai'
import { record } from '../../scripts/bench/record.ts'
import { killAtRandom } from './killedAtRandom.ts'

/** Of these kills some meet nothing, others an upload half read, a coding, tags being written, or a backup. */
const kills = 200

describe(`a server that is killed ${kills} times while people answer, attach files, code, and it is backed up`, function () {
  this.timeout(3 * 60 * 60_000)

  it('has all that it acknowledged, once and whole, and a sound database', async () => {
    const { responses, codings, backups } = await killAtRandom(kills, 7)
    record('kills', [
      `- ${kills} kills: ${responses} responses with a file, ${codings} codings and ${backups} backups were acknowledged, and all are there, once.`,
    ])
    expect(responses).to.be.greaterThan(kills)
    expect(codings).to.be.greaterThan(kills)
    expect(backups).to.be.greaterThan(0)
  })
})
