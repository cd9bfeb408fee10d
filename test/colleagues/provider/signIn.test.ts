import { expect } from 'chai'
import {
  codeAt,
  newRecoveryCodes,
  newSecret,
  sealSecret,
} from '../../../server/accounts/secondFactor/factor.ts'
import {
  endAccount,
  findAccount,
  findAccountByEmail,
  hotAccounts,
  setSecondFactor,
} from '../../../server/accounts/store.ts'
import { addInvite, hotInvites } from '../../../server/colleagues/linkStore.ts'
import { newToken } from '../../../server/database/ids.ts'
import { openConsultation } from '../../responses/respondent.ts'
import { type Agent, csrfIn, type Person, post, type Site } from '../../site.ts'
import { lettersTo } from '../lettersTo.ts'
import { type TestProvider, throughProvider } from './openProvider.ts'
import {
  answered,
  back,
  begin,
  come,
  comeBack,
  expectLogged,
  isIn,
  leadsTo,
  linkOf,
  openVisiting,
  path,
  said,
  type Visiting,
  whatWasDone,
} from './visiting.ts'

describe('signing in by an OpenID Connect provider', () => {
  let visiting: Visiting
  let site: Site
  let provider: TestProvider
  let person: Person
  before(async () => {
    visiting = await openVisiting()
    site = visiting.site
    provider = visiting.provider
  })
  beforeEach(async () => {
    person = await visiting.somebody()
  })
  after(() => visiting.close())

  it('signs in the account of the address that is verified, and links it', async () => {
    const agent = site.agent()
    expect(await said(agent)).to.contain('Sign in with Hafren')
    const address = await begin(agent)
    expect(Object.fromEntries(address.searchParams)).to.include({
      ...{ response_type: 'code', client_id: 'soundings', redirect_uri: back, scope: 'openid email' },
      code_challenge_method: 'S256',
    })
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(address.searchParams.get(name), name).to.have.length(43)
    expect(await comeBack(agent, await throughProvider(address.href))).to.equal('/desk')
    expect(await isIn(agent)).to.equal(true)
    expect((await linkOf(person.id))?.issuer).to.equal(provider.settings.issuer)
    expect(JSON.stringify(await linkOf(person.id)), 'what the provider calls them').not.to.contain(person.id)
    expect(await whatWasDone(person.id)).to.deep.equal([
      'linked their account with a sign-in of the provider',
      'signed in through the provider',
    ])
  })

  it('knows by the provider’s own name for them who was linked, whatever their address is by then', async () => {
    await come(site.agent())
    const other = await site.addPerson('author')
    visiting.known(person.id, other.email)
    const agent = site.agent()
    await come(agent)
    expect((await agent.get('/desk/account')).text).to.contain(person.email)
    visiting.known(person.id, person.email, false)
    expect(await come(site.agent()), 'an address that is not verified').to.equal('/desk')
  })

  it('lets nobody else in by the address of an account that is linked', async () => {
    await come(site.agent())
    visiting.known('who has the address now', person.email)
    const agent = site.agent()
    expect(await come(agent)).to.equal('/desk/sign-in')
    expect(await said(agent)).to.contain('is linked with another sign-in at Hafren')
    expect(await isIn(agent)).to.equal(false)
    expect((await whatWasDone(person.id)).at(-1)).to.equal('failed to sign in through the provider')
  })

  it('says the same of an address that is not verified, whether it has an account or not', async () => {
    const pages = []
    for (const email of [person.email, 'nobody.here@example.org']) {
      visiting.known(`unverified ${email}`, email, false)
      const agent = site.agent()
      await come(agent)
      pages.push((await said(agent)).replace(/value="[^"]{40,}"/g, ''))
      expect(await isIn(agent)).to.equal(false)
    }
    expect(pages[0]).to.contain('does not tell this site an email address').and.equal(pages[1])
    expect(await linkOf(person.id)).to.equal(undefined)
  })

  it('makes no account of an address that nobody invited, and lets nobody in whose account was ended', async () => {
    visiting.known('a stranger', 'stranger@example.org')
    const [stranger, ended] = [site.agent(), site.agent()]
    await come(stranger)
    expect(await findAccountByEmail('stranger@example.org')).to.equal(null)
    const account = await findAccount(person.id)
    if (account) await endAccount(account, new Date())
    visiting.known(person.id, person.email)
    await come(ended)
    const page = async (agent: Agent) => (await said(agent)).replace(/value="[^"]{40,}"/g, '')
    expect(await page(ended))
      .to.contain('nobody can sign in here')
      .and.equal(await page(stranger))
    expect(await isIn(ended)).to.equal(false)
    expect(await linkOf(person.id)).to.equal(undefined)
    expect(await whatWasDone(person.id)).to.deep.equal(['failed to sign in through the provider'])
  })

  it('lets a linked account in no more once it is ended', async () => {
    await come(site.agent())
    const account = await findAccount(person.id)
    if (account) await endAccount(account, new Date())
    const agent = site.agent()
    await come(agent)
    expect(await isIn(agent)).to.equal(false)
  })

  it('makes the account of whoever was invited with the address, with the roles that they were asked for', async () => {
    const consultation = await openConsultation()
    const email = `bethan.${newToken().toLowerCase()}@example.org`
    const invite = { email, name: 'Bethan Prosser', roles: [], by: person.id }
    const into = { consultation, title: 'The harbour', roles: ['researcher' as const] }
    await addInvite(newToken(), { ...invite, into }, new Date())
    visiting.known('bethan', email.toUpperCase())
    const agent = site.agent()
    expect(await come(agent)).to.equal(`/desk/${consultation}`)
    expect((await agent.get(`/desk/${consultation}`)).status).to.equal(200)
    const account = await findAccountByEmail(email)
    expect(account?.name).to.equal('Bethan Prosser')
    expect(account?.passwordHash).to.equal(undefined)
    expect(await whatWasDone(account?._id ?? '')).to.deep.equal([
      'made their account',
      'linked their account with a sign-in of the provider',
      'signed in through the provider',
    ])
    const open = await hotInvites.ofAddress(email, new Date()).exec()
    expect(open, 'the invitation is used up').to.deep.equal([])
    await signsInByPassword(email)

    /** Whoever was never given a password has none that fits, and can set one by mail. */
    async function signsInByPassword(address: string): Promise<void> {
      const other = site.agent()
      await post(other, '/desk/sign-in', { email: address, password: 'undefined' })
      expect(await isIn(other)).to.equal(false)
      const own = (await agent.get('/desk/account')).text
      expect(own).to.contain('You have no password here').and.not.contain('id="password"')
      expect((await agent.get('/desk/account/provider')).text).to.contain('before you unlink your account')
      expect((await agent.get('/desk/account/second-factor')).text).to.contain('you have none here')
      await post(agent, '/desk/account/provider/off', { current: 'undefined' })
      expect((await findAccountByEmail(address))?.link).not.to.equal(undefined)
      await post(site.agent(), '/desk/forgotten', { email: address }, '/desk/forgotten')
      const link = (await lettersTo(site, 'newPassword', address)).at(-1)?.path ?? ''
      await post(other, link, { password: 'four patient oaks' }, link)
      await post(other, '/desk/sign-in', { email: address, password: 'four patient oaks' }, '/desk/sign-in')
      expect(await isIn(other)).to.equal(true)
    }
  })

  it('asks for the code of whoever has a second factor, and links their account behind it alone', async () => {
    const secret = newSecret()
    const { hashes } = newRecoveryCodes()
    const sealed = sealSecret(site.config.sessionSecret, secret)
    await setSecondFactor(person.id, { sealed, since: new Date(), lastStep: 0, recovery: hashes })
    const agent = site.agent()
    expect(await come(agent, { next: '/desk/accounts' })).to.equal(
      '/desk/sign-in/code?next=%2Fdesk%2Faccounts',
    )
    expect(await isIn(agent)).to.equal(false)
    await post(agent, '/desk/sign-in/code', { code: '000000' }, '/desk/sign-in/code')
    expect(await linkOf(person.id)).to.equal(undefined)
    const code = codeAt(secret, new Date())
    await post(agent, '/desk/sign-in/code', { code }, '/desk/sign-in/code')
    expect(await isIn(agent)).to.equal(true)
    expect(await whatWasDone(person.id)).to.deep.equal([
      'failed to sign in with a code',
      'linked their account with a sign-in of the provider',
      'signed in through the provider',
    ])
    provider.settings.seesToSecondFactor = true
    const other = site.agent()
    expect(await come(other), 'where the provider sees to it').to.equal('/desk')
    provider.settings.seesToSecondFactor = false
  })

  it('leads to pages of the desk alone', async () => {
    expect(await come(site.agent(), { next: '/desk/account' })).to.equal('/desk/account')
    for (const next of ['https://example.org/', '//example.org', '/\\example.org', '/c/x', ['/desk']])
      expect(await come(site.agent(), { next }), String(next)).to.equal('/desk')
  })

  it('gives the browser another session, so that one from before is worth nothing', async () => {
    const agent = site.agent()
    const idIn = (cookies: unknown) => /desk=([^;]+)/.exec(String(cookies))?.[1]
    const first = await agent.get('/desk/sign-in')
    const address = new URL(await answered(agent))
    const last = await agent.get(`${address.pathname}${address.search}`)
    expect(idIn(first.headers['set-cookie'])).to.be.a('string')
    expect(idIn(last.headers['set-cookie']))
      .to.be.a('string')
      .and.not.equal(idIn(first.headers['set-cookie']))
  })

  it('begins by a form of this site alone, whose policy stays as it is', async () => {
    const bare = await site.agent().post(path).type('form').send({})
    expect(bare.status).to.equal(403)
    const agent = site.agent()
    const page = await post(agent, path, {})
    expect(page.headers['content-security-policy']).to.contain("form-action 'self';")
    expect(page.headers['cache-control']).to.equal('no-store')
    expect(page.text).to.contain('Go on to Hafren')
  })

  it('is begun by one process and ended by another', async () => {
    const agent = visiting.elsewhere()
    const first = site.agent()
    const { headers, text } = await first.get('/desk/sign-in')
    const cookies = [headers['set-cookie']].flat().map(cookie => String(cookie).split(';', 1)[0])
    const began = await first
      .post(path)
      .type('form')
      .send({ _csrf: csrfIn(text) })
    const { pathname, search } = new URL(await throughProvider(leadsTo(began).href))
    await agent.get(`${pathname}${search}`).set('Cookie', cookies.join('; ')).expect('Location', '/desk')
  })

  it('is not offered by a site that has no provider', async () => {
    const agent = visiting.elsewhere({ provider: undefined })
    expect((await agent.get('/desk/sign-in').expect(200)).text).not.to.contain('Hafren')
    await agent.get('/desk/sign-in/provider/back?code=a&state=b').expect(404)
    expect((await post(agent, path, {})).status).to.equal(404)
    await post(agent, '/desk/sign-in', { email: person.email, password: person.password })
    expect((await agent.get('/desk/account').expect(200)).text).not.to.contain('Hafren')
    await agent.get('/desk/account/provider').expect(404)
  })

  it('is limited as passwords are, and tells when to try again', async () => {
    const statuses = []
    for (let tried = 0; tried < 21; tried++)
      statuses.push((await site.agent().get('/desk/sign-in/provider/back')).status)
    expect(statuses.slice(0, 20)).to.deep.equal(Array(20).fill(303))
    expect(statuses.at(-1)).to.equal(429)
  })

  it('finds accounts and invitations by indexes', async () => {
    for (const query of [hotAccounts.byLink('key'), hotInvites.ofAddress('a@example.org', new Date())])
      expect(JSON.stringify(await query.lean().explain('queryPlanner').exec()))
        .to.contain('IXSCAN')
        .and.not.contain('COLLSCAN')
  })

  it('is told in the log where it comes to nothing, without anybody’s address', () => {
    expectLogged(visiting.logged, ['unverified', 'unknown', 'otherwise linked', 'stale'])
  })
})
