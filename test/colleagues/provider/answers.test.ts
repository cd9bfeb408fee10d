import { expect } from 'chai'
import mongoose from 'mongoose'
import { Provider } from '../../../server/colleagues/provider/provider.ts'
import { seal, unseal } from '../../../server/database/seal.ts'
import { type Agent, type Person, post, type Site } from '../../site.ts'
import { openProvider, type TestProvider, throughProvider } from './openProvider.ts'
import {
  answered,
  back,
  begin,
  come,
  comeBack,
  expectLogged,
  isIn,
  openVisiting,
  path,
  said,
  type Visiting,
} from './visiting.ts'

describe('what an OpenID Connect provider answers', () => {
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

  /** Changes what sign-ins that are under way were begun with. */
  async function changeAttempts(change: (kept: Record<string, string>) => Record<string, string>) {
    const secret = site.config.sessionSecret
    const sessions = mongoose.connection.collection<{ _id: string; session: string }>('sessions')
    for await (const { _id, session } of sessions.find()) {
      const held = JSON.parse(session)
      const kept = held.attempt === undefined ? undefined : unseal(secret, held.attempt)
      if (!kept) continue
      held.attempt = seal(secret, change(kept))
      await sessions.updateOne({ _id }, { $set: { session: JSON.stringify(held) } })
    }
  }

  describe('refuses an answer', () => {
    const stale = 'was begun in another window'
    const faulty = 'is not what this site can go by'

    /** Comes back with an answer that was changed on the way. */
    async function expectRefused(agent: Agent, address: string, words: string, change?: (to: URL) => void) {
      const to = new URL(address)
      change?.(to)
      expect(await comeBack(agent, to.href)).to.match(/^\/desk\/sign-in$/)
      expect(await said(agent))
        .to.contain(words)
        .and.contain('<title>Error: ')
      expect(await isIn(agent)).to.equal(false)
    }

    it('to a sign-in that another browser began, or nobody', async () => {
      const answer = await answered(site.agent())
      const victim = site.agent()
      await expectRefused(victim, answer, stale)
      const began = await begin(victim)
      await expectRefused(victim, answer, stale)
      // The sign-in that it began itself is left as it was.
      expect(await comeBack(victim, await throughProvider(began.href))).to.equal('/desk')
    })

    it('with another state, or the code of another sign-in', async () => {
      const agent = site.agent()
      const answer = await answered(agent)
      await expectRefused(agent, answer, stale, to => to.searchParams.set('state', 'another'))
      const stolen = new URL(answer).searchParams.get('code') ?? ''
      const other = site.agent()
      const own = await answered(other)
      await expectRefused(other, own, stale, to => to.searchParams.set('code', stolen))
    })

    it('that comes a second time', async () => {
      const agent = site.agent()
      const answer = await answered(agent)
      expect(await comeBack(agent, answer)).to.equal('/desk')
      await post(agent, '/desk/sign-out', {}, '/desk')
      await expectRefused(agent, answer, stale)
    })

    it('after ten minutes', async () => {
      const agent = site.agent()
      const answer = await answered(agent)
      await changeAttempts(kept => ({ ...kept, until: new Date(Date.now() - 1000).toISOString() }))
      await expectRefused(agent, answer, stale)
    })

    it('with another nonce, another issuer, or two of something', async () => {
      const [first, second, third] = [site.agent(), site.agent(), site.agent()]
      const began = await begin(first)
      began.searchParams.set('nonce', 'another-nonce-of-a-stranger')
      await expectRefused(first, await throughProvider(began.href), faulty)
      const other = await answered(second)
      await expectRefused(second, other, faulty, to => to.searchParams.set('iss', 'https://evil.example'))
      const twice = await answered(third)
      await expectRefused(third, twice, faulty, to => to.searchParams.append('code', 'another'))
    })

    it('whose code was asked for by another browser’s secret (PKCE)', async () => {
      const agent = site.agent()
      const answer = await answered(agent)
      await changeAttempts(kept => ({ ...kept, verifier: 'x'.repeat(43) }))
      await expectRefused(agent, answer, stale)
    })

    it('of somebody who turned back there', async () => {
      provider.comes = undefined
      const agent = site.agent()
      await expectRefused(agent, await answered(agent), 'you turned back there')
    })
  })

  describe('of a provider that is in trouble', () => {
    const away = 'does not answer at the moment. Sign in with your password'

    it('says so, with the password beside it, where it is down', async () => {
      const agent = site.agent()
      const answer = await answered(agent)
      provider.fault = 'breaks'
      expect(await comeBack(agent, answer)).to.equal('/desk/sign-in')
      expect(await said(agent))
        .to.contain(away)
        .and.contain('name="password"')
    })

    it('is not believed where it shows other keys than it signed by', async () => {
      const from = new Provider(provider.settings)
      const { address, secrets } = await from.begin(back)
      const answer = new URL(await throughProvider(address))
      provider.fault = 'keys'
      expect(await from.finish(answer, secrets).catch(error => error)).to.include({ why: 'faulty' })
    })

    it('starts all the same, and says so to whoever presses the button', async () => {
      const nowhere = await openProvider(() => [back])
      await nowhere.close()
      const agent = visiting.elsewhere({ provider: nowhere.settings })
      await post(agent, path, { next: '/desk/accounts' })
      const page = (await agent.get('/desk/sign-in?next=%2Fdesk%2Faccounts').expect(200)).text
      expect(page).to.contain(away).and.contain('value="/desk/accounts"')
      await post(agent, '/desk/sign-in', { email: person.email, password: person.password })
      expect(await isIn(agent)).to.equal(true)
    })

    it('waits for it so long and no longer, and asks it what it is once for all who come at once', async () => {
      provider.fault = 'silent'
      const slow = new Provider(provider.settings, 0.1)
      const refused = await slow.begin(back).catch(error => error)
      expect(refused).to.include({ why: 'unreachable' })
      provider.fault = undefined
      const before = provider.asked
      const begun = await Promise.all([slow.begin(back), slow.begin(back)])
      expect(provider.asked).to.equal(before + 1)
      expect(begun[0]?.secrets.state).not.to.equal(begun[1]?.secrets.state)
    })

    it('is spoken to by the name that it calls itself alone', async () => {
      const { port } = new URL(provider.settings.issuer)
      const other = new Provider({ ...provider.settings, issuer: `http://localhost:${port}/` })
      expect(await other.begin(back).catch(error => error)).to.include({ why: 'faulty' })
    })
  })

  it('reads the address in the token where the provider puts it there', async () => {
    const other = await openProvider(() => [back], true)
    other.people.set('own', { email: 'in.token@example.org', email_verified: true })
    other.comes = 'own'
    const from = new Provider(other.settings)
    const { address, secrets } = await from.begin(back)
    const answer = await throughProvider(address)
    const told = await from.finish(new URL(answer), secrets)
    await other.close()
    expect(await told.verifiedEmail(), 'without asking it again').to.equal('in.token@example.org')
  })

  it('is told in the log by what came of it, without anybody’s address', async () => {
    provider.comes = undefined
    await come(site.agent())
    visiting.known(person.id, person.email)
    await comeBack(site.agent(), `${back}?code=a&state=b`)
    const agent = site.agent()
    const answer = await answered(agent)
    await comeBack(agent, `${answer}&code=another`)
    provider.fault = 'breaks'
    await begin(visiting.elsewhere())
    expectLogged(visiting.logged, ['denied', 'stale', 'faulty', 'unreachable'])
  })
})
