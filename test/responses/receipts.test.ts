import { execFileSync } from 'node:child_process'
import { createHash, createPublicKey, sign, verify as verifySignature } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import mongoose from 'mongoose'
import { draftIdOf } from '../../server/responses/draftStore.ts'
import { narrow } from '../../server/responses/narrow.ts'
import { canonicalJson } from '../../server/responses/receipts/canonicalJson.ts'
import { firstReceiptOf, firstSignedForm } from '../../server/responses/receipts/firstFormat.ts'
import { currentKey, derivedKey, rotateKey } from '../../server/responses/receipts/keys.ts'
import { readCode, readReceipt } from '../../server/responses/receipts/readReceipt.ts'
import { makeReceipt } from '../../server/responses/receipts/receipt.ts'
import { type SignedReceipt, signReceipt } from '../../server/responses/receipts/sign.ts'
import { verifyReceipt } from '../../server/responses/receipts/verifyReceipt.ts'
import type { Response } from '../../server/responses/response.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { openSite, post, type Site } from '../site.ts'
import { answerAll, declaration, openConsultation, respondentTo } from './respondent.ts'

const collection = (name: string) => mongoose.connection.collection<{ _id: string }>(name)

describe('A respondent’s receipt', () => {
  let site: Site
  let receipt: SignedReceipt
  let response: Response
  let page: string
  let consultation: string
  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
  })
  beforeEach(async () => {
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent)
    const note = { name: 'note.txt', bytes: Buffer.from('The quay at noon.') }
    await respondent.attach('documents', {}, note)
    await respondent.send('send', declaration)
    page = (await site.agent().get(`/receipt/${respondent.token}`).expect(200)).text
    const file = await site.agent().get(`/receipt/${respondent.token}/file`).expect(200)
    expect(file.headers['content-disposition']).to.match(/receipt-SND-[^"]*\.json/)
    receipt = JSON.parse(file.text)
    response = await responseOf(respondent.token)
  })
  after(() => site.close())

  const responseOf = async (token: string) => {
    const found = await findByOrigin(draftIdOf(token))
    if (!found) throw new Error('nothing was sent')
    return found
  }
  const verify = async (given: object | string) => {
    const read = typeof given === 'string' ? readCode(given) : readReceipt(JSON.stringify(given))
    if (!read) throw new Error('it is no receipt')
    return verifyReceipt(site.config.sessionSecret, read)
  }
  const messages = async (given: object | string) =>
    (await verify(given))?.problems.map(({ place, message }) => `${place}: ${message}`).join('\n')
  const changed = (change: object) => ({ ...receipt, receipt: { ...receipt.receipt, ...change } })
  /** The public page's answer, as it is read. */
  const check = async (given: string) => {
    const { text } = await site.agent().post('/verify').field('receipt', given)
    return text.replaceAll('&#x27;', '’')
  }
  /** The receipt of this response as it was made before keys were kept. */
  const firstFormat = async () => {
    const first = await firstReceiptOf(response)
    const key = derivedKey(site.config.sessionSecret)
    const signature = sign(null, Buffer.from(firstSignedForm(first)), key).toString('base64url')
    const publicKey = createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString()
    return { ...first, code: `${first.reference}.${signature}`, signature, publicKey }
  }
  /** What the respondent sent, once they changed one answer afterwards. */
  const revise = async () => {
    const [first] = response.revisions
    const text = { ...(await collection('texts').findOne({ respondent: response._id })), _id: 'a-later-text' }
    await collection('texts').insertOne({ ...text, text: 'Two may change it, since June.' } as never)
    const answers = { ...first?.answers, obstacles: { text: 'a-later-text' } }
    await collection('responses').updateOne(
      { _id: response._id },
      { $push: { revisions: { at: new Date('2026-03-02T00:00:00Z'), answers } } as never },
    )
    response = { ...response, revisions: [...response.revisions, { at: new Date('2026-03-02'), answers }] }
  }
  afterEach(() => collection('texts').deleteOne({ _id: 'a-later-text' }))

  it('is signed, as file and as code, and holds no word of theirs', async () => {
    const fine = {
      reference: response.reference,
      signature: 'ours',
      signed: true,
      unaltered: true,
      withdrawn: false,
      problems: [],
    }
    expect(await verify(receipt)).to.deep.include(fine)
    expect(await verify(`${receipt.code}\n`)).to.deep.include(fine)
    expect(page).to.include(`<code>${receipt.code}</code>`)
    expect(receipt.receipt.answers.map(({ kind }) => kind)).to.include.members(['text', 'options', 'file'])
    expect(JSON.stringify(receipt)).not.to.match(/Nobody may change|Ines|quay/i)
  })

  it('can be checked by anybody with the site’s public key, without the data or this program', async () => {
    const { keys } = (await site.agent().get('/verify/keys.json').expect(200)).body
    const jwk = keys.find(({ kid }: { kid: string }) => kid === receipt.receipt.key)
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    expect(key.export({ format: 'pem', type: 'spki' })).to.equal(receipt.publicKey)
    const form = canonicalJson(receipt.receipt)
    expect(createHash('sha256').update(form).digest('hex')).to.equal(receipt.sha256)
    const signature = Buffer.from(receipt.signature, 'base64url')
    expect(verifySignature(null, Buffer.from(form), key, signature)).to.equal(true)
    const other = canonicalJson({ ...receipt.receipt, sent: '2020-01-01' })
    expect(verifySignature(null, Buffer.from(other), key, signature)).to.equal(false)
    expect((await site.agent().get('/verify/keys').expect(200)).text).to.include(receipt.receipt.key)
  })

  it('verifies by the program that its documentation gives, until anything in it is changed', async () => {
    const [, program = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/receipts.md', 'utf8')) ?? []
    const cwd = mkdtempSync(path.join(tmpdir(), 'soundings-receipt-'))
    const says = (given: SignedReceipt) => {
      writeFileSync(path.join(cwd, 'receipt.json'), JSON.stringify(given, null, 2))
      return execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd, encoding: 'utf8' })
    }
    expect(says(receipt)).to.equal('true\n')
    expect(says(changed({ revision: 2 }))).to.equal('false\n')
    rmSync(cwd, { recursive: true })
  })

  it('fails once anything in it was changed, or it was signed by another', async () => {
    for (const change of [
      { sent: '2020-01-01' },
      { consent: { ...receipt.receipt.consent, choice: 'named' as const } },
      { answers: receipt.receipt.answers.slice(1) },
      { consent: { ...receipt.receipt.consent, whole: true } },
      { more: 'than was signed' },
    ]) {
      const verified = await verify(changed(change))
      expect(verified, JSON.stringify(change)).to.include({ signed: false, signature: 'broken' })
    }
    expect(await verify({ ...receipt, sha256: '0'.repeat(64) })).to.include({ signature: 'broken' })
    const last = receipt.code.endsWith('A') ? 'Q' : 'A'
    expect(await messages(`${receipt.code.slice(0, -2)}${last}A`)).to.include('was not copied in full')
  })

  it('says of one that another site signed that it did, whether or not it has a response of that reference', async () => {
    const elsewhere = signedElsewhere(receipt)
    expect(await verify(elsewhere)).to.include({ signature: 'another', signed: false })
    const unknown = signedElsewhere(receipt, { reference: 'SND-AAAA-AAAA' })
    expect(await verify(unknown)).to.include({ signature: 'another', kept: false })
    const [said, saidOfUnknown] = await Promise.all(
      [elsewhere, unknown].map(each => check(JSON.stringify(each)).then(withoutGiven)),
    )
    expect(said).to.include('Another site signed this receipt').and.equal(saidOfUnknown)
  })

  it('fails once what was sent is kept otherwise, and says which answer', async () => {
    await collection('texts').updateOne(
      { respondent: response._id, question: 'obstacles' },
      { $set: { text: 'Anybody may change it.' } },
    )
    expect(await messages(receipt)).to.equal('obstacles: This answer is not kept as it was sent.')
    expect(await verify(receipt.code)).to.include({ signed: false, unaltered: false })
    await collection('texts').deleteMany({ respondent: response._id })
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
    expect(await check(receipt.code)).to.include('This receipt is genuine; the response was withdrawn since')
  })

  it('is of the newest revision, of an earlier one that is named, and says which', async () => {
    await revise()
    const newest = await signReceipt(site.config, await makeReceipt(response))
    const earlier = await signReceipt(site.config, await makeReceipt(response, { revision: 1, event: 1 }))
    expect(newest.receipt).to.include({ revision: 2, sent: '2026-03-02' })
    expect(earlier.receipt).to.deep.equal(receipt.receipt)
    for (const [given, revision] of [
      [newest, 2],
      [newest.code, 2],
      [receipt, 1],
      [receipt.code, 1],
    ] as const)
      expect(await verify(given)).to.deep.include({ revision, revisions: 2, unaltered: true, problems: [] })
    expect(await check(receipt.code)).to.include('Version 1 of the response, of 2: it was changed since')
    const third = await signReceipt(site.config, { ...newest.receipt, revision: 3 })
    expect(await messages(third)).to.equal('answers: Something that was sent is kept no more.')
  })

  it('verifies after its key was rotated, and after a second time by somebody who saw the key before', async () => {
    const key = await currentKey(site.config.sessionSecret)
    await rotateKey(key)
    await rotateKey(key)
    const now = await currentKey(site.config.sessionSecret)
    expect(now.order).to.equal(key.order + 1)
    expect(await verify(receipt)).to.deep.include({ key: key._id, signed: true, problems: [] })
    expect(await verify(receipt.code)).to.include({ signed: true })
    const later = await signReceipt(site.config, await makeReceipt(response))
    expect(later.receipt.key).to.equal(now._id)
    expect(await verify(later.code)).to.include({ key: now._id, signed: true })
    const stored = await mongoose.connection.collection('receiptKeys').find({}).toArray()
    expect(stored.filter(({ privateKey }) => privateKey).map(({ _id }) => String(_id))).to.deep.equal([
      now._id,
    ])
  })

  it('is signed by one key, whoever makes the first at the same time', async () => {
    await mongoose.connection.collection('receiptKeys').deleteMany({})
    const made = await Promise.all(Array.from({ length: 4 }, () => currentKey(site.config.sessionSecret)))
    expect(new Set(made.map(({ _id }) => _id)).size).to.equal(1)
  })

  it('verifies from before keys were kept, though the secret is another by now', async () => {
    const first = await firstFormat()
    const secret = 'y'.repeat(32)
    const code = readCode(first.code)
    const file = readReceipt(JSON.stringify(first))
    if (!code || !file) throw new Error('it is no receipt')
    for (const given of [code, file])
      expect(await verifyReceipt(secret, given)).to.deep.include({
        signed: true,
        unaltered: true,
        revision: 1,
        problems: [],
      })
    expect(await verify({ ...first, sent: '2020-01-01' })).to.include({ signature: 'broken' })
    await revise()
    expect(await verify(first)).to.deep.include({ revision: 1, revisions: 2, problems: [] })
  })

  it('is found nowhere where nothing of its reference is kept, and is read from nothing else', async () => {
    expect(await verify(changed({ reference: 'SND-AAAA-AAAA' }))).to.equal(undefined)
    for (const other of ['', '{', '[]', '{"reference":"SND-AAAA-AAAA"}', '"x"', '['.repeat(200_000)])
      expect(readReceipt(other), other.slice(0, 40)).to.equal(undefined)
    const half = JSON.stringify(changed({ key: 'KEY' })).replace('KEY', '\\ud800')
    expect(readReceipt(half)).to.equal(undefined)
    for (const other of ['SND-AAAA-AAAA', `${receipt.code}=`, 'x'])
      expect(readCode(other), other).to.equal(undefined)
  })

  it('tells whoever made one up nothing of any response', async () => {
    const [tampered, unknown] = await Promise.all([
      check(JSON.stringify(changed({ sent: '2020-01-01' }))),
      check(JSON.stringify(changed({ reference: 'SND-AAAA-AAAA' }))),
    ])
    expect(tampered).to.include('This receipt does not verify here').and.not.include('kept as it was sent.')
    expect(withoutGiven(tampered)).to.equal(withoutGiven(unknown))
  })

  it('is checked on a public page as a file too, which says what is no receipt', async () => {
    const file = await site
      .agent()
      .post('/verify')
      .attach('file', Buffer.from(JSON.stringify(receipt)), 'receipt.json')
    expect(file.text)
      .to.include('This receipt is genuine, and the response is kept as it was sent')
      .and.include(receipt.receipt.key)
    const none = await site.agent().post('/verify').field('receipt', 'SND-7F3K').expect(422)
    expect(none.text).to.include('This is no receipt').and.include('SND-7F3K')
    await site.agent().post('/verify').field('receipt', ' ').expect(422)
  })

  it('gets a new key by the owner, once for each time that was asked', async () => {
    const owner = await site.signIn('owner', 'administrator')
    const { text } = await owner.get('/desk/receipt-keys').expect(200)
    const current = /name="current" value="([\w-]+)"/.exec(text)?.[1] ?? ''
    await post(owner, '/desk/receipt-keys', { current })
    await post(owner, '/desk/receipt-keys', { current })
    const after = await owner.get('/desk/receipt-keys')
    expect(after.text).to.include('was changed already').and.include(current)
    const now = await currentKey(site.config.sessionSecret)
    expect(now._id).not.to.equal(current)
    expect(await verify(receipt)).to.include({ signed: true })
  })
})

/** A page without what it repeats of what was given to it. */
function withoutGiven(text: string): string {
  return text.replace(/<textarea[\s\S]*?<\/textarea>/, '')
}

/** The same receipt, signed with a key that is not this site's. */
function signedElsewhere(receipt: SignedReceipt, changes: object = {}): object {
  const key = derivedKey('z'.repeat(32))
  const { x = '' } = key.export({ format: 'jwk' })
  const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url')
  const said = { ...receipt.receipt, ...changes, key: kid }
  const form = canonicalJson(said)
  return {
    receipt: said,
    sha256: createHash('sha256').update(form).digest('hex'),
    signature: sign(null, Buffer.from(form), key).toString('base64url'),
    publicKey: createPublicKey(key).export({ format: 'pem', type: 'spki' }),
  }
}
