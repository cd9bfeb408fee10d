import { expect } from 'chai'
import { hotAttributes } from '../../server/importing/attributes/batchStore.ts'
import { casesOf, hotCases } from '../../server/responses/cases/caseStore.ts'
import type { Response } from '../../server/responses/response.ts'
import { findResponse } from '../../server/responses/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { addCorpus, respond } from '../coding/corpus.ts'
import { type Agent, openSite, post, type Site, tokenOf } from '../site.ts'

describe('attributes that the team gives', () => {
  let site: Site
  let agent: Agent
  let consultation: string
  let sent: Response[]
  let made = 0
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
  })
  after(() => site.close())
  beforeEach(async () => {
    consultation = `given${made++}`
    await addCorpus(consultation)
    sent = []
    for (const key of ['a', 'b', 'c'])
      sent.push(await respond(consultation, key, { obstacles: `Berth ${key} is full.` }))
    await site.runner.idle()
  })

  const at = (place: number): Response => {
    const response = sent[place]
    if (!response) throw new Error(`no response ${place}`)
    return response
  }
  const path = () => `/desk/${consultation}/attributes`
  /** Brings a table. @returns where it leads to */
  const bring = async (rows: string[], name = 'regions.csv') => {
    const token = await tokenOf(agent, path())
    const answer = await agent
      .post(path())
      .field('_csrf', token)
      .attach('table', Buffer.from(rows.join('\n')), name)
    return String(answer.headers.location)
  }
  const give = async (address: string, deed = 'give') => {
    await post(agent, address, { do: deed })
    await site.runner.idle()
  }
  const page = async (address: string) => (await agent.get(address).expect(200)).text.replace(/\s+/g, ' ')
  const said = async () =>
    Promise.all(
      sent.map(async ({ _id }) => {
        const { role: _, ...others } = (await findResponse(consultation, _id))?.attributes ?? {}
        return others
      }),
    )

  it('are read from a table, looked at first, given, and taken back as one', async () => {
    const address = await bring([
      'Reference,Region,Size',
      `${at(0).reference},North,12`,
      `${at(1).reference.toLowerCase()},South,`,
    ])
    expect(await page(address))
      .to.include('Nothing is given yet')
      .and.include('North')
    expect(await said()).to.deep.equal([{}, {}, {}])
    await give(address)
    expect(await said()).to.deep.equal([{ Region: 'North', Size: '12' }, { Region: 'South' }, {}])
    expect(await page(path()))
      .to.include('Themes by Region')
      .and.include('Given: 2 responses')
    expect(await page(`/desk/${consultation}/responses/${at(0)._id}`)).to.include('<dd>North</dd>')
    expect(await page(`/desk/${consultation}/search`)).to.include('<optgroup label="Region">')
    await give(address, 'undo')
    expect(await said()).to.deep.equal([{}, {}, {}])
    expect(await page(address)).to.include('Taken back')
  })

  it('take the place of others only as long as they stand, and leave what was changed since', async () => {
    await give(await bring(['reference,Region', `${at(0).reference},North`, `${at(1).reference},North`]))
    const second = await bring(['reference,region', `${at(0).reference},East`, `${at(1).reference},North`])
    const shown = await page(second)
    expect(shown).to.include('<dt>In the place of others</dt><dd>1</dd>')
    expect(shown).to.include('<dt>There already</dt><dd>1</dd>')
    await give(second)
    expect((await said())[0]).to.deep.equal({ Region: 'East' })
    await post(agent, `${path()}/hand`, { reference: at(0).reference, name: 'Region', value: 'West' })
    await site.runner.idle()
    await give(second, 'undo')
    expect(await said()).to.deep.equal([{ Region: 'West' }, { Region: 'North' }, {}])
  })

  it('list by row what could not be used, and leave it out', async () => {
    await withdraw(consultation, at(2)._id)
    const address = await bring([
      'reference,Region',
      `${at(0).reference},North`,
      'SND-0000-0000,South',
      `${at(0).reference},East`,
      `${at(2).reference},West`,
      ',West',
      `${at(1).reference},${'x'.repeat(201)}`,
    ])
    const shown = await page(address)
    expect(shown).to.include('<dt>Rows left out</dt><dd>5</dd>').and.include('<dt>Responses</dt><dd>1</dd>')
    expect(shown).to.include('<td>line 3</td><td>No response here has the reference “SND-0000-0000”')
    expect(shown).to.include('<td>line 4</td><td>Speaks of the reference')
    expect(shown).to.include('<td>line 5</td><td>The respondent of').and.include('has withdrawn')
    expect(shown).to.include('<td>line 6</td><td>Has no reference')
    expect(shown).to.include('<td>line 7</td><td>“Region” is longer than 200 characters')
    await give(address, 'leave')
    await agent.get(address).expect(404)
    expect((await said())[0]).to.deep.equal({})
  })

  it('are refused where no column says of whom, or one is what respondents say of themselves', async () => {
    expect(await bring(['who,Region', 'a,North'])).to.equal(path())
    expect(await page(path())).to.include('Has no column headed “reference”, “id” or “case”')
    await bring(['reference,Role', `${at(0).reference},a pilot`])
    expect(await page(path())).to.include('“role” is what respondents say of themselves')
    await bring(['reference,a.b', `${at(0).reference},x`])
    expect(await page(path())).to.include('cannot be called so')
    await post(agent, `${path()}/hand`, { reference: 'SND-0000-0000', name: 'Region', value: 'North' })
    expect(await page(path())).to.include('No response here has the reference “SND-0000-0000”')
    await post(agent, `${path()}/hand`, { name: 'Region', value: 'North' })
    expect(await page(path())).to.include('Enter the reference of a response, or the name of a case')
  })

  it('hold responses together in cases, of which something is said once for all, and for who joins later', async () => {
    await give(await bring(['reference,Site', `${at(0).reference},Pier 3`, `${at(1).reference},Pier 3`]))
    const proposed = await post(agent, `${path()}/cases`, { attribute: 'Site' })
    await give(String(proposed.headers.location))
    expect(await page(path())).to.include('<strong>Pier 3</strong>: 2 responses')
    const ofCases = await bring(['case,Crew', 'Pier 3,large', 'Pier 9,small'])
    expect(await page(ofCases)).to.include('No response here has the case “Pier 9”')
    await give(ofCases)
    const crew = async () => (await said()).map(({ Crew = '' }) => Crew)
    expect(await crew()).to.deep.equal(['large', 'large', ''])
    await post(agent, `${path()}/hand`, { reference: at(2).reference, name: 'case', value: 'Pier 3' })
    await site.runner.idle()
    expect(await crew()).to.deep.equal(['large', 'large', 'large'])
    expect(await page(path())).to.include('3 responses; Crew: large')
    await give(ofCases, 'undo')
    expect((await casesOf(consultation)).get('Pier 3')).to.deep.equal({})
    expect((await crew()).slice(0, 2)).to.deep.equal(['', ''])
  })

  it('are found by index', async () => {
    for (const query of [
      hotAttributes.latest(consultation, 20),
      hotAttributes.changes('batch', '', 500),
      hotAttributes.awaiting(),
      hotCases.all(consultation),
    ]) {
      const plan = JSON.stringify(await query.lean().explain('queryPlanner'))
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    }
  })
})
