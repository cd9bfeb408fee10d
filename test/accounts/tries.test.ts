import { setTimeout as rest } from 'node:timers/promises'
import { expect } from 'chai'
import { latestEvents } from '../../server/accounts/auditStore.ts'
import { type Agent, openSite, type Person, post, type Site } from '../site.ts'

describe('wrong passwords', () => {
  let site: Site
  let person: Person
  beforeEach(async () => {
    site = await openSite()
    person = await site.addPerson('researcher')
  })
  afterEach(() => site.close())

  const tryIn = (agent: Agent, email: string, password: string) =>
    post(agent, '/desk/sign-in', { email, password })
  const expectSoon = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await rest(10)
  }
  /** Ten of them, from browsers that nobody signed in with. */
  async function attack(email: string) {
    for (let tried = 0; tried < 10; tried++) await tryIn(site.agent(), email, 'not the password')
  }

  it('stop being taken after ten from browsers that are not known, the right one too', async () => {
    await attack(person.email)
    const agent = site.agent()
    await tryIn(agent, person.email, person.password)
    expect((await agent.get('/desk/sign-in')).text).to.match(/Too many tries went wrong. Wait 1[45] minutes/)
    expect((await agent.get('/desk')).status).to.equal(303)
  })

  it('lock nobody out of a browser with which they signed in before', async () => {
    const own = await site.signInAs(person)
    await post(own, '/desk/sign-out', {}, '/desk')
    await attack(person.email)
    await tryIn(own, person.email, person.password)
    expect((await own.get('/desk')).status).to.equal(200)
  })

  it('are counted for a known browser by itself', async () => {
    const own = await site.signInAs(person)
    for (let tried = 0; tried < 10; tried++) await tryIn(own, person.email, 'not the password')
    await tryIn(own, person.email, person.password)
    expect((await own.get('/desk/sign-in')).text).to.contain('Too many tries')
  })

  it('are counted with all others from a browser that is known for another address', async () => {
    const own = await site.signInAs(person)
    const other = await site.addPerson('administrator')
    await attack(other.email)
    await tryIn(own, other.email, other.password)
    expect((await own.get('/desk/accounts')).status).not.to.equal(200)
  })

  it('are in the audit trail as long as they are taken, and so is signing in, by the account alone', async () => {
    await post(site.agent(), '/desk/sign-in', { email: 'nobody@example.org', password: 'whatever it is' })
    await site.signInAs(person)
    for (let tried = 0; tried < 12; tried++) await tryIn(site.agent(), person.email, 'not the password')
    // The last event is written behind its answer; those of further tries would be written behind it.
    await expectSoon(async () => (await latestEvents()).length >= 11)
    const events = (await latestEvents()).reverse()
    expect(events.map(({ what }) => what)).to.deep.equal([
      'signed in',
      ...Array(10).fill('failed to sign in'),
    ])
    expect(new Set(events.flatMap(({ account, on }) => [account, on]))).to.deep.equal(new Set([person.id]))
  })

  it('say the same of an address that has no account', async () => {
    await attack('nobody@example.org')
    const agent = site.agent()
    await tryIn(agent, 'nobody@example.org', 'whatever it is')
    expect((await agent.get('/desk/sign-in')).text).to.contain('Too many tries went wrong')
  })
})
