import { expect } from 'chai'
import { type Agent, openSite, type Person, post, type Site } from '../site.ts'

describe('one’s own account', () => {
  let site: Site
  let person: Person
  let agent: Agent
  before(async () => {
    site = await openSite()
  })
  beforeEach(async () => {
    person = await site.addPerson('researcher')
    agent = await site.signInAs(person)
  })
  after(() => site.close())

  const page = async (who = agent) => (await who.get('/desk/account').expect(200)).text

  it('has the name changed that stands beside what one does', async () => {
    await post(agent, '/desk/account/name', { name: '  ' })
    expect(await page())
      .to.contain('Enter a name')
      .and.contain('<title>Error: ')
    await post(agent, '/desk/account/name', { name: 'Oren Whitlock' })
    expect(await page())
      .to.contain('Your name is changed')
      .and.contain('Oren Whitlock')
  })

  it('changes the password for whoever knows the one of now, and signs out everywhere else', async () => {
    const other = await site.signInAs(person)
    const change = { current: 'a wrong one, surely', password: 'nine slow barges' }
    await post(agent, '/desk/account/password', change)
    expect(await page()).to.contain('This is not the password that you sign in with')
    await post(agent, '/desk/account/password', { ...change, current: person.password })
    expect(await page()).to.contain('Your password is changed')
    expect((await other.get('/desk')).headers.location).to.match(/^\/desk\/sign-in/)
    expect((await (await site.signInAs(person)).get('/desk')).status, 'the old password').to.equal(303)
    const again = await site.signInAs({ ...person, password: change.password })
    expect((await again.get('/desk')).status).to.equal(200)
  })

  it('shows where one is signed in, and ends what one does not know', async () => {
    const phone = site.agent()
    const firefox = 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'
    phone.set('User-Agent', firefox)
    await post(phone, '/desk/sign-in', { email: person.email, password: person.password })
    const listed = await page()
    expect(listed).to.contain('Firefox on Android').and.contain('(this one)')
    const [, id = ''] = /sign-ins\/([\w-]+)\/end/.exec(listed) ?? []
    const stranger = await site.signIn('owner', 'administrator')
    await post(stranger, `/desk/account/sign-ins/${id}/end`, {})
    expect((await phone.get('/desk')).status, 'of another account').to.equal(200)
    await post(agent, `/desk/account/sign-ins/${id}/end`, {})
    expect((await phone.get('/desk')).status).to.equal(303)
    expect(await page()).not.to.contain('Firefox on Android')
  })

  it('ends every other sign-in at once', async () => {
    const others = [await site.signInAs(person), await site.signInAs(person)]
    await post(agent, '/desk/account/sign-ins/end', {})
    for (const other of others) expect((await other.get('/desk')).status).to.equal(303)
    expect((await agent.get('/desk')).status).to.equal(200)
  })

  it('lets nobody in by a copy of the cookie once its browser has signed out', async () => {
    const browser = site.agent()
    const sent = await post(browser, '/desk/sign-in', { email: person.email, password: person.password })
    const copy = [sent.headers['set-cookie']].flat().map(cookie => String(cookie).split(';', 1)[0])
    const asked = () => site.agent().get('/desk').set('Cookie', copy.join('; '))
    expect((await asked()).status).to.equal(200)
    await post(browser, '/desk/sign-out', {}, '/desk')
    expect((await asked()).status).to.equal(303)
  })
})
