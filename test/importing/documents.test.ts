import { expect } from 'chai'
import mongoose from 'mongoose'
import { zipped } from '../../server/files/zipped.ts'
import { dropPreviews } from '../../server/importing/dropPreviews.ts'
import { askFor } from '../../server/jobs/store.ts'
import { fileBytes } from '../../server/responses/fileStore.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'
import { currentConsent } from '../../server/responses/response.ts'
import { listResponses } from '../../server/responses/store.ts'
import { openConsultation } from '../responses/respondent.ts'
import { type Agent, openSite, post, type Site, tokenOf } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { shown } from './bringing.ts'

type Brought = { name: string; content: string | Buffer }

const lamp = {
  name: 'letters/lamp.txt',
  content: 'The lamp on the east quay is out, and has been since March.',
}
const rope = { name: 'letters/rope.rtf', content: '{\\rtf1\\ansi Nobody has checked the rope at the slip.}' }
const broken = { name: 'letters/broken.pdf', content: '%PDF-1.7 and then nothing' }

async function zipOf(files: { name: string; content: string }[]): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of zipped(files.map(({ name, content }) => ({ name, content: [content] }))))
    parts.push(part)
  return Buffer.concat(parts)
}

describe('importing documents', () => {
  let site: Site
  let staff: Agent
  before(async () => {
    site = await openSite()
    staff = await site.signIn('researcher')
  })
  after(() => site.close())

  const today = new Date().toISOString().slice(0, 10)
  const said = { as: 'paper', came: today, capacity: 'personal', choice: 'none', basis: '' }

  async function upload(into: string, documents: Brought[], table = ''): Promise<string> {
    const token = await tokenOf(staff, '/desk/import/documents')
    const request = staff.post('/desk/import/documents').field('_csrf', token)
    request.field(into ? { into } : { title: 'What the harbour heard' })
    for (const { name, content } of documents) request.attach('documents', Buffer.from(content), name)
    if (table) request.attach('table', Buffer.from(table), 'who.csv')
    return (await request).headers.location ?? ''
  }
  const record = (address: string) => address.replace('/documents', '')
  async function bring(into: string, documents: Brought[], table = '', changes: object = {}) {
    const address = await upload(into, documents, table)
    await post(staff, address, { ...said, ...changes })
    await site.runner.idle()
    return { address: record(address), told: shown(await staff.get(record(address))) }
  }

  it('makes a response of each document in a ZIP file, with what the table says of it, and lists what it cannot read', async () => {
    const consultation = await openConsultation()
    const table = [
      'file,name,organisation,capacity,consent,basis',
      'lamp.txt,Bram Ostler,,personal,named,You may use my name.',
      'rope.rtf,,The Slip Users,organisation,,',
      'lost.txt,Nobody,,personal,none,',
    ].join('\n')
    const address = await upload(
      consultation,
      [
        {
          name: 'letters.zip',
          content: await zipOf([lamp, rope, broken, { name: '.hidden', content: 'x' }]),
        },
      ],
      table,
    )
    const preview = shown(await staff.get(address))
    expect(preview).to.include('3 documents').and.to.include('Bram Ostler')
    expect(preview).to.include('line 4: No document is called “lost.txt”.')
    await post(staff, address, { ...said, question: 'evidence' })
    await site.runner.idle()
    const told = shown(await staff.get(record(address)))
    expect(told).to.include('2 responses were imported').and.to.include('1 document was left out')
    expect(told).to.include('“letters/broken.pdf” is damaged')
    const responses = await listResponses(consultation)
    const texts = await storedTexts(consultation)
    expect(texts.map(({ text }) => text.trim())).to.have.members([
      lamp.content,
      'Nobody has checked the rope at the slip.',
    ])
    expect(texts.every(({ kind }) => kind === 'attachment')).to.equal(true)
    const named = responses.find(response => currentConsent(response).choice === 'named')
    expect(currentConsent(named ?? responses[0] ?? never())).to.include({
      wording: 'entered: You may use my name.',
    })
    const [identity] = await findIdentities([named?.identity ?? ''])
    expect(identity).to.include({ name: 'Bram Ostler' })
    const other = responses.find(response => response !== named)
    expect(other).to.include({ capacity: 'organisation', source: 'import' })
    expect(currentConsent(other ?? never())).to.include({ choice: 'none' })
  })

  it('answers a written question with the words, and keeps the document as a copy', async () => {
    const consultation = await openConsultation()
    const { told } = await bring(consultation, [lamp], '', { question: 'remarks' })
    expect(told).to.include('1 response was imported')
    const [response] = await listResponses(consultation)
    const [text] = await storedTexts(consultation)
    expect(text).to.include({ question: 'remarks', kind: 'answer', text: lamp.content })
    expect(response?.brought?.copy?.name).to.equal('lamp.txt')
    expect((await fileBytes(response?.brought?.copy?.file ?? '')).toString()).to.equal(lamp.content)
  })

  it('reads the words of a mail, and nothing of its head, and tells what came with it', async () => {
    const consultation = await openConsultation()
    const mail = [
      'From: Bram Ostler <bram@quay.example>',
      'To: harbour@board.example',
      'Subject: =?utf-8?Q?The_caf=C3=A9_on_the_quay?=',
      'Date: Tue, 10 Nov 2026 09:12:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="part"',
      '',
      '--part',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'The lamp at the caf=C3=A9 has been out=',
      ' since March.',
      '',
      '--part',
      'Content-Type: message/rfc822',
      '',
      'From: Ines Marlow <ines@slip.example>',
      'Subject: Earlier',
      '',
      'Words of somebody else.',
      '--part',
      'Content-Type: application/pdf; name="plan of the quay.pdf"',
      'Content-Disposition: attachment; filename="plan of the quay.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      'JVBERi0xLjcK',
      '--part--',
      '',
    ].join('\r\n')
    const { told } = await bring(consultation, [{ name: 'lamp.eml', content: mail }], '', {
      question: 'evidence',
    })
    expect(told)
      .to.include('1 response was imported')
      .and.include('“plan of the quay.pdf” came with this mail and was not read.')
      .and.include('“another mail” came with this mail')
    const [response] = await listResponses(consultation)
    const texts = await storedTexts(consultation)
    expect(texts.map(({ text }) => text)).to.deep.equal(['The lamp at the café has been out since March.'])
    expect(await findIdentities([response?.identity ?? ''])).to.deep.equal([])
    const empty = mail.replace('The lamp at the caf=C3=A9 has been out=\r\n since March.', '')
    const { told: ofNone } = await bring(consultation, [{ name: 'empty.eml', content: empty }], '', {
      question: 'remarks',
    })
    expect(ofNone).to.include('has no words that can be read').and.include('“plan of the quay.pdf” came with')
  })

  it('takes no document twice, in one import or on a second try', async () => {
    const consultation = await openConsultation()
    const copy = { name: 'copy of lamp.txt', content: lamp.content }
    const first = await bring(consultation, [lamp, copy])
    expect(first.told).to.include('Is the same, byte for byte, as')
    const again = await bring(consultation, [lamp, rope])
    const [{ reference = '' } = {}] = await listResponses(consultation)
    expect(again.told).to.include('Was imported before, and is SND-')
    expect(await listResponses(consultation)).to.have.length(2)
    expect(reference).to.match(/^SND-/)
  })

  it('goes on where a killed server left it, and adds nothing twice', async () => {
    const consultation = await openConsultation()
    const { address } = await bring(consultation, [lamp])
    const id = address.split('/').at(-1) ?? ''
    const before = await listResponses(consultation)
    // As if it had been killed behind its last document: the bytes are there still.
    const imports = mongoose.connection.collection<{ _id: string; documents?: unknown[] }>('imports')
    const stored = await imports.findOne({ _id: id })
    expect(stored).to.deep.include({ state: 'done' })
    const again = await upload(consultation, [lamp])
    const other = await imports.findOne({ _id: again.split('/').at(-1) ?? '' })
    await imports.updateOne({ _id: id }, { $set: { state: 'importing', documents: other?.documents } })
    await askFor('importDocuments', id)
    await site.runner.idle()
    expect(shown(await staff.get(address))).to.include('1 response was imported')
    expect(await listResponses(consultation)).to.deep.equal(before)
  })

  it('makes a consultation of its own of what was asked elsewhere, and is taken back whole', async () => {
    const { address, told } = await bring('', [lamp, rope])
    expect(told).to.include('2 responses were imported')
    await post(staff, `${address}/undo`, {})
    await site.runner.idle()
    expect(shown(await staff.get(address))).to.include('was taken back')
    const consultation = 'what-the-harbour-heard'
    expect(await listResponses(consultation)).to.deep.equal([])
    expect(await storedTexts(consultation)).to.deep.equal([])
    expect(shown(await staff.get(`/desk/${consultation}`))).to.include(
      'those that were imported were taken back',
    )
  })

  it('asks for documents, for how they came and for the words of a permission', async () => {
    const without = await upload(await openConsultation(), [])
    expect(shown(await staff.get(without))).to.include('Choose the documents, or a ZIP file of them')
    const address = await upload(await openConsultation(), [lamp])
    await post(staff, address, { capacity: 'personal', choice: 'named', came: 'last week' })
    const told = shown(await staff.get(address))
    expect(told)
      .to.include('Choose how the documents came')
      .and.to.include('Enter the day on which they came')
    const empty = await upload(await openConsultation(), [{ name: 'letters.zip', content: 'no zip' }])
    expect(shown(await staff.get(empty))).to.include('is damaged and cannot be opened')
  })

  it('keeps no name beside the identities once it is done, and nothing for long that was never imported', async () => {
    const table = 'file,name\nlamp.txt,Bram Ostler\n'
    const { address } = await bring(await openConsultation(), [lamp], table)
    const waiting = await upload(await openConsultation(), [rope], table)
    const imports = mongoose.connection.collection<{ _id: string }>('imports')
    const stored = await imports.findOne({ _id: address.split('/').at(-1) ?? '' })
    expect(JSON.stringify(stored)).not.to.include('Ostler')
    const files = () => mongoose.connection.collection('imports.files').countDocuments()
    const before = await files()
    await dropPreviews(new Date(Date.now() + 6 * 24 * 60 * 60 * 1000))
    await staff.get(waiting).expect(200)
    await dropPreviews(new Date(Date.now() + 8 * 24 * 60 * 60 * 1000))
    await staff.get(waiting).expect(404)
    expect(await files()).to.be.lessThan(before)
  })

  it('leaves nothing of an upload that came without the token', async () => {
    const kept = () => mongoose.connection.collection('imports.files').countDocuments()
    const before = await kept()
    const refused = await staff.post('/desk/import/documents').attach('documents', Buffer.from('x'), 'x.txt')
    expect(refused.status).to.equal(403)
    expect(await kept()).to.equal(before)
  })
})

function never(): never {
  throw new Error('a response is missing')
}
