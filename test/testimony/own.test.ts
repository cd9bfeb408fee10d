import { expect } from 'chai'
import mongoose from 'mongoose'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { put } from '../../server/coding/put.ts'
import { keepReading } from '../../server/coding/readingStore.ts'
import { currentVersion } from '../../server/consultations/consentWording.ts'
import { newId } from '../../server/database/ids.ts'
import { addApproval, linkOf } from '../../server/findings/approvals/store.ts'
import { type Finding, findFinding } from '../../server/findings/store.ts'
import { createReport } from '../../server/reports/create.ts'
import { removeIdentity } from '../../server/responses/identityStore.ts'
import { narrow } from '../../server/responses/narrow.ts'
import type { Response } from '../../server/responses/response.ts'
import { approvalToken } from '../../server/testimony/approvals/token.ts'
import { readyClaim, wordsOf } from '../findings/claim.ts'
import { pressOn, responseOf, sender } from '../responses/changing.ts'
import { openConsultation, type Respondent, respondentTo } from '../responses/respondent.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

const said = 'The gantry is closed most winters, and nobody mends it.'
const template = '{{heading}}\n\n{{finding "shut"}} {{quote "Q1" lead="{who} wrote:"}}\n'

const wording = currentVersion

describe('A respondent’s own page', () => {
  let site: Site
  let owner: Agent
  let consultation: string
  let respondent: Respondent
  let response: Response
  let text: string
  let own: string
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  beforeEach(async () => {
    consultation = await openConsultation()
    respondent = await sender(site, consultation, { obstacles: said }, { choice: 'named' })
    response = await responseOf(respondent)
    const given = response.revisions[0]?.answers.obstacles
    text = given && 'text' in given ? (given.text ?? '') : ''
    own = `/own/${respondent.token}`
  })
  after(() => site.close())

  const read = async (path = own) => (await site.agent().get(path).expect(200)).text
  const code = (theme: string, verdict: 'accepted' | 'rejected', end: number) =>
    put(
      {
        consultation,
        respondent: response._id,
        question: 'obstacles',
        text,
        start: 0,
        end,
        theme,
        coder: 'Pat Coder',
      },
      { verdict, stance: 'supports', origin: 'unaided', codebookVersion: 1 },
      { at: new Date(), by: 'Pat Coder', action: newId(), did: 'coded' },
    )
  const addCodebook = () =>
    addThemes(
      consultation,
      '',
      ['Gantry', 'Winter'].map(name => ({
        ...{ id: name.toLowerCase(), name, parent: null, colour: 'blue' as const },
        ...{ definition: 'Of it.', include: '', exclude: '', rules: [] },
      })),
      'Begin',
    )
  async function publish(): Promise<{ address: string; finding: Finding }> {
    await addCodebook()
    await code('gantry', 'accepted', 20)
    const finding = await readyClaim(consultation, {
      ...{ key: 'shut', statement: 'It is shut.', text: 'Some told us that it is shut.', themes: ['gantry'] },
      quotes: [wordsOf({ text }, said.length - 1)],
    })
    const report = await createReport({ consultation, title: 'Mend the gantry', subtitle: '', template })
    const desk = `/desk/${consultation}/reports/${report._id}/publication`
    await post(owner, desk, { seen: 1 }, desk)
    await site.runner.idle()
    return { address: `/c/${consultation}/reports/recommendation-1`, finding }
  }

  it('says honestly that nothing has become of it yet', async () => {
    const page = await read()
    expect(page)
      .to.include(response.reference)
      .and.include('Nobody has said yet that they read all of it.')
      .and.include('Nothing in it is marked yet.')
      .and.include('No published report quotes you.')
      .and.include('Sent on')
      .and.not.include('What waits for you')
    const { headers } = await site.agent().get(own)
    expect(headers).to.include({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' })
    expect(await read(`/receipt/${respondent.token}`)).to.include(`href="${own}"`)
  })

  it('says what was read, marked, chosen and published, and names nobody who did', async () => {
    const { address } = await publish()
    await code('winter', 'accepted', 20)
    await code('winter', 'accepted', 30)
    await code('winter', 'rejected', 40)
    const reading = { consultation, response: response._id, by: 'Pat Coder', at: new Date(), texts: [text] }
    await keepReading(reading)
    const page = await read()
    expect(page)
      .to.include('A researcher says that they read all of it.')
      .and.include('Researchers marked 2 passages')
      .and.include('<li>Winter: 2 passages</li><li>Gantry: 1 passage</li>')
      .and.include('1 passage. That does not say')
      .and.include(`href="${address}/versions/1">Mend the gantry</a>`)
      .and.include(`“${said.slice(0, -1)}”`)
      .and.not.include('Pat Coder')
  })

  it('leads to the sentences that wait to be approved', async () => {
    const [_id, at] = [newId(), new Date()]
    const token = approvalToken(site.config.sessionSecret, _id, 1)
    const approval = {
      ...{
        _id,
        consultation,
        report: 'r',
        respondent: response._id,
        sentence: 'One.',
        hash: 'h',
        quotes: [],
      },
      ...{ quoted: [response._id], choice: 'named' as const, answers: [], asked: [{ at, by: 'someone' }] },
    }
    await addApproval({ ...approval, link: linkOf(token), expiresAt: new Date(Date.now() + 60_000) })
    await addApproval({
      ...approval,
      ...{ _id: newId(), hash: 'old', link: 'expired', expiresAt: new Date(Date.now() - 60_000) },
    })
    expect((await read()).match(/href="\/approve\/[^"]+"/g)).to.deep.equal([`href="/approve/${token}"`])
  })

  it('withdraws after it said what that reaches, and says then what was done', async () => {
    const { address, finding } = await publish()
    const before = await read(`${own}/withdraw`)
    expect(before)
      .to.include('(1 passage) counts no more')
      .and.include('1 finding that quotes you is looked at again')
      .and.include(`href="${address}/versions/1">Mend the gantry</a>`)
      .and.include('It cannot be undone.')
    await site.agent().post(`${own}/withdraw`).type('form').send({}).expect(403)
    for (const _press of ['once', 'and again from another tab']) {
      const done = await site
        .agent()
        .post(`${own}/withdraw`)
        .type('form')
        .send({ _csrf: /name="_csrf" value="([^"]+)"/.exec(before)?.[1] })
      expect(done.headers.location).to.equal(own)
    }
    await site.runner.idle()
    const { state, consent } = await responseOf(respondent)
    expect([state, consent.length]).to.deep.equal(['withdrawn', 2])
    expect((await findFinding(consultation, finding._id))?.state).to.equal('look')
    expect(await read(address)).not.to.include('most winters')
    const page = await read()
    expect(page)
      .to.include('You withdrew your words on')
      .and.include(`href="${address}/versions/1">Mend the gantry</a>`)
      .and.include('cannot be called back')
      .and.not.include(`${own}/withdraw`)
      .and.not.include('most winters')
    for (const path of ['withdraw', 'permission'])
      expect((await site.agent().get(`${own}/${path}`)).headers.location).to.equal(own)
  })

  it('can be used after the consultation has closed', async () => {
    await mongoose.connection
      .collection<{ _id: string }>('consultations')
      .updateOne({ _id: consultation }, { $set: { closesAt: new Date('2026-01-01') } })
    expect((await pressOn(site, `${own}/withdraw`)).headers.location).to.equal(own)
    expect((await responseOf(respondent)).state).to.equal('withdrawn')
  })

  it('narrows what they permit, at once and everywhere, and widens it again by another event', async () => {
    const { address } = await publish()
    expect(await read(address))
      .to.include('Ines Marlow')
      .and.include('most winters')
    const page = await read(`${own}/permission`)
    expect(page).to.include('“…” — Ines Marlow').and.include('“…” — a senior official in local government')
    const narrowed = await pressOn(site, `${own}/permission`, { choice: 'unnamed', seen: '1', wording })
    expect(narrowed.headers.location).to.equal(`${own}?permitted`)
    expect(await read(`${own}?permitted`)).to.include('From now on: Quote me without saying who I am.')
    expect(await read(address))
      .not.to.include('Ines Marlow')
      .and.not.include('most winters')
    await site.runner.idle()
    expect((await owner.get(`/desk/${consultation}/corrections`)).text).to.include('Withdrawn: Q1')
    await pressOn(site, `${own}/permission`, { choice: 'role', seen: '2', wording })
    const { consent } = await responseOf(respondent)
    expect(consent.map(event => `${event.choice} ${event.wording}`)).to.deep.equal([
      `named ${wording}`,
      `unnamed ${wording}`,
      `role ${wording}`,
    ])
    expect(consent.every(({ at }) => at.getTime() % 86_400_000 === 0)).to.equal(true)
    expect(await read()).to.include('You allow: Quote me by my role and sector.')
  })

  it('changes nothing by a form that was overtaken, forged or made under another wording', async () => {
    await narrow(consultation, response._id, 'role')
    const overtaken = await pressOn(site, `${own}/permission`, { choice: 'named', seen: '1', wording })
    expect(overtaken.status).to.equal(422)
    expect(overtaken.text).to.include('changed this from another page meanwhile')
    for (const fields of [
      { choice: 'everybody', seen: '2', wording },
      { choice: 'named', seen: '2', wording: '1' },
      { seen: '2', wording },
    ] as Record<string, string>[])
      expect((await pressOn(site, `${own}/permission`, fields)).status).to.equal(422)
    await site.agent().post(`${own}/permission`).type('form').send({ choice: 'named' }).expect(403)
    expect((await responseOf(respondent)).consent.map(({ choice }) => choice)).to.deep.equal([
      'named',
      'role',
    ])
  })

  it('does not offer to print a name that is kept no more', async () => {
    await narrow(consultation, response._id, 'role')
    await removeIdentity(response.identity ?? '')
    const page = await read(`${own}/permission`)
    expect(page).to.include('value="unnamed"').and.not.include('value="named"')
    const forged = await pressOn(site, `${own}/permission`, { choice: 'named', seen: '2', wording })
    expect(forged.status).to.equal(422)
  })

  it('leads a draft that was not sent back to its pages, and is opened by no other link', async () => {
    const { token } = await respondentTo(site, consultation)
    for (const path of ['', '/withdraw', '/permission'])
      expect((await site.agent().get(`/own/${token}${path}`)).headers.location).to.equal(`/answer/${token}`)
    await site.agent().get('/own/aaaaaaaaaaaaaaaaaaaaaaaa').expect(404)
  })
})
