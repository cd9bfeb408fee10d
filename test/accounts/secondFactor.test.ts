import { expect } from 'chai'
import { codeAt, stepOf } from '../../server/accounts/secondFactor/factor.ts'
import { findAccount } from '../../server/accounts/store.ts'
import { type Agent, openSite, type Person, post, type Site } from '../site.ts'

const step = 30_000

describe('a second factor', () => {
  let site: Site
  let person: Person
  let agent: Agent
  before(async () => {
    site = await openSite()
  })
  beforeEach(async () => {
    person = await site.addPerson('author')
    agent = await site.signInAs(person)
  })
  after(() => site.close())

  const path = '/desk/account/second-factor'

  /** Sets it up as its page says. @returns its secret, and the recovery codes */
  async function setUp(): Promise<{ secret: string; codes: string[] }> {
    const { text } = await agent.get(path)
    const secret = (/<code class="qr-key">([^<]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '')
    // The code of the step before, so that those of now and of the next are left to sign in by.
    const code = codeAt(secret, new Date(Date.now() - step))
    const sent = await post(agent, path, { code, current: person.password })
    expect(sent.headers.location).to.equal('/desk/account/recovery-codes')
    const shown = (await agent.get('/desk/account/recovery-codes')).text
    return { secret, codes: [...shown.matchAll(/<li><code>([^<]+)</g)].map(([, code = '']) => code) }
  }

  /** A browser whose person has entered the password, and then a code. */
  async function enter(code: string) {
    const browser = await site.signInAs(person)
    expect((await browser.get('/desk')).status, 'by the password alone').to.equal(303)
    await post(browser, '/desk/sign-in/code', { code }, '/desk/sign-in/code')
    return browser
  }
  const isIn = async (browser: Agent) => (await browser.get('/desk')).status === 200

  it('gives the codes of RFC 6238, and takes those of a half minute before and after', () => {
    // Appendix B, of SHA-1; an app shows the last six of the eight digits.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const published: [number, string][] = [
      [59, '287082'],
      [1111111109, '081804'],
      [1111111111, '050471'],
      [1234567890, '005924'],
      [2000000000, '279037'],
      [20000000000, '353130'],
    ]
    for (const [seconds, code] of published) {
      const at = new Date(seconds * 1000)
      expect(codeAt(secret, at)).to.equal(code)
      expect(stepOf(secret, code, new Date(at.getTime() + step))).to.equal(Math.floor(seconds / 30))
      expect(stepOf(secret, code, new Date(at.getTime() + 2 * step))).to.equal(undefined)
    }
  })

  it('is asked for once it is set up, and each code is taken once', async () => {
    const { secret } = await setUp()
    const code = codeAt(secret, new Date(Date.now() + step))
    expect(await isIn(await enter(code))).to.equal(true)
    expect(await isIn(await enter(code)), 'the same again').to.equal(false)
    expect(await isIn(await enter('000000')), 'a wrong one').to.equal(false)
  })

  it('is not set up by a wrong code, or without the password', async () => {
    const { text } = await agent.get(path)
    const secret = (/<code class="qr-key">([^<]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '')
    await post(agent, path, { code: '12345', current: person.password })
    expect((await agent.get(path)).text)
      .to.contain('This code is not right')
      .and.contain(secret.slice(0, 4))
    await post(agent, path, { code: codeAt(secret, new Date()), current: 'not the password' })
    expect((await agent.get(path)).text).to.contain('This is not the password')
    expect((await findAccount(person.id))?.secondFactor).to.equal(undefined)
  })

  it('is answered by recovery codes too, each once, which are shown once and kept as hashes', async () => {
    const { codes } = await setUp()
    expect(codes).to.have.length(10)
    expect((await agent.get('/desk/account/recovery-codes')).status).to.equal(404)
    const stored = JSON.stringify(await findAccount(person.id))
    for (const code of codes) expect(stored).not.to.contain(code)
    const [first = ''] = codes
    const browser = await enter(first.toLowerCase().replaceAll('-', ' '))
    expect(await isIn(browser)).to.equal(true)
    expect((await browser.get('/desk/account')).text).to.contain('9 recovery codes')
    expect(await isIn(await enter(first)), 'the same again').to.equal(false)
  })

  it('is changed by whoever knows the password alone', async () => {
    const { codes } = await setUp()
    await post(agent, `${path}/off`, { current: 'not the password' })
    expect((await findAccount(person.id))?.secondFactor).not.to.equal(undefined)
    await post(agent, `${path}/recovery`, { current: person.password })
    expect(await isIn(await enter(codes[0] ?? '')), 'a code of before').to.equal(false)
    await post(agent, `${path}/off`, { current: person.password })
    expect(await isIn(await site.signInAs(person))).to.equal(true)
  })

  it('leaves a secret in the database that nobody can read there', async () => {
    const { secret } = await setUp()
    expect(JSON.stringify(await findAccount(person.id))).not.to.contain(secret)
  })

  it('stops being tried after ten codes, in whatever browsers', async () => {
    const { secret } = await setUp()
    const browser = await site.signInAs(person)
    for (let tried = 0; tried < 10; tried++)
      await post(browser, '/desk/sign-in/code', { code: '000000' }, '/desk/sign-in/code')
    const other = await enter(codeAt(secret, new Date(Date.now() + step)))
    expect(await isIn(other)).to.equal(false)
    expect((await other.get('/desk/sign-in/code')).text).to.contain('Too many tries went wrong')
  })
})
