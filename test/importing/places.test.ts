import { expect } from 'chai'
import { addRoles } from '../../server/accounts/people/give.ts'
import { findPeople } from '../../server/accounts/people/store.ts'
import { findConsultation } from '../../server/consultations/store.ts'
import { countResponses } from '../../server/responses/countStore.ts'
import { openConsultation } from '../responses/respondent.ts'
import { type Agent, openSite, type Person, post, type Site, tokenOf } from '../site.ts'
import { bringTable } from './bringing.ts'

const table = Buffer.from('id,sector,words\n1,ports,The crane stands still.\n2,ports,Pay is low.\n')

describe('importing, where one may import into some consultations only', () => {
  let site: Site
  let ours: string
  let theirs: string
  /** Codes in `ours` alone; and a colleague who may import everywhere. */
  let local: Agent
  let everywhere: Person
  let all: Agent
  before(async () => {
    site = await openSite()
    ours = await openConsultation()
    theirs = await openConsultation()
    const person = await site.addPerson()
    await addRoles(ours, { account: person.id, roles: ['researcher'], by: person.id, at: new Date() })
    local = await site.signInAs(person)
    everywhere = await site.addPerson('researcher')
    all = await site.signInAs(everywhere)
  })
  after(() => site.close())

  async function upload(agent: Agent, fields: Record<string, string>): Promise<string> {
    const token = await tokenOf(agent, '/desk/import')
    const request = agent.post('/desk/import').field('_csrf', token)
    for (const [name, value] of Object.entries(fields)) request.field(name, value)
    return (await request.attach('table', table, 'cranes.csv')).headers.location ?? ''
  }
  const form = async () => (await local.get('/desk/import')).text

  it('is offered into these alone, and makes no consultation', async () => {
    expect(await form())
      .to.contain(`value="${ours}"`)
      .and.not.contain(theirs)
      .and.not.contain('asked elsewhere')
    expect((await local.get('/desk/import/project')).status).to.equal(403)
    for (const [fields, told] of [
      [{ into: theirs }, 'It is not there any more'],
      [{ into: 'never-begun' }, 'It is not there any more'],
      [{ title: 'Another' }, 'Choose the consultation whose questions they answer'],
      [{}, 'Choose the consultation whose questions they answer'],
    ] as const) {
      expect(await upload(local, fields)).to.equal('/desk/import')
      expect(await form()).to.contain(told)
    }
    expect(await upload(local, { into: ours })).to.match(/^\/desk\/import\/[\w-]+$/)
  })

  it('shows nothing of what goes into others, nor of what a colleague only looks at', async () => {
    const into = await upload(all, { into: theirs })
    const looked = await upload(all, { title: 'Tugs and their crews' })
    const running = await bringTable(all, table, 'Lights of the channel')
    await site.runner.idle()
    const listed = await form()
    for (const address of [into, looked, running]) {
      expect(listed, address).not.to.contain(address)
      for (const answer of [await local.get(address), await post(local, address, {})])
        expect(answer.status, address).to.equal(404)
      expect((await post(local, `${address}/undo`, {})).status).to.equal(404)
    }
    expect((await all.get(looked)).status).to.equal(200)
    const other = await site.signIn('researcher')
    expect((await other.get(looked)).status, 'a preview is its maker’s').to.equal(404)
    expect((await other.get(running)).status).to.equal(200)
  })

  it('makes a consultation that whoever imports owns, and writes into none that was begun meanwhile', async () => {
    const address = await upload(all, { title: 'Bells and buoys' })
    const administrator = await site.addPerson('administrator')
    const words = { title: 'Bells', asker: 'The Council', why: 'To plan.', howUsed: 'All is read.' }
    const hours = { opensAt: '2090-01-01T09:00', closesAt: '2090-02-01T09:00', zone: 'Europe/London' }
    const begun = { ...words, ...hours, contact: 'bells@example.org', slug: 'bells-and-buoys' }
    await post(await site.signInAs(administrator), '/desk/new', begun)
    const columns = { 'use-0': 'id', 'use-1': 'sector', 'use-2': 'text' }
    await post(all, address, { ...columns, choice: 'unnamed', basis: 'Published' })
    await site.runner.idle()
    expect((await findConsultation('bells-and-buoys'))?.kind).to.equal('open')
    expect(await countResponses('bells-and-buoys')).to.equal(0)
    expect((await findPeople('bells-and-buoys')).people.map(({ account }) => account)).to.deep.equal([
      administrator.id,
    ])
    expect(await countResponses('bells-and-buoys-2')).to.equal(2)
    expect((await findPeople('bells-and-buoys-2')).people).to.deep.equal([
      { account: everywhere.id, roles: ['owner'] },
    ])
  })
})
