import { expect } from 'chai'
import mongoose from 'mongoose'
import { openSite, type Person, post, type Site } from '../site.ts'
import { lettersTo } from './lettersTo.ts'

describe('a forgotten password', () => {
  let site: Site
  let person: Person
  before(async () => {
    site = await openSite()
  })
  beforeEach(async () => {
    person = await site.addPerson('researcher')
  })
  after(() => site.close())

  async function ask(email: string) {
    const agent = site.agent()
    await post(agent, '/desk/forgotten', { email }, '/desk/forgotten')
    return (await agent.get('/desk/sign-in')).text.replaceAll(email, '').replace(/value="[^"]{40,}"/g, '')
  }
  async function linkOf({ email }: Person) {
    await ask(email)
    return (await lettersTo(site, 'newPassword', email)).at(-1)?.path ?? ''
  }

  it('is replaced by a link that works once and signs out everywhere', async () => {
    const elsewhere = await site.signInAs(person)
    const link = await linkOf(person)
    const agent = site.agent()
    await post(agent, link, { password: 'short' }, link)
    expect((await agent.get(link)).text).to.contain('at least 12 characters')
    await post(agent, link, { password: 'four patient oaks' }, link)
    expect((await agent.get('/desk/sign-in')).text).to.contain('Your new password is set')
    expect((await elsewhere.get('/desk')).status).to.equal(303)
    expect((await site.agent().get(link)).status).to.equal(404)
    const again = await site.signInAs({ ...person, password: 'four patient oaks' })
    expect((await again.get('/desk')).status).to.equal(200)
  })

  it('tells nobody whether an address has an account, on the page and in what is written', async () => {
    const [known, unknown] = [await ask(person.email), await ask('nobody.here@example.org')]
    expect(known).to.contain('If  has an account').and.equal(unknown)
    expect(await lettersTo(site, 'newPassword', 'nobody.here@example.org')).to.deep.equal([])
    const resets = await mongoose.connection.collection('passwordResets').countDocuments()
    const mails = await mongoose.connection.collection('mails').countDocuments({ kind: 'newPassword' })
    expect(resets).to.be.greaterThan(1)
    expect(mails).to.be.greaterThan(1)
  })

  it('sends an address three mails an hour, and no more', async () => {
    const pages = []
    for (let asked = 0; asked < 4; asked++) pages.push(await ask(person.email))
    expect(new Set(pages).size).to.equal(1)
    expect(await lettersTo(site, 'newPassword', person.email)).to.have.length(3)
  })

  it('is replaced at once while others try passwords of the address', async () => {
    for (let tried = 0; tried < 11; tried++)
      await post(site.agent(), '/desk/sign-in', { email: person.email, password: 'not the password' })
    const link = await linkOf(person)
    const agent = site.agent()
    await post(agent, link, { password: 'four patient oaks' }, link)
    await post(agent, '/desk/sign-in', { email: person.email, password: 'four patient oaks' })
    expect((await agent.get('/desk')).status).to.equal(200)
  })

  it('leaves every other link of the account worthless once one is used', async () => {
    const [first, second] = [await linkOf(person), await linkOf(person)]
    await post(site.agent(), second, { password: 'four patient oaks' }, second)
    expect((await site.agent().get(first)).status).to.equal(404)
  })
})
