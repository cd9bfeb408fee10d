import { expect } from 'chai'
import mongoose, { model } from 'mongoose'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { starterThemes } from '../../server/codebook/starter.ts'
import { taggingsOf } from '../../server/coding/taggingStore.ts'
import { countResponses, totalWords } from '../../server/responses/countStore.ts'
import { findDraft } from '../../server/responses/draftStore.ts'
import { fileBytes } from '../../server/responses/fileStore.ts'
import { goneWordsOf } from '../../server/responses/gone/goneWords.ts'
import { countHeld, hotHeld } from '../../server/responses/held/heldStore.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'
import { type Response, textsIn } from '../../server/responses/response.ts'
import { findResponse } from '../../server/responses/store.ts'
import { sweep } from '../../server/responses/sweep.ts'
import { routesOf } from '../routes.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { change, pressOn, responseOf, sender } from './changing.ts'
import { answerAll, declaration, openConsultation, type Respondent, respondentTo } from './respondent.ts'

const trapped = { website: 'https://cheap.example' }
const minute = 60_000

describe('A response that is held', () => {
  let site: Site
  let researcher: Agent
  let consultation: string
  let path: string
  before(async () => {
    site = await openSite()
    researcher = await site.signIn('owner')
  })
  beforeEach(async () => {
    consultation = await openConsultation()
    path = `/desk/${consultation}/held`
  })
  after(() => site.close())

  const held = (said: Record<string, unknown> = {}) => sender(site, consultation, said, trapped)
  const receiptOf = async ({ token }: Respondent) => (await site.agent().get(`/receipt/${token}`)).text
  const heldPage = async () => (await researcher.get(path)).text
  const decide = (fields: Record<string, unknown>) => post(researcher, path, fields)
  const one = async (respondent: Respondent) => ({ response: (await responseOf(respondent))._id })
  /** The form that decides on all of a kind, as the page has it now. */
  const all = async () => ({
    why: 'trap',
    until: /name="until" value="([^"]+)"/.exec(await heldPage())?.[1] ?? '',
  })
  const acts = async () =>
    [...(await heldPage()).matchAll(/name="act" value="([^"]+)"/g)].map(([, act]) => act)
  /** Lets five minutes pass since everything was decided. */
  const wait = async () => {
    const at = new Date(Date.now() - 6 * minute)
    await mongoose.connection
      .collection('responses')
      .updateMany({ 'held.decision': { $exists: true } }, { $set: { 'held.decision.at': at } })
    await site.runner.idle()
  }

  it('has the same receipt as any other, which says that it waits and not why', async () => {
    const respondent = await respondentTo(site, consultation)
    const { token } = respondent
    const sent = await sendAll(respondent)
    expect(sent.status).to.equal(303)
    expect(sent.headers.location).to.equal(`/receipt/${token}`)
    const receipt = await receiptOf(respondent)
    const { reference } = await responseOf(respondent)
    expect(receipt).to.include('Response sent').and.include(reference)
    expect(receipt).to.include('waits for somebody to look at it').and.not.include('website')
    expect((await site.agent().get(`/own/${token}`)).text).to.include('waits for somebody to look at it')
    const file = await site.agent().get(`/receipt/${token}/file`)
    expect(file.body.receipt.reference).to.equal(reference)
    const verified = await site
      .agent()
      .post('/verify')
      .type('form')
      .send({ receipt: JSON.stringify(file.body) })
    expect(verified.text).to.include('This receipt is genuine, and the response is kept as it was sent')
    await sendAll(respondent)
    expect(await countHeld(consultation)).to.equal(1)
  })

  const sendAll = async (respondent: Respondent) => {
    await answerAll(respondent, { people: 'A word with the harbourmaster.' })
    return respondent.send('send', { ...declaration, ...trapped })
  }

  it('is counted, tagged, shown and exported nowhere at the desk but where it is looked at', async () => {
    await addThemes(consultation, '', [...starterThemes], 'Begun from the starter codebook')
    const stands = await responseOf(await sender(site, consultation, { people: 'Better pay keeps people.' }))
    const telling = 'The quango of marmots blocks every hierarchy.'
    const respondent = await held({ obstacles: telling })
    await site.runner.idle()
    const response = await responseOf(respondent)
    expect(response.state).to.equal('held')
    expect(await countResponses(consultation)).to.equal(1)
    expect(await totalWords(consultation)).to.equal(stands.words)
    expect(await taggingsOf(textsOf(response))).to.deep.equal([])
    expect((await taggingsOf(textsOf(stands))).length).to.be.greaterThan(0)

    const seen: string[] = []
    for (const address of deskPages(consultation, response)) {
      const { body: words } = await researcher.get(address).buffer(true).parse(inWords)
      if (words.includes('marmots') || words.includes(response.reference)) seen.push(address)
    }
    expect(seen).to.deep.equal([path])
    const found = await researcher.get(`/desk/${consultation}/responses?reference=${response.reference}`)
    expect(found.text).to.include('No response here has the reference')
    for (const page of ['', '/responses'])
      expect((await researcher.get(`/desk/${consultation}${page}`)).text).to.include(`href="${path}"`)
  })

  /** Every page and file of the desk that is about the whole of a consultation, and what would be about this response. */
  const deskPages = (id: string, response: Response) =>
    routesOf(site.app)
      .filter(route => route.startsWith('GET /desk/:consultation'))
      .map(route => route.slice('GET '.length).replace(':consultation', id))
      .map(address => address.replace(':response', response._id))
      .flatMap(address =>
        address.includes(':format')
          ? ['csv', 'json'].map(format => address.replace(':format', format))
          : [address],
      )
      .flatMap(address =>
        address.includes(':use')
          ? ['listed', 'whole', 'archived', 'contributors'].map(use => address.replace(':use', use))
          : [address],
      )
      // What stands before responses on the path reads none.
      .filter(address => !/:|\/(questions|invitations|pages|hours|settings|codebook)\b/.test(address))

  it('is let in once it was released and that can be undone no more, and goes the way of a new one', async () => {
    await addThemes(consultation, '', [...starterThemes], 'Begun from the starter codebook')
    const respondent = await held({ people: 'Better pay keeps people.' })
    const { reference, _id } = await responseOf(respondent)
    expect(await heldPage())
      .to.include(reference)
      .and.include('Better pay keeps people.')
    const released = await decide({ verdict: 'released', ...(await one(respondent)) })
    expect(released.headers.location).to.equal(path)
    expect(await heldPage()).to.include('One response is released, and let in after five minutes')
    await site.runner.idle()
    expect(await countResponses(consultation)).to.equal(0)
    expect(await receiptOf(respondent)).to.include('waits for somebody to look at it')
    await wait()
    expect(await countResponses(consultation)).to.equal(1)
    const response = await findResponse(consultation, _id)
    expect(response).not.to.have.property('held')
    expect(response?.pending).to.deep.equal([])
    expect((await taggingsOf(response ? textsOf(response) : [])).length).to.be.greaterThan(0)
    expect(await receiptOf(respondent)).not.to.include('waits for somebody')
    expect(await heldPage()).not.to.include(reference)
  })

  it('can be taken back from a release until it is let in, and not after', async () => {
    const respondent = await held()
    await decide({ verdict: 'released', ...(await one(respondent)) })
    const [act] = await acts()
    await post(researcher, `${path}/undo`, { act })
    expect(await heldPage()).to.include('One response waits again.')
    await wait()
    expect(await countHeld(consultation)).to.equal(1)
    await decide({ verdict: 'released', ...(await one(respondent)) })
    const [again] = await acts()
    await wait()
    await post(researcher, `${path}/undo`, { act: again })
    expect(await heldPage()).to.include('There was nothing to undo')
    expect(await countResponses(consultation)).to.equal(1)
  })

  it('can be decided on with all of its kind at one press, as far as they had come then, and undone so', async () => {
    const [first, second] = [await held(), await held()]
    const asSeen = await all()
    const later = await held()
    await decide({ verdict: 'rejected', ...asSeen })
    const verdicts = await Promise.all(
      [first, second, later].map(async each => (await responseOf(each)).held?.decision?.verdict),
    )
    expect(verdicts).to.deep.equal(['rejected', 'rejected', undefined])
    expect(await receiptOf(first))
      .to.include('did not take it in')
      .and.include('hello@bench.example')
    await decide({ verdict: 'released', ...asSeen })
    expect(await heldPage()).to.include('A colleague decided on it already')
    const [act] = await acts()
    await post(researcher, `${path}/undo`, { act })
    expect(await heldPage()).to.include('2 responses wait again.')
    expect(await countHeld(consultation)).to.equal(3)
  })

  it('is kept when it was rejected until the day on which names are deleted, and can be brought back', async () => {
    const [stays, goes] = [await held(), await held()]
    await sender(site, consultation)
    for (const each of [stays, goes]) await decide({ verdict: 'rejected', ...(await one(each)) })
    await post(researcher, `${path}/undo`, await one(stays))
    await goes.get('about')
    const before = await responseOf(goes)
    await site.runner.idle()
    await sweep(new Date(Date.now() + 400 * 24 * 60 * minute))
    expect(await findIdentities([before.identity ?? '']), 'no date is set').to.have.length(1)
    await post(researcher, `/desk/${consultation}/retention`, { months: '6', version: 0 })
    expect(await heldPage()).to.include('They are deleted on')
    await sweep(new Date(Date.now() + 400 * 24 * 60 * minute))
    expect(await model('Response').countDocuments({ consultation })).to.equal(2)
    expect((await responseOf(stays)).state).to.equal('held')
    expect((await storedTexts(consultation)).map(({ respondent }) => respondent)).not.to.include(before._id)
    expect(await findIdentities([before.identity ?? ''])).to.deep.equal([])
    expect(await findDraft(goes.token)).to.equal(null)
    await site.agent().get(`/receipt/${goes.token}`).expect(404)
  })

  it('is found by its reference, waiting or rejected, and by no other', async () => {
    const respondent = await held({ people: 'The tide table is wrong.' })
    const { reference } = await responseOf(respondent)
    const find = async (by: string) => (await researcher.get(`${path}?reference=${by}`)).text
    expect(await find(` ${reference.toLowerCase()} `))
      .to.include('id="found"')
      .and.include('>Release<')
    await decide({ verdict: 'rejected', ...(await one(respondent)) })
    expect(await find(reference)).to.match(/id="found"[\s\S]*>Bring back</)
    const standing = await responseOf(await sender(site, consultation))
    for (const by of ['SND-2222-2222', standing.reference])
      expect(await find(by)).to.include('No response that is held here has the reference')
  })

  it('can be changed by its respondent, and stays held', async () => {
    const respondent = await held()
    await site.runner.idle()
    await change(site, respondent, { obstacles: 'Nobody dares to.' })
    const response = await responseOf(respondent)
    expect(response.revisions).to.have.length(2)
    expect(response.state).to.equal('held')
    await site.runner.idle()
    expect((await responseOf(respondent)).pending).to.deep.equal([])
    expect(await heldPage())
      .to.include('Nobody dares to.')
      .and.not.include('Nobody may change')
    await decide({ verdict: 'released', ...(await one(respondent)) })
    await wait()
    expect((await responseOf(respondent)).state).to.equal('submitted')
    expect(await countResponses(consultation)).to.equal(1)
  })

  it('can be permitted less of, and made anonymous', async () => {
    const respondent = await held()
    const { token } = respondent
    await site.runner.idle()
    const own = `/own/${token}`
    await pressOn(site, `${own}/permission`, {
      ...{ choice: 'none', seen: '1' },
      wording: declaration.wording,
    })
    expect((await responseOf(respondent)).consent.map(({ choice }) => choice)).to.deep.equal(['role', 'none'])
    const { _id } = await responseOf(respondent)
    await pressOn(site, `/receipt/${token}/anonymous`, { sure: 'yes' })
    await site.runner.idle()
    const cut = await model('Response').findById(_id).lean<Response>()
    expect([cut?.state, cut?.anonymous, cut?.pending]).to.deep.equal(['held', true, []])
    expect(await findDraft(token)).to.equal(null)
    await decide({ verdict: 'released', response: _id })
    await wait()
    expect(await countResponses(consultation)).to.equal(1)
  })

  it('can be withdrawn, is let in by nobody then, and keeps no one else’s words from use', async () => {
    const words = 'Seven grey wardens walk the long sea wall.'
    const respondent = await held({ obstacles: words })
    await site.runner.idle()
    await decide({ verdict: 'released', ...(await one(respondent)) })
    await pressOn(site, `/own/${respondent.token}/withdraw`)
    await wait()
    expect((await responseOf(respondent)).state).to.equal('withdrawn')
    expect((await responseOf(respondent)).pending).to.deep.equal([])
    expect(await countResponses(consultation, 'withdrawn')).to.equal(0)
    expect((await goneWordsOf(consultation)).repeats(words)).to.equal(false)
    expect(await heldPage()).to.include('No response is held.')
    expect(await receiptOf(respondent)).to.include('This response was withdrawn')
  })

  it('keeps its document, which goes with it', async () => {
    const respondent = await respondentTo(site, consultation)
    const file = { name: 'note.txt', bytes: Buffer.from('What the river taught us.') }
    await respondent.attach('documents', { remarks: '' }, file)
    await sendAll(respondent)
    const [kept] = filesOf(await responseOf(respondent))
    expect((await fileBytes(kept ?? '')).toString()).to.equal('What the river taught us.')
    await decide({ verdict: 'rejected', ...(await one(respondent)) })
    await post(researcher, `/desk/${consultation}/retention`, { months: '1', version: 0 })
    await sweep(new Date(Date.now() + 90 * 24 * 60 * minute))
    let gone: unknown
    await fileBytes(kept ?? '').catch(error => {
      gone = error
    })
    expect(gone).to.be.an('error')
  })

  it('is decided on by forms that our pages make, and found by index', async () => {
    for (const fields of [
      {},
      { verdict: 'released' },
      { verdict: 'burnt', response: 'x' },
      { verdict: 'released', why: 'trap', until: 'now' },
    ])
      expect((await decide(fields)).status, JSON.stringify(fields)).to.equal(400)
    expect((await post(researcher, `${path}/undo`, {})).status).to.equal(400)
    await held()
    const queries = [
      hotHeld.waiting(consultation),
      hotHeld.waiting(consultation, 'trap'),
      hotHeld.rejected(consultation),
      hotHeld.due(new Date()),
    ]
    for (const query of queries) {
      const plan = JSON.stringify(await query.explain('queryPlanner'))
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    }
  })

  it('is told to nobody who has not been let in to look', async () => {
    const author = await site.signIn('author')
    expect((await author.get(path)).status).to.equal(403)
    expect(
      (await post(author, path, { verdict: 'released', why: 'trap', until: new Date().toISOString() }))
        .status,
    ).to.equal(403)
  })

  const textsOf = ({ revisions }: Response) => revisions.flatMap(textsIn)
  const filesOf = ({ revisions }: Response) =>
    revisions.flatMap(({ answers }) =>
      Object.values(answers).flatMap(given => ('file' in given ? [given.file] : [])),
    )
})

/** Any reply as the words in it. */
function inWords(res: unknown, done: (error: Error | null, body: string) => void): void {
  const reply = res as NodeJS.ReadableStream
  const parts: Buffer[] = []
  reply.on('data', (part: Buffer) => parts.push(Buffer.from(part)))
  reply.on('end', () => done(null, Buffer.concat(parts).toString('utf8')))
}
