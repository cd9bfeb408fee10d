import { expect } from 'chai'
import { newInvitation } from '../../server/accounts/invitationStore.ts'
import { openSite, post, type Site } from '../site.ts'

describe('signing in', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  const owner = { name: 'Maud Erskine', email: 'maud@example.org', password: 'seven quiet herons' }

  it('lets the first owner in by a link that works once', async () => {
    const link = `/desk/first-owner/${await newInvitation()}`
    const agent = site.agent()
    const made = await post(agent, link, owner, link)
    expect(made.status).to.equal(303)
    expect((await agent.get('/desk/accounts')).text).to.contain('Maud Erskine')

    const second = site.agent()
    expect((await second.get(link)).status).to.equal(404)
    expect((await post(second, link, { ...owner, email: 'other@example.org' })).status).to.equal(404)
  })

  it('keeps the name and the address when the first password is too short', async () => {
    const link = `/desk/first-owner/${await newInvitation()}`
    const agent = site.agent()
    await post(agent, link, { ...owner, password: 'short' }, link)
    const { text } = await agent.get(link)
    expect(text)
      .to.contain('at least 12 characters')
      .and.contain('value="Maud Erskine"')
      .and.contain('<title>Error: ')
    expect(text).not.to.contain('value="short"')
  })

  it('says the same of an unknown address and of a wrong password, and keeps the address', async () => {
    const pages = []
    for (const email of ['maud@example.org', 'nobody@example.org']) {
      const agent = site.agent()
      await post(agent, '/desk/sign-in', { email, password: 'not the password' })
      pages.push(
        (await agent.get('/desk/sign-in')).text.replaceAll(email, '').replace(/value="[^"]{40,}"/g, ''),
      )
      expect((await agent.get('/desk')).status).to.equal(303)
    }
    expect(pages[0]).to.contain('is not right').and.equal(pages[1])
  })

  it('goes on to the page that was asked for, and never to another site', async () => {
    const agent = site.agent()
    const asked = await agent.get('/desk/accounts')
    expect(asked.headers.location).to.equal('/desk/sign-in?next=%2Fdesk%2Faccounts')
    const { email, password } = owner
    expect(
      (await post(agent, '/desk/sign-in', { email, password, next: '/desk/accounts' })).headers.location,
    ).to.equal('/desk/accounts')
    for (const next of ['https://example.org/', '//example.org', '/deskless', '/c/x', ['/desk']]) {
      const sent = await post(site.agent(), '/desk/sign-in', { email, password, next })
      expect(sent.headers.location).to.equal('/desk')
    }
  })

  it('refuses a form without its token, and one with another session’s', async () => {
    const { email, password } = owner
    const bare = await site.agent().post('/desk/sign-in').type('form').send({ email, password })
    expect(bare.status).to.equal(403)
    const other = await site.agent().get('/desk/sign-in')
    const token = /name="_csrf" value="([^"]+)"/.exec(other.text)?.[1]
    const crossed = await site
      .agent()
      .post('/desk/sign-in')
      .type('form')
      .send({ _csrf: token, email, password })
    expect(crossed.status).to.equal(403)
  })

  it('changes the session’s id at sign-in', async () => {
    const agent = site.agent()
    const before = (await agent.get('/desk/sign-in')).headers['set-cookie']?.toString() ?? ''
    const { email, password } = owner
    const after =
      (await post(agent, '/desk/sign-in', { email, password })).headers['set-cookie']?.toString() ?? ''
    const id = (cookies: string) => /desk=([^;]+)/.exec(cookies)?.[1]
    expect(id(before)).to.be.a('string')
    expect(id(after)).to.be.a('string').and.not.equal(id(before))
  })

  it('signs out', async () => {
    const agent = await site.signIn('researcher')
    expect((await agent.get('/desk')).status).to.equal(200)
    await post(agent, '/desk/sign-out', {}, '/desk')
    expect((await agent.get('/desk')).status).to.equal(303)
  })
})
