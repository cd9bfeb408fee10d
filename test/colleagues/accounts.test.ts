import { expect } from 'chai'
import { findAccountByEmail } from '../../server/accounts/store.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { lettersTo } from './lettersTo.ts'

describe('the accounts of a site', () => {
  let site: Site
  let owner: Agent
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner', 'administrator')
  })
  after(() => site.close())

  const path = '/desk/accounts'
  const list = async () => (await owner.get(path).expect(200)).text
  const colleague = { name: 'Idris Vaughan', email: 'Idris@Example.org', roles: ['author'] }

  it('are made by those who are invited, with a password that nobody else knows', async () => {
    await post(owner, path, colleague)
    expect(await list())
      .to.contain('Idris Vaughan is invited')
      .and.contain('Invited, and not here yet')
    const [letter] = await lettersTo(site, 'colleague', 'idris@example.org')
    const guest = site.agent()
    const link = letter?.path ?? ''
    await post(guest, link, { name: 'Idris Vaughan', password: 'short' }, link)
    expect((await guest.get(link)).text)
      .to.contain('at least 12 characters')
      .and.contain('idris@example.org')
    await post(guest, link, { name: 'Idris Vaughan', password: 'a long enough one' }, link)
    expect((await guest.get('/desk')).status).to.equal(200)
    expect((await guest.get(path)).status, 'as an author').to.equal(403)
    expect((await site.agent().get(link)).status, 'the link again').to.equal(404)
    expect(await list()).not.to.contain('Invited, and not here yet')
    await post(owner, path, colleague)
    expect(await list())
      .to.contain('has an account already')
      .and.contain('value="Idris Vaughan"')
  })

  it('are not made by a link that was taken back, nor by one before the newest of its address', async () => {
    const invited = { ...colleague, email: 'hazel@example.org', name: 'Hazel Munro' }
    await post(owner, path, invited)
    const [first] = await lettersTo(site, 'colleague', invited.email)
    await post(owner, path, invited)
    const letters = await lettersTo(site, 'colleague', invited.email)
    expect(letters, 'the first is dropped').to.have.length(1)
    expect((await site.agent().get(first?.path ?? '')).status).to.equal(404)
    const [, invite] = /invites\/([\w-]+)\/withdraw/.exec(await list()) ?? []
    await post(owner, `${path}/invites/${invite}/withdraw`, {})
    expect((await site.agent().get(letters[0]?.path ?? '')).status).to.equal(404)
  })

  it('are ended, so that nobody signs in, and restored with what they might do', async () => {
    const person = await site.addPerson('researcher')
    const theirs = await site.signInAs(person)
    await post(owner, `${path}/${person.id}/end`, {})
    expect((await theirs.get('/desk')).status).to.equal(303)
    expect((await (await site.signInAs(person)).get('/desk')).status, 'signing in again').to.equal(303)
    expect(await list()).to.contain('researcher (ended)')
    await post(owner, `${path}/${person.id}/role`, { roles: ['administrator'] })
    await post(owner, `${path}/${person.id}/restore`, {})
    const again = await site.signInAs(person)
    expect((await again.get('/desk')).status).to.equal(200)
    expect((await again.get(path)).status).to.equal(403)
  })

  it('are given another role, which holds at once', async () => {
    const person = await site.addPerson('author')
    const theirs = await site.signInAs(person)
    await post(owner, `${path}/${person.id}/role`, { roles: ['author', 'administrator'] })
    expect((await theirs.get(path)).status).to.equal(200)
    await post(owner, `${path}/${person.id}/role`, { roles: 'nobody' })
    expect((await owner.get(`${path}/${person.id}`)).text).to.contain('Choose what this person may do')
    await post(theirs, `${path}/${person.id}/role`, { roles: ['author'] })
    expect((await theirs.get(path)).status).to.equal(403)
  })

  it('always have an administrator among them', async () => {
    const lonely = await openLonely()
    for (const deed of ['end', 'role'])
      expect(
        (await post(lonely.agent, `${path}/${lonely.id}/${deed}`, { roles: ['author'] })).status,
      ).to.equal(409)
    await lonely.restore()
  })

  /** The site's only administrator, with the others made authors meanwhile. */
  async function openLonely() {
    const person = await site.addPerson('administrator')
    const agent = await site.signInAs(person)
    const owners = (await list()).match(/\/desk\/accounts\/[\w-]{16}/g) ?? []
    const others = [...new Set(owners)].filter(each => !each.endsWith(person.id))
    const were = new Map<string, string>()
    for (const other of others) {
      const { text } = await agent.get(other)
      if (/value="administrator" checked/.test(text)) were.set(other, 'administrator')
    }
    for (const other of were.keys()) await post(agent, `${other}/role`, { roles: ['author'] })
    return {
      agent,
      id: person.id,
      async restore() {
        for (const other of were.keys())
          await post(agent, `${other}/role`, { roles: ['owner', 'administrator'] })
      },
    }
  }

  it('are told apart in the trail: who did what to whose', async () => {
    const person = await site.addPerson('author')
    await post(owner, `${path}/${person.id}/end`, {})
    expect((await list()).replace(/\s+/g, ' ')).to.contain('A owner ended the account of – A author')
    expect((await findAccountByEmail(person.email))?.roles).to.deep.equal([])
  })
})
