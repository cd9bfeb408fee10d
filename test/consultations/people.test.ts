import { expect } from 'chai'
import { latestEvents } from '../../server/accounts/auditStore.ts'
import { addRoles } from '../../server/accounts/people/give.ts'
import { findPeople } from '../../server/accounts/people/store.ts'
import { setRoles } from '../../server/accounts/store.ts'
import { addConsultation } from '../../server/consultations/store.ts'
import { lettersTo } from '../colleagues/lettersTo.ts'
import { type Agent, openSite, type Person, post, type Site } from '../site.ts'

describe('the people of a consultation', () => {
  let site: Site
  let lead: Person
  let owner: Agent
  const path = '/desk/trams/people'

  before(async () => {
    site = await openSite()
    for (const _id of ['trams', 'ferries']) await begin(_id)
    lead = await site.addPerson('owner')
    owner = await site.signInAs(lead)
  })
  after(() => site.close())

  async function begin(_id: string): Promise<void> {
    const at = new Date('2090-01-01')
    await addConsultation(
      {
        ...{ _id, title: `The future of ${_id}`, asker: 'The Council', why: [], howUsed: [], contact: '' },
        ...{ kind: 'open', opensAt: new Date('2020-01-01'), closesAt: at, createdAt: at },
      },
      [
        {
          ...{ id: 'one', title: 'One' },
          questions: [{ id: 'q', type: 'longText', label: 'What do you see?', required: false }],
        },
      ],
    )
  }

  const page = async (agent = owner) => (await agent.get(path).expect(200)).text.replace(/\s+/g, ' ')
  const problems = async () => /error-summary.*?<\/div>/.exec(await page())?.[0] ?? ''

  /** Somebody who has an account, and took these roles in the consultation up. */
  async function bring(...roles: string[]): Promise<{ person: Person; agent: Agent }> {
    const person = await site.addPerson()
    await post(owner, path, { name: person.name, email: person.email, roles })
    const [letter] = await lettersTo(site, 'colleague', person.email)
    await post(site.agent(), letter?.path ?? '', {}, letter?.path)
    return { person, agent: await site.signInAs(person) }
  }

  it('are invited by mail, and make an account that opens this consultation and no other', async () => {
    expect(await page()).to.contain('Nobody has a role in this consultation alone')
    await post(owner, path, { name: 'Nerys Vaughan', email: 'nerys@example.org', roles: ['reviewer'] })
    expect(await page())
      .to.contain('Nerys Vaughan is invited')
      .and.contain('Invited, and not here yet')
    const [letter] = await lettersTo(site, 'colleague', 'nerys@example.org')
    expect(letter?.text).to.contain('The future of trams').and.contain('reviewer')
    const guest = site.agent()
    const link = letter?.path ?? ''
    expect((await guest.get(link)).text).to.contain('The future of trams')
    const made = await post(guest, link, { name: 'Nerys Vaughan', password: 'a long enough one' }, link)
    expect(made.headers.location).to.equal('/desk/trams')
    const { text } = await guest.get('/desk').expect(200)
    expect(text).to.contain('The future of trams').and.not.contain('ferries')
    expect(text).not.to.contain('/desk/new').and.not.contain('/desk/import')
    expect((await guest.get('/desk/trams')).status).to.equal(200)
    expect((await post(guest, '/desk/trams/codebook/starter', {})).status).to.equal(403)
    for (const other of ['ferries', 'never-begun'])
      for (const there of ['', '/people', '/responses', '/findings']) {
        const { status, text } = await guest.get(`/desk/${other}${there}`)
        expect(status).to.equal(404)
        expect(text).to.contain('There is no consultation at this address')
      }
    expect((await guest.get('/desk/accounts')).status).to.equal(403)
    expect((await site.agent().get(link)).status, 'the link again').to.equal(404)
  })

  it('may have an account already, and keep what they may do elsewhere; the page does not tell whether', async () => {
    const person = await site.addPerson()
    await post(owner, path, { name: 'Owain', email: person.email, roles: ['researcher', 'author'] })
    expect(await page())
      .to.contain('Owain is invited')
      .and.not.contain(person.name)
    const theirs = await site.signInAs(person)
    expect((await theirs.get('/desk')).text).to.contain('no consultation here that you have a role in')
    const [letter] = await lettersTo(site, 'colleague', person.email)
    const link = letter?.path ?? ''
    expect((await site.agent().get(link)).text)
      .to.contain('Accept')
      .and.not.contain('Password')
    await post(theirs, link, {}, link)
    expect((await theirs.get(path)).status).to.equal(200)
    expect((await post(theirs, path, {})).status, 'not an owner').to.equal(403)
    expect(
      (await findPeople('trams')).people.find(({ account }) => account === person.id)?.roles,
    ).to.deep.equal(['researcher', 'author'])
    await post(owner, path, { name: 'Owain', email: person.email, roles: ['author'] })
    expect(await problems()).to.contain('They work here already')
  })

  it('are not invited without a role, nor by a link that was taken back', async () => {
    await post(owner, path, { name: 'Mair', email: 'mair@example.org' })
    expect(await problems()).to.contain('Tick what they may do here')
    expect(await page()).not.to.contain('Mair is invited')
    await post(owner, path, { name: 'Mair', email: 'mair@example.org', roles: 'author' })
    const [letter] = await lettersTo(site, 'colleague', 'mair@example.org')
    const [, invite = ''] = /invites\/([\w-]+)\/withdraw/.exec(await page()) ?? []
    const foreign = await post(owner, `/desk/ferries/people/invites/${invite}/withdraw`, {})
    expect(foreign.status, 'through another consultation').to.equal(404)
    await post(owner, `${path}/invites/${invite}/withdraw`, {})
    expect((await site.agent().get(letter?.path ?? '')).status).to.equal(404)
  })

  it('are given other roles, which hold at once, are kept with who gave them, and can be undone', async () => {
    const { person, agent } = await bring('reviewer')
    expect((await agent.get('/desk/trams/work/assign')).status).to.equal(403)
    await post(owner, `${path}/${person.id}`, { roles: ['researcher'] })
    expect((await agent.get('/desk/trams/work/assign')).status).to.equal(200)
    await post(owner, `${path}/${person.id}`, {})
    expect((await owner.get(`${path}/${person.id}`)).text).to.contain('Tick what they may do here')
    expect((await agent.get('/desk/trams/work/assign')).status, 'as before').to.equal(200)
    await post(owner, `${path}/${person.id}/remove`, {})
    expect((await agent.get(path)).status).to.equal(404)
    const { changes } = await findPeople('trams')
    expect(changes.filter(({ account }) => account === person.id)).to.deep.include.members([
      { ...changes.at(-1), by: lead.id, from: ['researcher'], to: [] },
    ])
    expect(await page()).to.contain(
      `took the roles of ${person.name} here <span class="quiet">(before: researcher)`,
    )
    await post(owner, `${path}/changes/${changes.at(-1)?.id}/undo`, {})
    expect((await agent.get('/desk/trams/work/assign')).status).to.equal(200)
    const stale = await post(owner, `${path}/changes/${changes.at(-2)?.id}/undo`, {})
    expect(stale.status, 'undone out of turn').to.be.oneOf([303, 409])
    const told = (await latestEvents()).map(({ account, what, on }) => [account, what, on])
    expect(told).to.deep.include([lead.id, 'made them researcher of trams', person.id])
    expect(told).to.deep.include([lead.id, 'took their roles in trams', person.id])
  })

  it('are found only where they work', async () => {
    const { person } = await bring('author')
    const stranger = await site.addPerson()
    expect((await owner.get(`${path}/${person.id}`)).status).to.equal(200)
    for (const address of [`${path}/${stranger.id}`, `/desk/ferries/people/${person.id}`, `${path}/nobody`])
      for (const answer of [await owner.get(address), await post(owner, address, { roles: ['owner'] })])
        expect(answer.status, address).to.equal(404)
  })

  it('are led by whoever began it, and always have an owner, whoever takes roles at the same moment', async () => {
    const one = await site.addPerson('administrator')
    const begins = await site.signInAs(one)
    const words = { title: 'Night buses', asker: 'The Council', why: 'To plan.', howUsed: 'All is read.' }
    const hours = { opensAt: '2090-01-01T09:00', closesAt: '2090-02-01T09:00', zone: 'Europe/London' }
    await post(begins, '/desk/new', { ...words, ...hours, contact: 'buses@example.org', slug: 'night-buses' })
    const people = async () => (await findPeople('night-buses')).people
    expect(await people()).to.deep.equal([{ account: one.id, roles: ['owner'] }])

    const other = await site.addPerson()
    await addRoles('night-buses', { account: other.id, roles: ['owner'], by: one.id, at: new Date() })
    const helps = await site.signInAs(other)
    await setRoles(lead.id, [])
    const answers = await Promise.all([
      post(begins, `/desk/night-buses/people/${other.id}/remove`, {}),
      post(helps, `/desk/night-buses/people/${one.id}/remove`, {}),
    ])
    await setRoles(lead.id, ['owner'])
    expect(await people()).to.have.length(1)
    expect(answers.map(({ status }) => status))
      .to.include(303)
      .and.not.deep.equal([303, 303])
    const [last] = await people()
    const lastAgent = last?.account === one.id ? begins : helps
    await setRoles(lead.id, [])
    const alone = await post(lastAgent, `/desk/night-buses/people/${last?.account}`, { roles: ['author'] })
    await setRoles(lead.id, ['owner'])
    expect(alone.status).to.equal(409)
    expect(alone.text).to.contain('This is its only owner')
  })

  it('are not had by whoever asks for an address that another has', async () => {
    const begins = await site.signInAs(await site.addPerson('administrator'))
    const words = { title: 'Trams', asker: 'The Council', why: 'To plan.', howUsed: 'All is read.' }
    const hours = { opensAt: '2090-01-01T09:00', closesAt: '2090-02-01T09:00', zone: 'Europe/London' }
    const asked = { ...words, ...hours, contact: 'trams@example.org', slug: 'ferries' }
    expect((await post(begins, '/desk/new', asked)).headers.location).to.equal('/desk/new')
    expect((await begins.get('/desk/ferries')).status).to.equal(404)
  })
})
