import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { draftIdOf, findDraft } from '../../server/responses/draftStore.ts'
import { fileBytes } from '../../server/responses/fileStore.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { docx, lockedPdf, odt, pdf } from '../files/made/documents.ts'
import { openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { answerAll, declaration, openConsultation, type Respondent, respondentTo } from './respondent.ts'

const words = 'Our contract ends in March and nobody has read it.'

describe('Attaching a document', () => {
  let site: Site
  let consultation: string
  let respondent: Respondent
  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
  })
  beforeEach(async () => {
    respondent = await respondentTo(site, consultation)
  })
  after(() => site.close())

  const kinds: [string, Buffer][] = [
    ['review.pdf', pdf([words])],
    ['review.docx', docx([words])],
    ['review.odt', odt(`<text:p>${words}</text:p>`)],
    ['review.rtf', Buffer.from(`{\\rtf1\\ansi ${words}\\par}`)],
    ['review.txt', Buffer.from(words)],
  ]
  for (const [name, bytes] of kinds) {
    it(`keeps ${name} with its words and shows both`, async () => {
      const sent = await respondent.attach('documents', { remarks: 'See the file.' }, { name, bytes })
      expect(sent.headers.location).to.equal(`/answer/${respondent.token}/check`)
      const { text } = await respondent.get('documents')
      expect(text).to.include(`<strong>${name}</strong> is attached`).and.include('10 words found')
      const kept = (await findDraft(respondent.token))?.files.evidence
      expect(await fileBytes(kept?.file ?? '')).to.deep.equal(bytes)
    })
  }

  const faults: [string, string, Buffer, RegExp][] = [
    [
      'of the wrong type',
      'photo.png',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      /is not of a type that can be read/,
    ],
    ['under a password', 'locked.pdf', lockedPdf(), /is protected by a password/],
    ['that is damaged', 'broken.docx', docx([words]).subarray(0, 200), /is damaged and cannot be opened/],
    ['that is empty', 'empty.txt', Buffer.alloc(0), /is empty/],
    ['above 10 MB', 'large.txt', Buffer.alloc(10 * 1024 * 1024 + 1, 'a '), /is larger than 10 MB/],
  ]
  for (const [fault, name, bytes, message] of faults) {
    it(`tells of a file ${fault} and keeps the answers beside it`, async () => {
      const sent = await respondent.attach('documents', { remarks: 'Kept all the same.' }, { name, bytes })
      expect(sent.headers.location).to.equal(`/answer/${respondent.token}/documents?check`)
      const { text } = await respondent.get('documents?check')
      expect(text)
        .to.match(/<title>Error: /)
        .and.match(message)
      expect(text)
        .to.include(name)
        .and.include('href="#evidence"')
        .and.include('>Kept all the same.</textarea>')
      expect((await findDraft(respondent.token))?.files).to.deep.equal({})
    })
  }

  it('lets one go on without the file that was refused', async () => {
    await respondent.attach('documents', {}, { name: 'empty.txt', bytes: Buffer.alloc(0) })
    const onward = await respondent.send('documents', { remarks: '' })
    expect(onward.headers.location).to.equal(`/answer/${respondent.token}/check`)
    expect((await respondent.get('documents?check')).text).not.to.include('There is a problem')
  })

  it('keeps the file before when the one that follows is refused, and replaces it when it is not', async () => {
    await respondent.attach('documents', {}, { name: 'first.txt', bytes: Buffer.from('First words.') })
    const first = (await findDraft(respondent.token))?.files.evidence
    await respondent.attach('documents', {}, { name: 'bad.pdf', bytes: lockedPdf() })
    expect((await findDraft(respondent.token))?.files.evidence).to.deep.equal(first)
    await respondent.attach('documents', {}, { name: 'second.txt', bytes: Buffer.from('Second words.') })
    expect((await findDraft(respondent.token))?.files.evidence?.name).to.equal('second.txt')
    const gone = await fileBytes(first?.file ?? '').then(
      () => 'still there',
      () => 'gone',
    )
    expect(gone).to.equal('gone')
  })

  it('removes a file on request and stays on the page', async () => {
    await respondent.attach('documents', {}, { name: 'first.txt', bytes: Buffer.from('First words.') })
    const removed = await respondent.send('documents', { remove: 'evidence', remarks: 'Kept.' })
    expect(removed.headers.location).to.equal(`/answer/${respondent.token}/documents?saved`)
    const { text } = await respondent.get('documents')
    expect(text).not.to.include('is attached')
    expect(text).to.include('>Kept.</textarea>')
  })

  it('keeps a scan with a notice that its words cannot be read', async () => {
    await respondent.attach('documents', {}, { name: 'scan.pdf', bytes: pdf([]) })
    expect((await respondent.get('documents')).text).to.include('it may be a scan or a picture')
  })

  it('makes the file’s words a text of the response, coded like any answer', async () => {
    await answerAll(respondent)
    await respondent.attach(
      'documents',
      {},
      { name: 'Überblick “neu”.txt', bytes: Buffer.from(`${words}\r\n`) },
    )
    await respondent.send('send', declaration)
    const response = await findByOrigin(draftIdOf(respondent.token))
    const texts = await storedTexts(consultation, response?._id ?? '')
    const attached = texts.find(({ kind }) => kind === 'attachment')
    expect(attached).to.deep.include({ question: 'evidence', words: 10 })
    expect(attached?.text.trimEnd()).to.equal(words)
    const given = response?.revisions[0]?.answers.evidence
    expect(given).to.deep.include({ name: 'Überblick “neu”.txt', text: attached?._id })
  })

  it('refuses a file for a question that takes none, and nested names', async () => {
    const agent = site.agent()
    const { text } = await respondent.get('documents')
    const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? ''
    const address = `/answer/${respondent.token}/documents`
    const elsewhere = await agent
      .post(address)
      .field('_csrf', token)
      .attach('remarks', randomBytes(10), 'a.txt')
    expect(elsewhere.status).to.equal(400)
    const nested = await agent.post(address).field('_csrf', token).field('remarks[$ne]', 'x')
    expect(nested.status).to.equal(400)
    expect((await findDraft(respondent.token))?.visited).to.deep.equal([])
  })
})
