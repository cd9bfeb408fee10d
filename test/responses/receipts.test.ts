import { createPublicKey, verify as verifySignature } from 'node:crypto'
import { expect } from 'chai'
import mongoose from 'mongoose'
import { draftIdOf } from '../../server/responses/draftStore.ts'
import { narrow } from '../../server/responses/narrow.ts'
import { readCode, readReceipt } from '../../server/responses/receipts/readReceipt.ts'
import { type SignedReceipt, signedForm } from '../../server/responses/receipts/receipt.ts'
import { verifyReceipt } from '../../server/responses/receipts/verifyReceipt.ts'
import type { Response } from '../../server/responses/response.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { openSite, type Site } from '../site.ts'
import { answerAll, declaration, openConsultation, respondentTo } from './respondent.ts'

describe('A respondent’s receipt', () => {
  let site: Site
  let receipt: SignedReceipt
  let response: Response
  let page: string
  before(async () => {
    site = await openSite()
  })
  beforeEach(async () => {
    const respondent = await respondentTo(site, await openConsultation())
    await answerAll(respondent)
    const note = { name: 'note.txt', bytes: Buffer.from('The quay at noon.') }
    await respondent.attach('documents', {}, note)
    await respondent.send('send', declaration)
    page = (await site.agent().get(`/receipt/${respondent.token}`).expect(200)).text
    const file = await site.agent().get(`/receipt/${respondent.token}/file`).expect(200)
    expect(file.headers['content-disposition']).to.match(/receipt-SND-[^"]*\.json/)
    receipt = JSON.parse(file.text)
    const found = await findByOrigin(draftIdOf(respondent.token))
    if (!found) throw new Error('nothing was sent')
    response = found
  })
  after(() => site.close())

  const verify = async (given: SignedReceipt | string, secret = site.config.sessionSecret) => {
    const read = typeof given === 'string' ? readCode(given) : readReceipt(JSON.stringify(given))
    if (!read) throw new Error('it is no receipt')
    return verifyReceipt(secret, read)
  }
  const messages = async (given: SignedReceipt | string) =>
    (await verify(given))?.problems.map(({ place, message }) => `${place}: ${message}`).join('\n')

  it('is signed, as file and as code, and holds no word of theirs', async () => {
    const fine = {
      reference: response.reference,
      signed: true,
      unaltered: true,
      withdrawn: false,
      problems: [],
    }
    expect(await verify(receipt)).to.deep.include(fine)
    expect(await verify(`${receipt.code}\n`)).to.deep.include(fine)
    expect(page).to.include(`<code>${receipt.code}</code>`)
    expect(receipt.answers.map(({ kind }) => kind)).to.include.members(['text', 'options', 'file'])
    expect(JSON.stringify(receipt)).not.to.match(/Nobody may change|Ines|quay/i)
  })

  it('can be checked by anybody with the site’s public key, without the data', () => {
    const signature = Buffer.from(receipt.signature, 'base64url')
    const isSigned = (form: string) =>
      verifySignature(null, Buffer.from(form), createPublicKey(receipt.publicKey), signature)
    expect(isSigned(signedForm(receipt))).to.equal(true)
    expect(isSigned(signedForm({ ...receipt, sent: '2020-01-01' }))).to.equal(false)
  })

  it('fails once anything in it was changed, or it was signed by another', async () => {
    for (const change of [
      { sent: '2020-01-01' },
      { consent: { ...receipt.consent, choice: 'named' as const } },
      { answers: receipt.answers.slice(1) },
    ]) {
      const verified = await verify({ ...receipt, ...change })
      expect(verified).to.include({ signed: false, unaltered: false })
    }
    expect((await verify(receipt, 'y'.repeat(32)))?.problems.map(({ place }) => place)).to.deep.equal([
      'signature',
    ])
    const last = receipt.code.endsWith('A') ? 'Q' : 'A'
    expect(await messages(`${receipt.code.slice(0, -2)}${last}A`)).to.include('was not copied in full')
  })

  it('fails once what was sent is kept otherwise, and says which answer', async () => {
    await mongoose.connection
      .collection('texts')
      .updateOne(
        { respondent: response._id, question: 'obstacles' },
        { $set: { text: 'Anybody may change it.' } },
      )
    expect(await messages(receipt)).to.equal('obstacles: This answer is not kept as it was sent.')
    expect(await verify(receipt.code)).to.include({ signed: false, unaltered: false })
    await mongoose.connection.collection('texts').deleteMany({ respondent: response._id })
    expect(await messages(receipt)).to.equal('answers: Something that was sent is kept no more.')
    expect(await verify(receipt.code)).to.include({ signed: false, unaltered: false })
  })

  it('fails once the response is withdrawn, and tells of less that is allowed without failing', async () => {
    await narrow(response.consultation, response._id, 'unnamed')
    expect(await verify(receipt)).to.deep.include({ allows: 'unnamed', problems: [] })
    await withdraw(response.consultation, response._id)
    expect(await messages(receipt)).to.equal(
      'state: The response was withdrawn: its words are not used any more.',
    )
    expect(await verify(receipt.code)).to.include({ signed: true, unaltered: true, withdrawn: true })
  })

  it('is found nowhere where nothing of its reference is kept, and is read from nothing else', async () => {
    expect(await verify({ ...receipt, reference: 'SND-AAAA-AAAA' })).to.equal(undefined)
    for (const other of ['', '{', '[]', '{"reference":"SND-AAAA-AAAA"}', '"x"'])
      expect(readReceipt(other), other).to.equal(undefined)
    for (const other of ['SND-AAAA-AAAA', `${receipt.code}=`, 'x'])
      expect(readCode(other), other).to.equal(undefined)
  })
})
