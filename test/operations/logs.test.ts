import { expect } from 'chai'
import express from 'express'
import mongoose from 'mongoose'
import supertest from 'supertest'
import { logInto, requestLog, withoutWords } from '../../server/http/log.ts'
import { answerAll, declaration, openConsultation, respondentTo } from '../responses/respondent.ts'
import { openSite, post, type Site } from '../site.ts'

const said = 'Our wharfinger counts each crate by hand'
const name = 'Tamsin Oakeshott'
const address = 'tamsin@wharf.example'

describe('the log', () => {
  let site: Site
  const logged: string[] = []
  before(async () => {
    site = await openSite({ proxies: 1 }, logInto('trace', { write: line => logged.push(line) }))
  })
  after(() => site.close())

  /** The lines that something of a person stands in. */
  const personal = () =>
    logged.filter(line => /wharf|crate|Tamsin|Oakeshott|\S@\S+\.\w|ledger\.txt/i.test(line))

  /** Has every write to a collection fail, as a database in trouble does. */
  const failing = async (collection: string, run: () => Promise<unknown>) => {
    const { db } = mongoose.connection
    await db?.command({ collMod: collection, validator: { nothing: { $exists: true } } })
    await run()
    await db?.command({ collMod: collection, validator: {} })
  }

  it('holds ids, and never what was written or who wrote it, whatever fails', async () => {
    const consultation = await openConsultation()
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent, { obstacles: said, role: 'a wharfinger' })
    const file = { name: 'ledger.txt', bytes: Buffer.from(said) }
    await respondent.attach('documents', {}, file).expect(303)
    const upload = site.agent().post(`/answer/${respondent.token}/documents`)
    await upload.attach('wharfinger', file.bytes, file.name).expect(400)
    const person = { ...declaration, name, organisation: 'The Old Wharf' }
    let number = ''
    await failing('drafts', async () => {
      const { status, text } = await respondent.send('experience', { obstacles: `${said} again` })
      expect(status).to.equal(500)
      number = /<code>([^<]+)<\/code>/.exec(text)?.[1] ?? ''
    })
    await failing('attachments.chunks', () => respondent.attach('documents', {}, file))
    await failing('identities', () => respondent.send('send', person))
    await respondent.send('send', person)
    const owner = await site.signIn('owner')
    const administrator = await site.signIn('administrator')
    await post(site.agent(), '/desk/sign-in', { email: address, password: said })
    await failing('colleagueInvites', () =>
      post(administrator, '/desk/accounts', { name, email: address, role: 'author' }),
    )
    await post(administrator, '/desk/accounts', { name, email: address, role: 'author' })
    await owner.get(`/desk/${consultation}/search?q=wharfinger`)
    await site.agent().get(`/answer/${respondent.token}/experience?words=wharfinger`)
    await site.runner.idle()
    expect(personal()).to.deep.equal([])
    expect(logged.join('')).not.to.include(respondent.token)
    // The page’s number leads to the error’s lines, which say where it was.
    const lines = logged.filter(line => line.includes(number)).map(line => JSON.parse(line))
    expect(number).to.have.length(36)
    expect(lines.some(({ err }) => err?.type && err.stack.length > 0)).to.equal(true)
  })

  it('tells an error by its kind, its place and its cause, and no value of it', async () => {
    const cause = new Error(`E11000 duplicate key error dup key: { name: "${name}" }`)
    const told = withoutWords(new TypeError(`no theme for ${address}, “${said}”`, { cause }))
    expect(told).to.deep.include({ type: 'TypeError', message: 'no theme for … …' })
    expect(told.cause?.message).to.equal('E11000 duplicate key error dup key: …')
    expect(JSON.stringify(told)).not.to.match(/wharf|Tamsin/)
    expect(told.stack[0]).to.match(/^ +at /)
  })

  it('takes the number of a request from a proxy in front, if it is a plain one, and says it in the answer', async () => {
    const number = async (given: string) =>
      (await site.agent().get('/').set('X-Request-Id', given)).headers['x-request-id']
    expect(await number('0123456789abcdef-from-nginx')).to.equal('0123456789abcdef-from-nginx')
    expect(await number('tamsin@wharf.example')).to.match(/^[0-9a-f-]{36}$/)
    const alone = express().use(requestLog(logInto('silent', { write: () => {} }), false))
    alone.get('/', (_req, res) => void res.end())
    const { headers } = await supertest(alone).get('/').set('X-Request-Id', '0123456789abcdef-from-nginx')
    expect(headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/)
  })
})
