import { expect } from 'chai'
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

  it('say the same of an address that has no account', async () => {
    await attack('nobody@example.org')
    const agent = site.agent()
    await tryIn(agent, 'nobody@example.org', 'whatever it is')
    expect((await agent.get('/desk/sign-in')).text).to.contain('Too many tries went wrong')
  })
})
