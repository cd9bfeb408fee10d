import { expect } from 'chai'
import { countInvitations } from '../../server/consultations/invitations/invitationStore.ts'
import { bringList } from '../consultations/inviting.ts'
import { openConsultation } from '../responses/respondent.ts'
import { openSite, post, type Site } from '../site.ts'

const rows = 100_000

describe('a list of 100,000 people to invite', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('has every fault told with its line, and everybody else once', async () => {
    const owner = await site.signIn('owner')
    const consultation = await openConsultation()
    const lines = Array.from({ length: rows }, (_, n) => lineOf(n))
    const address = await bringList(owner, consultation, Buffer.from(['name,email', ...lines].join('\n')))
    await site.runner.idle()

    const faulty = lines.flatMap((line, n) => (line === `Person ${n},person${n}@example.org` ? [] : [n + 2]))
    expect(faulty.length).to.be.greaterThan(3000)
    const told = new Set<number>()
    for (let page = 1, more = true; more; page++) {
      const { text } = await owner.get(`${address}?page=${page}`).expect(200)
      for (const [, line] of text.matchAll(/<td>line (\d+)<\/td>/g)) told.add(Number(line))
      for (const [, line] of text.matchAll(/, line (\d+)<\/td>/g)) told.add(Number(line))
      more = text.includes(`?page=${page + 1}#`)
    }
    expect([...told].sort((a, b) => a - b)).to.deep.equal(faulty)

    await post(owner, address, {}, `/desk/${consultation}/invitations`)
    await site.runner.idle()
    const { invited } = await countInvitations(consultation, 2)
    expect(invited).to.equal(rows - faulty.length)
  })
})

/** Every so often a line has a fault of one of the kinds there are. */
function lineOf(n: number): string {
  if (n % 100 === 7) return `Person ${n},person${n} at example.org`
  if (n % 100 === 23) return `Person ${n},`
  if (n % 100 === 41) return `Person ${n},PERSON${n - 1}@example.org`
  if (n % 1000 === 599) return `Person ${n},person${n}@example.org,and more`
  return `Person ${n},person${n}@example.org`
}
