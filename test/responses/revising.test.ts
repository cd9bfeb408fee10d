import { expect } from 'chai'
import { model } from 'mongoose'
import { giveAttributes } from '../../server/responses/cases/caseStore.ts'
import { countUnsent, type Draft, draftIdOf, findChanging } from '../../server/responses/draftStore.ts'
import { fileBytes } from '../../server/responses/fileStore.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'
import { narrow } from '../../server/responses/narrow.ts'
import { doneAsRead } from '../../server/responses/pendingStore.ts'
import { type Given, textsIn } from '../../server/responses/response.ts'
import { hotRevisions, replacedTexts } from '../../server/responses/revising/revisionStore.ts'
import { findByReference } from '../../server/responses/store.ts'
import { sweep } from '../../server/responses/sweep.ts'
import { findTexts } from '../../server/responses/textStore.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { openSite, type Site } from '../site.ts'
import { change, open, pressOn, responseOf, sender } from './changing.ts'
import { declaration, openConsultation, type Respondent } from './respondent.ts'

describe('Changing what was sent', () => {
  let site: Site
  let consultation: string
  let respondent: Respondent
  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
  })
  beforeEach(async () => {
    respondent = await sender(site, consultation, { people: 'Time to learn.' })
  })
  after(() => site.close())

  const textOf = (given: Given | undefined) => (given && 'text' in given ? given.text : undefined)
  const close = (id: string, closesAt: Date) => model('Consultation').updateOne({ _id: id }, { closesAt })

  it('opens every answer as it was sent, and the declaration, by the private link', async () => {
    const receipt = await site.agent().get(`/receipt/${respondent.token}`)
    expect(receipt.text).to.include(`/revise/${respondent.token}`)
    await open(site, respondent)
    const { text } = await respondent.get('check')
    expect(text)
      .to.include('Nobody may change the system.')
      .and.include('a senior official')
      .and.include('local government')
      .and.include('Better pay; More time')
      .and.include('You are changing what you sent')
      .and.not.include('Nothing is sent yet')
    const declared = (await respondent.get('declaration')).text
    expect(declared)
      .to.include('value="Ines Marlow"')
      .and.match(/value="role"[^>]* checked/)
    expect(declared).not.to.match(/name="agree"[^>]* checked/)
    expect((await site.agent().get(`/answer/${respondent.token}`)).headers.location).to.equal(
      `/answer/${respondent.token}/check`,
    )
  })

  it('says until when in the time of the consultation, on every page that says so', async () => {
    const abroad = await openConsultation()
    await model('Consultation').updateOne({ _id: abroad }, { zone: 'America/New_York' })
    const { token } = await sender(site, abroad)
    for (const page of ['receipt', 'own', 'revise'])
      expect((await site.agent().get(`/${page}/${token}`)).text, page).to.match(
        /change (your answers<\/a>|what you sent) until [^.<]*, Eastern Time\./,
      )
  })

  it('leaves what the team says of who sent it', async () => {
    const before = await responseOf(respondent)
    await giveAttributes([{ response: before._id, values: { Region: 'North' } }])
    await change(site, respondent, { obstacles: 'Nobody dares to.' })
    const after = await responseOf(respondent)
    expect(after.revisions).to.have.length(2)
    expect(after.attributes).to.deep.equal({ ...before.attributes, Region: 'North' })
  })

  it('makes a new revision, in which unchanged answers keep their texts and a changed one is another', async () => {
    const before = await responseOf(respondent)
    await change(site, respondent, { obstacles: 'Nobody dares to.', people: 'Time to learn.' })
    const after = await responseOf(respondent)
    expect(after.revisions).to.have.length(2)
    const [was, is] = after.revisions
    expect(was).to.deep.equal(before.revisions[0])
    expect(is?.answers.people).to.deep.equal(was?.answers.people)
    expect(is?.answers.help).to.deep.equal({ options: ['pay', 'time'] })
    expect(textOf(is?.answers.obstacles)).not.to.equal(textOf(was?.answers.obstacles))
    expect(after.replaced).to.deep.equal([textOf(was?.answers.obstacles)])
    expect(after).to.deep.include({
      _id: before._id,
      reference: before.reference,
      words: 6,
      consent: before.consent,
    })
    expect(after.answered).to.have.members(['obstacles', 'people'])
    expect((is?.at.getTime() ?? 1) % 86_400_000).to.equal(0)
    const texts = await findTexts(after.revisions.flatMap(textsIn))
    expect(texts.map(({ text }) => text)).to.have.members([
      'Nobody may change the system.',
      'Nobody dares to.',
      'Time to learn.',
    ])
    expect(new Set(texts.map(each => each.respondent))).to.deep.equal(new Set([before._id]))
    expect((await site.agent().get(`/receipt/${respondent.token}`)).text).to.include('You changed it last on')
    const own = (await site.agent().get(`/own/${respondent.token}`)).text
    expect(own).to.include('Changed on').and.include('<li>What gets in the way?</li>')
    expect(own).not.to.include('<li>What would keep people?</li>')
    const owner = await site.signIn('owner')
    const desk = (await owner.get(`/desk/${consultation}/responses/${after._id}`)).text
    expect(desk).to.include('Nobody dares to.').and.not.include('Nobody may change')
    expect(desk).to.include('Changed by its respondent').and.include('<li>What gets in the way?</li>')
  })

  it('gives an answer its former text back that is changed to the same words again', async () => {
    const first = (await responseOf(respondent)).revisions[0]?.answers.obstacles
    await change(site, respondent, { obstacles: 'Nobody dares to.', people: 'Time to learn.' })
    await change(site, respondent, { obstacles: 'Nobody may change the system.', people: 'Time to learn.' })
    const { revisions, replaced } = await responseOf(respondent)
    expect(revisions[2]?.answers.obstacles).to.deep.equal(first)
    expect(replaced).to.deep.equal([textOf(revisions[1]?.answers.obstacles)])
  })

  it('changes who they are and what they permit, by another event of consent', async () => {
    const before = await responseOf(respondent)
    await open(site, respondent)
    await respondent.send('about', { role: 'a pilot', sector: 'research' })
    await respondent.send('send', { ...declaration, name: 'Ines Marlow-Reed', choice: 'named' })
    const after = await responseOf(respondent)
    expect(after.attributes).to.deep.equal({ role: 'a pilot', sector: 'research' })
    expect(after.consent.map(({ choice }) => choice)).to.deep.equal(['role', 'named'])
    expect(after.revisions[1]).to.deep.include({ also: ['details', 'permission'] })
    const identities = await findIdentities([before.identity ?? '', after.identity ?? ''])
    expect(identities.map(({ name }) => name)).to.deep.equal(['Ines Marlow-Reed'])
  })

  it('makes one revision of two tabs, two presses and two at once', async () => {
    await open(site, respondent)
    await open(site, respondent)
    await respondent.send('experience', { obstacles: 'Nobody dares to.' })
    await Promise.all([respondent.send('send', declaration), respondent.send('send', declaration)])
    const late = await respondent.send('send', declaration)
    expect(late.headers.location).to.equal(`/receipt/${respondent.token}`)
    const saved = await respondent.send('experience', { obstacles: 'From a page left open.' })
    expect(saved.status).to.equal(409)
    expect(saved.text).to.include('From a page left open.')
    const { revisions, _id } = await responseOf(respondent)
    expect(revisions).to.have.length(2)
    expect(await model('Text').countDocuments({ respondent: _id })).to.equal(3)
    await site.runner.idle()
    expect(await model('Draft').countDocuments({ 'revises.response': _id })).to.equal(0)
  })

  it('has its draft removed though what was sent before was being cleared up at that moment', async () => {
    const { _id } = await responseOf(respondent)
    await change(site, respondent, { obstacles: 'Nobody dares to.' })
    await doneAsRead([{ _id }], 'draft')
    await site.runner.idle()
    expect(await model('Draft').countDocuments({ 'revises.response': _id })).to.equal(0)
    expect((await responseOf(respondent)).pending ?? []).not.to.include('draft')
  })

  it('makes one revision though the server was killed before it could clear up', async () => {
    await open(site, respondent)
    await respondent.send('experience', { obstacles: 'Nobody dares to.' })
    const left = await model('Draft')
      .findOne({ 'revises.origin': draftIdOf(respondent.token) })
      .lean()
    await respondent.send('send', declaration)
    await site.runner.idle()
    await model('Draft').collection.insertOne(left as never)
    expect((await site.agent().get(`/answer/${respondent.token}`)).headers.location).to.equal(
      `/receipt/${respondent.token}`,
    )
    await respondent.send('send', declaration)
    expect((await responseOf(respondent)).revisions).to.have.length(2)
  })

  it('leaves what was sent as it is where changes are discarded, or nothing was changed', async () => {
    const before = await responseOf(respondent)
    await open(site, respondent)
    await respondent.send('experience', { obstacles: 'Nobody dares to.' })
    expect((await site.agent().get(`/receipt/${respondent.token}`)).text).to.include('Response sent')
    await pressOn(site, `/revise/${respondent.token}`, {}, `/revise/${respondent.token}/discard`)
    expect(await responseOf(respondent)).to.deep.include({ revisions: before.revisions })
    await open(site, respondent)
    expect((await respondent.get('check')).text).to.include('Nobody may change the system.')
    await respondent.send('send', declaration)
    expect((await responseOf(respondent)).revisions).to.have.length(1)
    expect((await site.agent().get(`/revise/${respondent.token}`)).text).not.to.include('have begun')
  })

  it('keeps an attached file through an edit, and what was sent of it when it is changed or swept', async () => {
    const note = (words: string) => ({ name: 'note.txt', bytes: Buffer.from(words) })
    const swept = await openConsultation()
    respondent = await sender(site, swept)
    await open(site, respondent)
    await respondent.attach('documents', {}, note('The quay at noon.'))
    await respondent.send('send', declaration)
    const sent = (await responseOf(respondent)).revisions[1]?.answers.evidence
    if (!sent || !('file' in sent)) throw new Error('the file was not kept')
    await open(site, respondent)
    expect((await respondent.get('documents')).text)
      .to.include('note.txt')
      .and.include('4 words found')
    await respondent.attach('documents', {}, note('The quay at night.'))
    await respondent.send('documents', { remove: 'evidence' })
    expect(String(await fileBytes(sent.file))).to.equal('The quay at noon.')
    await close(swept, new Date('2026-01-01'))
    await sweep(new Date())
    expect(String(await fileBytes(sent.file))).to.equal('The quay at noon.')
    expect((await responseOf(respondent)).revisions[1]?.answers.evidence).to.deep.equal(sent)
  })

  it('is refused once the consultation has closed, even for changes that were begun', async () => {
    const closing = await openConsultation()
    respondent = await sender(site, closing)
    await open(site, respondent)
    await respondent.send('experience', { obstacles: 'Nobody dares to.' })
    await close(closing, new Date())
    // What respondents are told of a consultation is at most a second old.
    await new Promise(resolve => setTimeout(resolve, 1100))
    const sent = await respondent.send('send', declaration)
    expect(sent.headers.location).to.equal(`/answer/${respondent.token}`)
    expect((await site.agent().get(`/answer/${respondent.token}`)).headers.location).to.equal(
      `/receipt/${respondent.token}`,
    )
    const page = (await site.agent().get(`/revise/${respondent.token}`)).text
    expect(page).to.include('took answers and changes until').and.include('had not sent the changes')
    expect((await responseOf(respondent)).revisions).to.have.length(1)
  })

  it('asks again what is permitted where that was narrowed elsewhere while the changes were written', async () => {
    await open(site, respondent)
    const { _id } = await responseOf(respondent)
    await narrow(consultation, _id, 'unnamed')
    await respondent.send('experience', { obstacles: 'Nobody dares to.' })
    const sent = await respondent.send('send', declaration)
    expect(sent.headers.location).to.equal(`/answer/${respondent.token}/declaration?check`)
    expect((await respondent.get('declaration?check')).text).to.include('Choose how you may be quoted')
    await respondent.send('send', { ...declaration, choice: 'unnamed' })
    const { revisions, consent } = await responseOf(respondent)
    expect(revisions).to.have.length(2)
    expect(consent.map(({ choice }) => choice)).to.deep.equal(['role', 'unnamed'])
  })

  it('is over once the response is withdrawn', async () => {
    await open(site, respondent)
    const { _id } = await responseOf(respondent)
    await withdraw(consultation, _id)
    await respondent.send('send', declaration)
    expect((await responseOf(respondent)).revisions).to.have.length(1)
    expect((await site.agent().get(`/revise/${respondent.token}`)).text).to.include('You withdrew')
    const again = await pressOn(site, `/revise/${respondent.token}`, {}, `/revise/${respondent.token}`)
    expect(again.status).to.equal(403)
  })

  it('throws changes away with the files that were attached to them, once it is withdrawn', async () => {
    await open(site, respondent)
    await respondent.attach('documents', {}, { name: 'note.txt', bytes: Buffer.from('The quay at noon.') })
    const { _id } = await responseOf(respondent)
    const [draft] = await model('Draft').find({ 'revises.response': _id }).lean<Draft[]>()
    await withdraw(consultation, _id)
    await site.runner.idle()
    expect(await model('Draft').countDocuments({ 'revises.response': _id })).to.equal(0)
    const gone = await fileBytes(draft?.files.evidence?.file ?? '').catch((error: Error) => error.message)
    expect(gone).to.include('FileNotFound')
  })

  it('has texts swept that a killed server wrote for a revision which never came to be', async () => {
    await open(site, respondent)
    await respondent.send('experience', { obstacles: 'Nobody dares to.' })
    const { _id, revisions } = await responseOf(respondent)
    const changing = await findChanging(draftIdOf(respondent.token), 1)
    // As it is stored, what is declared in it encrypted.
    const change = await model('Draft').collection.findOne({ _id: changing?._id } as object)
    await respondent.send('send', declaration)
    await model('Response').collection.updateOne({ _id } as object, {
      $set: { revisions, pending: [] },
      $unset: { replaced: 1 },
    })
    await model('Draft').collection.updateOne(
      { _id: change?._id } as object,
      { $set: { ...change } },
      { upsert: true },
    )
    const texts = () => model('Text').countDocuments({ respondent: _id })
    expect(await texts()).to.equal(3)
    await sweep(new Date())
    await sweep(new Date(Date.now() + 2 * 86_400_000))
    expect(await texts()).to.equal(2)
    await respondent.send('send', declaration)
    expect(await texts()).to.equal(3)
    expect((await responseOf(respondent)).revisions).to.have.length(2)
  })

  it('has the machine’s suggestions taken back where people alone are to read it from now on', async () => {
    await site.runner.idle()
    const { _id } = await responseOf(respondent)
    const tagged = () => model('Tagging').countDocuments({ respondent: _id })
    expect(await tagged()).to.equal(2)
    await change(site, respondent, {}, { byHand: 'yes' })
    await site.runner.idle()
    expect(await tagged()).to.equal(0)
    await change(site, respondent, {}, { byHand: '' })
    await site.runner.idle()
    expect(await tagged()).to.equal(2)
  })

  it('is not counted as a response that somebody began and did not send', async () => {
    await site.runner.idle()
    const before = await countUnsent(consultation)
    await open(site, respondent)
    expect(await countUnsent(consultation)).to.equal(before)
  })

  it('shows nothing of it to a draft that was not sent, and takes no form without its token', async () => {
    await site.agent().post(`/revise/${respondent.token}`).type('form').send({}).expect(403)
    await site.agent().post(`/revise/${respondent.token}/discard`).type('form').send({}).expect(403)
    await site.agent().get('/revise/aaaaaaaaaaaaaaaaaaaaaaaa').expect(404)
  })

  it('finds what was replaced by index', async () => {
    await change(site, respondent, { obstacles: 'Nobody dares to.' })
    const { replaced = [], reference } = await responseOf(respondent)
    expect((await findByReference(consultation, reference))?.replaced).to.deep.equal(replaced)
    expect([...(await replacedTexts(consultation))]).to.include.members(replaced)
    const plan = JSON.stringify(await hotRevisions.replaced(consultation).explain('queryPlanner'))
    expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
  })
})
