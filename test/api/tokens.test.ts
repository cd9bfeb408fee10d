import { expect } from 'chai'
import mongoose from 'mongoose'
import { latestEvents } from '../../server/accounts/auditStore.ts'
import { addRoles, giveRoles } from '../../server/accounts/people/give.ts'
import { endAccount, findAccount } from '../../server/accounts/store.ts'
import { hotTokens, tokensOf } from '../../server/api/tokens/tokenStore.ts'
import { openConsultation } from '../responses/respondent.ts'
import { type Agent, openSite, type Person, post, type Site } from '../site.ts'
import { expectConforms, expectProblem, Program, tokenFor } from './calling.ts'

describe('tokens for programs', () => {
  let site: Site
  let consultation: string
  let person: Person
  let owner: Agent
  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
    person = await site.addPerson()
    await addRoles(consultation, { account: person.id, roles: ['owner'], by: person.id, at: new Date() })
    owner = await site.signInAs(person)
  })
  after(() => site.close())

  const page = () => owner.get(`/desk/${consultation}/api`)
  const make = (fields: Record<string, unknown>) =>
    post(owner, `/desk/${consultation}/api/tokens`, {
      name: 'Our archive',
      scopes: 'responses:read',
      ...fields,
    })
  const secretIn = (html: string) => /soundings_[0-9a-f]{40}/.exec(html)?.[0]
  const ask = (token: string) => new Program(site, consultation, token).get('/responses')
  /** Somebody else who owns the consultation, with a token that they made. */
  const somebody = async () => {
    const { id } = await site.addPerson()
    await addRoles(consultation, { account: id, roles: ['owner'], by: id, at: new Date() })
    return { id, token: await tokenFor(consultation, id) }
  }

  it('are shown once, kept as a hash, and recorded without the secret', async () => {
    await make({})
    const secret = secretIn((await page()).text) ?? ''
    expect(secret).to.have.length(50)
    const later = (await page()).text
    expect(secretIn(later)).to.equal(undefined)
    expect(later).to.contain('Our archive').and.to.contain('Never used')
    const [event] = await latestEvents(1)
    expect(event?.what).to.equal(`made a token for responses:read of ${consultation}`)
    const kept: string[] = []
    for (const { name } of await mongoose.connection.listCollections())
      for await (const each of mongoose.connection.collection(name).find({})) kept.push(JSON.stringify(each))
    expect(kept.filter(each => each.includes(secret.slice(10)))).to.deep.equal([])
    expect((await ask(secret)).status).to.equal(200)
  })

  it('are used once a day as far as anybody is told, however often they are', async () => {
    const { token, id } = await somebody()
    await Promise.all([ask(token), ask(token)])
    await ask(token)
    const events = (await latestEvents(20)).filter(({ account }) => account === id)
    expect(events.map(({ what }) => what)).to.deep.equal([`a token of theirs was used in ${consultation}`])
    const [kept] = (await tokensOf(consultation)).filter(({ account }) => account === id)
    expect(kept?.usedOn?.toISOString()).to.match(/T00:00:00\.000Z$/)
  })

  it('end when an owner ends them, which is recorded', async () => {
    const { token, id } = await somebody()
    const [kept] = (await tokensOf(consultation)).filter(({ account }) => account === id)
    await post(owner, `/desk/${consultation}/api/tokens/${kept?._id}/end`, {})
    expectProblem(await ask(token), 401)
    expect((await latestEvents(1))[0]).to.include({ what: `ended a token of ${consultation}`, on: kept?._id })
    expect((await page()).text).to.contain('Tokens that have ended')
    const again = await post(owner, `/desk/${consultation}/api/tokens/${kept?._id}/end`, {})
    expect(again.status).to.equal(404)
  })

  it('end with their last day', async () => {
    const until = new Date(Date.now() - 1)
    expectProblem(await ask(await tokenFor(consultation, person.id, { until })), 401)
  })

  it('end with the account of whoever made them', async () => {
    const { token, id } = await somebody()
    const account = await findAccount(id)
    if (account) await endAccount(account, new Date())
    expectProblem(await ask(token), 401)
    expect((await page()).text).to.contain('whoever made it has no role here any more')
  })

  it('open no more than whoever made them may do now', async () => {
    const { token, id } = await somebody()
    const by = { account: id, by: person.id, at: new Date() }
    await giveRoles(consultation, { ...by, roles: ['reviewer'] })
    expectProblem(await ask(token), 403)
    expect((await page()).text).to.contain('may not do this themselves any more')
    await giveRoles(consultation, { ...by, roles: ['author'] })
    expect((await ask(token)).status).to.equal(200)
    await giveRoles(consultation, { ...by, roles: [] })
    expectProblem(await ask(token), 401)
  })

  it('are taken from the header alone, never from a cookie or an address', async () => {
    const token = await tokenFor(consultation, person.id)
    const address = `/api/v1/consultations/${consultation}/responses`
    expectProblem(await owner.get(address), 401)
    expectProblem(await site.agent().get(`${address}?access_token=${token}&token=${token}`), 401)
    expectProblem(await site.agent().get(address).set('Cookie', `token=${token}`), 401)
    expectProblem(await site.agent().get(address).auth(token, ''), 401)
    const refused = await site.agent().get(address).set('Authorization', `Bearer ${token}0`)
    expectProblem(refused, 401)
    expect(refused.headers['www-authenticate']).to.equal('Bearer')
  })

  it('let no page of another site read anything', async () => {
    const program = new Program(site, consultation, await tokenFor(consultation, person.id))
    const { headers } = await program.get('/responses').set('Origin', 'https://elsewhere.example')
    expect(Object.keys(headers).filter(name => name.startsWith('access-control'))).to.deep.equal([])
    expect(headers['set-cookie']).to.equal(undefined)
    expect(headers['cache-control']).to.equal('no-store')
  })

  it('say what they are good for', async () => {
    const token = await tokenFor(consultation, person.id, { scopes: ['findings:read'] })
    const { body } = await new Program(site, consultation, token).get('/api/v1/token')
    expectConforms('Token', body)
    expect(body).to.deep.equal({ name: 'A program', consultation, scopes: ['findings:read'] })
  })

  it('are not made of what was entered wrong, which is shown again', async () => {
    const before = (await tokensOf(consultation)).length
    await make({ name: ' ', scopes: [], until: '2020-01-01' })
    const { text } = await page()
    expect(text).to.contain('Enter a name').and.to.contain('Tick what it may do')
    expect(text).to.contain('Enter a day that is still to come').and.to.contain('value="2020-01-01"')
    await make({ until: 'soon' })
    expect((await page()).text).to.contain('Enter a date such as 2027-03-31')
    expect((await tokensOf(consultation)).length).to.equal(before)
  })

  it('are good until the end of their last day', async () => {
    await make({ name: 'Until spring', until: '2090-03-31' })
    const [newest] = await tokensOf(consultation)
    expect(newest?.until?.toISOString()).to.equal('2090-04-01T00:00:00.000Z')
    expect((await page()).text).to.contain('31 March 2090')
  })

  it('are found by indexes', async () => {
    for (const query of [hotTokens.behind('a'), hotTokens.ofConsultation('a')]) {
      const plan = JSON.stringify(await query.explain('queryPlanner'))
      expect(plan).to.contain('IXSCAN').and.not.to.contain('COLLSCAN')
    }
  })
})

describe('how often a token may be used', () => {
  it('is counted for each by itself, whatever address it is used from', async () => {
    const site = await openSite({ proxies: 1, perMinute: { starts: 10, uploads: 10, calls: 3 } })
    try {
      const consultation = await openConsultation()
      const { id } = await site.addPerson('owner')
      const [one, other] = [await tokenFor(consultation, id), await tokenFor(consultation, id)]
      const ask = (token: string, from: string) =>
        new Program(site, consultation, token).get('').set('X-Forwarded-For', from)
      for (const from of ['192.0.2.1', '192.0.2.2', '192.0.2.3'])
        expect((await ask(one, from)).status).to.equal(200)
      const refused = await ask(one, '192.0.2.4')
      expectProblem(refused, 429)
      expect(Number(refused.headers['retry-after'])).to.be.within(1, 60)
      expect((await ask(other, '192.0.2.4')).status).to.equal(200)
      for (let tries = 0; tries < 3; tries++) expectProblem(await ask('wrong', '192.0.2.9'), 401)
      expectProblem(await ask('wrong too', '192.0.2.9'), 429)
    } finally {
      await site.close()
    }
  })
})
