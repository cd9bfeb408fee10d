import { expect } from 'chai'
import mongoose from 'mongoose'
import { unseal } from '../../server/database/seal.ts'
import { cutResponse } from '../../server/responses/anonymity/anonymityStore.ts'
import { draftIdOf, emptyDrafts, findDraft } from '../../server/responses/draftStore.ts'
import { type Arriving, prepareResponse } from '../../server/responses/prepare.ts'
import { currentConsent, type Response } from '../../server/responses/response.ts'
import { findByOrigin, findResponse } from '../../server/responses/store.ts'
import { quotedToken } from '../../server/testimony/notices/token.ts'
import { type Agent, csrfIn, openSite, post, type Site } from '../site.ts'
import { answerAll, declaration, openConsultation, type Respondent, respondentTo } from './respondent.ts'

describe('Cutting the link to a response', () => {
  let site: Site
  let owner: Agent
  let respondent: Respondent
  let response: Response
  /** Somebody else for each test: what is looked for is then theirs alone. */
  let who: { name: string; organisation: string; email: string }
  let people = 0
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  beforeEach(async () => {
    const nth = `${++people}th`
    who = {
      name: `Ines Marlow the ${nth}`,
      organisation: `Quay Labs ${nth}`,
      email: `ines.${nth}@quay.example`,
    }
    respondent = await respondentTo(site, await openConsultation())
    await answerAll(respondent)
    await respondent.attach('documents', {}, { name: 'note.txt', bytes: Buffer.from('The quay at noon.') })
    await respondent.send('send', { ...declaration, ...who, choice: 'named', told: 'yes', listed: 'yes' })
    response = await sent()
  })
  after(() => site.close())

  const sent = async () => {
    const found = await findByOrigin(draftIdOf(respondent.token))
    if (!found) throw new Error('nothing was sent')
    return found
  }
  const path = () => `/receipt/${respondent.token}/anonymous`
  const cut = async (fields: object = { sure: 'yes' }) => {
    const agent = site.agent()
    const _csrf = csrfIn((await agent.get(path())).text)
    return agent
      .post(path())
      .type('form')
      .send({ _csrf, ...fields })
  }
  const now = async () => {
    const found = await findResponse(response.consultation, response._id)
    if (!found) throw new Error('the response is gone')
    return found
  }
  /** Every document of the database, with the name of its collection. */
  const everything = async () => {
    const collections = (await mongoose.connection.listCollections()).map(({ name }) => name)
    const all = await Promise.all(
      collections.map(async name => {
        const documents = await mongoose.connection.collection(name).find({}).toArray()
        return documents.map(document => ({ name, document, text: JSON.stringify(document) }))
      }),
    )
    return all.flat()
  }
  /** Has a code sent to an address, and gives it, as a respondent does for a mail to themselves. */
  const mailTo = async (email: string) => {
    const agent = site.agent()
    const address = `/mail/${respondent.token}?another`
    const _csrf = csrfIn((await agent.get(address)).text)
    await agent.post(`/mail/${respondent.token}`).type('form').send({ _csrf, email })
    const mails = await mongoose.connection.collection('mails').find({ kind: 'code' }).toArray()
    const secrets = mails.map(({ sealed }) => unseal(site.config.sessionSecret, String(sealed)))
    const code = secrets.find(each => each?.address === email)?.code
    await agent.post(`/mail/${respondent.token}`).type('form').send({ _csrf, code })
  }

  it('explains what it takes, and does nothing before that is said to be understood', async () => {
    const { text } = await site.agent().get(`/receipt/${respondent.token}`)
    expect(text).to.include('Confidential, not anonymous').and.include(`href="${path()}"`)
    const page = await site.agent().get(path()).expect(200)
    for (const effect of ['cannot change your answers', 'cannot withdraw', 'told of no report', 'Backups'])
      expect(page.text, effect).to.include(effect)
    const refused = await cut({ details: 'yes' })
    expect(refused.status).to.equal(422)
    expect(refused.text)
      .to.include('href="#sure">Tick the box')
      .and.match(/name="details"[^>]* checked/)
    expect(await now()).to.include({ identity: response.identity, origin: response.origin })
    const forged = await site.agent().post(path()).type('form').send({ sure: 'yes' })
    expect(forged.status).to.equal(403)
  })

  it('leaves nothing in the whole database by which a person and the response could be joined', async () => {
    await mailTo('copy@elsewhere.example')
    // Begun to change what was sent, and left.
    const begun = { _id: `${draftIdOf(respondent.token)}.1`, consultation: response.consultation, files: {} }
    await mongoose.connection.collection<{ _id: string }>('drafts').insertOne(begun)
    const { salt = '' } = (await findDraft(respondent.token)) ?? {}
    const tokens = {
      token: respondent.token,
      draft: draftIdOf(respondent.token),
      identity: response.identity ?? '',
      salt,
      ...who,
      copy: 'copy@elsewhere.example',
    }
    const before = await everything()
    // What is looked for is there before: else this test could not fail. Who they are is encrypted.
    const unread = ['token', 'copy', ...Object.keys(who)]
    for (const [what, words] of Object.entries(tokens).filter(([what]) => !unread.includes(what)))
      expect(
        before.some(({ text }) => text.includes(words)),
        what,
      ).to.equal(true)
    const copies = (all: typeof before) => all.filter(({ document }) => document.to === response.reference)
    expect(copies(before)).to.have.length(1)

    expect((await cut()).text).to.include('Your response is anonymous')
    await site.runner.idle()
    const after = await everything()
    for (const [what, words] of Object.entries(tokens))
      expect(
        after.filter(({ text }) => text.includes(words)).map(({ name }) => name),
        what,
      ).to.deep.equal([])
    expect(copies(after)).to.deep.equal([])
    // Nor sealed in a mail that names the response.
    for (const { document, text } of after.filter(({ document }) => document.sealed)) {
      const secrets = JSON.stringify(unseal(site.config.sessionSecret, String(document.sealed)) ?? {})
      if (/quay|elsewhere/.test(secrets) || secrets.includes(respondent.token))
        expect(text).not.to.match(new RegExp(`${response._id}|${response.reference}`))
    }
    const still = await now()
    expect(still).to.include({ state: 'submitted', anonymous: true })
    expect(still.revisions).to.deep.equal(response.revisions)
    expect(still).not.to.have.any.keys('identity', 'cutting')
    expect(still.pending).not.to.include.members(['cut'])
  })

  it('has ids follow from something random besides what is known, which goes with the draft', () => {
    const known: Arriving = {
      ...{ origin: 'draft', consultation: 'c', version: 1, source: 'web', capacity: 'personal' },
      ...{ choice: 'unnamed', consentWording: '5', attributes: {}, submittedOn: new Date() },
      answers: { obstacles: { text: 'It is old.' } },
    }
    const [one, same, other] = ['a', 'a', 'b'].map(salt => prepareResponse({ ...known, salt }))
    expect(one?.response._id).to.equal(same?.response._id).and.not.equal(other?.response._id)
    expect(one?.texts[0]?._id).not.to.equal(other?.texts[0]?._id)
    expect(one?.response.reference).not.to.equal(other?.response.reference)
  })

  it('permits no more than a role from then on, lists nobody and tells nobody', async () => {
    await cut()
    const consent = currentConsent(await now())
    expect(consent).to.include({ choice: 'role', wording: '5' })
    expect(consent).not.to.have.any.keys('told', 'listed')
    expect((await now()).consent).to.have.length(2)
    expect((await now()).attributes).to.have.property('sector')
  })

  it('takes role, sector and nation too where that is asked', async () => {
    await cut({ sure: 'yes', details: 'yes' })
    expect((await now()).attributes).to.deep.equal({})
    expect(currentConsent(await now()).choice).to.equal('unnamed')
  })

  it('widens nothing for one who allowed less', async () => {
    const quiet = await respondentTo(site, response.consultation)
    await answerAll(quiet)
    await quiet.send('send', { ...declaration, choice: 'none', approval: 'yes', email: who.email })
    respondent = quiet
    response = await sent()
    await cut()
    expect(currentConsent(await now())).to.include({ choice: 'none', approval: true })
  })

  it('has every private link open nothing', async () => {
    const quoted = `/quoted/${quotedToken(site.config.sessionSecret, response)}`
    await site.agent().get(quoted).expect(200)
    await cut()
    for (const page of [
      `/receipt/${respondent.token}`,
      path(),
      `/answer/${respondent.token}`,
      `/answer/${respondent.token}/declaration`,
      `/mail/${respondent.token}`,
      quoted,
    ])
      await site.agent().get(page).expect(404)
    const again = await respondent.send('send', declaration)
    expect(again.status).to.equal(404)
  })

  it('keeps the receipt true that was downloaded before', async () => {
    const { text } = await site.agent().get(`/receipt/${respondent.token}/file`).expect(200)
    await cut()
    const checked = await site.agent().post('/verify').field('receipt', text)
    expect(checked.text).to.include('This receipt is genuine, and the response is kept as it was sent')
    expect(checked.text).to.include('Not withdrawn')
  })

  it('keeps the words to be read at the desk, without a name', async () => {
    await cut()
    const { text } = await owner.get(`/desk/${response.consultation}/responses/${response._id}`).expect(200)
    expect(text)
      .to.include('Nobody may change the system.')
      .and.not.match(/Ines|Quay Labs/)
    await post(owner, `/desk/${response.consultation}/responses/${response._id}/read`, {})
  })

  it('is finished after a kill, and can be asked for twice', async () => {
    await emptyDrafts([{ draft: response.origin, response: response._id }])
    const event = { ...currentConsent(response), choice: 'role' as const }
    expect(await cutResponse(response, event, false)).to.equal(true)
    expect(await cutResponse(response, event, false)).to.equal(false)
    expect(JSON.stringify(await now())).to.include(draftIdOf(respondent.token))
    site.runner.wake()
    await site.runner.idle()
    expect(JSON.stringify(await everything())).not.to.include(draftIdOf(respondent.token))
    expect(await findDraft(respondent.token)).to.equal(null)
  })
})
