import { expect } from 'chai'
import mongoose from 'mongoose'
import { type Person, post, type Site } from '../../site.ts'
import { throughProvider } from './openProvider.ts'
import {
  come,
  comeBack,
  expectLogged,
  isIn,
  leadsTo,
  linkOf,
  openVisiting,
  type Visiting,
  whatWasDone,
} from './visiting.ts'

describe('linking an account with an OpenID Connect provider', () => {
  let visiting: Visiting
  let site: Site
  let person: Person
  before(async () => {
    visiting = await openVisiting()
    site = visiting.site
  })
  beforeEach(async () => {
    person = await visiting.somebody()
  })
  after(() => visiting.close())

  const own = '/desk/account/provider'

  it('is done by its person, with a sign-in whose address is another, and is undone', async () => {
    const agent = await site.signInAs(person)
    visiting.known('known by another address', 'private@example.org', false)
    expect((await agent.get('/desk/account')).text).to.contain('is not linked with Hafren')
    await post(agent, own, { current: 'not the password' })
    expect((await agent.get(own)).text).to.contain('This is not the password')
    const sent = await post(agent, own, { current: person.password })
    expect(await comeBack(agent, await throughProvider(leadsTo(sent).href))).to.equal(own)
    expect((await agent.get(own)).text)
      .to.contain('Your account is linked')
      .and.contain('Unlink my account')
    const other = site.agent()
    expect(await come(other)).to.equal('/desk')
    expect((await other.get('/desk/account')).text).to.contain(person.email)

    await post(agent, `${own}/off`, { current: 'not the password' })
    expect(await linkOf(person.id)).not.to.equal(undefined)
    await agent.get(own)
    await post(agent, `${own}/off`, { current: person.password })
    expect((await agent.get('/desk/account')).text).to.contain('Your account is unlinked')
    await come(site.agent())
    expect(await linkOf(person.id)).to.equal(undefined)
    expect(await whatWasDone(person.id)).to.include.members([
      'linked their account with a sign-in of the provider',
      'unlinked their account from the sign-in of the provider',
    ])
  })

  it('is not done with the sign-in of somebody else, nor by whoever is not signed in any more', async () => {
    await come(site.agent())
    const other = await site.addPerson('author')
    const agent = await site.signInAs(other)
    const begun = async () => {
      const sent = await post(agent, own, { current: other.password })
      return throughProvider(leadsTo(sent).href)
    }
    expect(await comeBack(agent, await begun())).to.equal(own)
    expect((await agent.get(own)).text).to.contain('is linked with another account of this site')
    visiting.known('nobody’s yet', 'private@example.org')
    const answer = await begun()
    await mongoose.connection.collection('signIns').deleteMany({ account: other.id } as object)
    await comeBack(agent, answer)
    expect(await linkOf(other.id)).to.equal(undefined)
  })

  it('is undone by an administrator, who signs them out', async () => {
    const agent = site.agent()
    await come(agent)
    const administrator = await site.signIn('administrator')
    const page = `/desk/accounts/${person.id}`
    expect((await administrator.get(page)).text).to.contain('They can sign in with Hafren since')
    await post(administrator, `${page}/unlink`, {})
    expect(await linkOf(person.id)).to.equal(undefined)
    expect(await isIn(agent)).to.equal(false)
    expect((await administrator.get(page)).text)
      .to.contain('is unlinked')
      .and.not.contain('They can sign in with Hafren')
    expect((await administrator.get('/desk/audit?kind=access')).text)
      .to.contain('unlinked the account of')
      .and.contain('linked their account with a sign-in of the provider')
  })

  it('is told in the log where it comes to nothing, without anybody’s address', () => {
    expectLogged(visiting.logged, ['taken', 'stale', 'unverified'])
  })
})
