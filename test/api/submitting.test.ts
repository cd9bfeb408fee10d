import { expect } from 'chai'
import mongoose from 'mongoose'
import { currentVersion } from '../../server/consultations/consentWording.ts'
import type { Page } from '../../server/consultations/questions.ts'
import { draftIdOf } from '../../server/responses/draftStore.ts'
import { findByOrigin, findResponse } from '../../server/responses/store.ts'
import { everyKind } from '../responses/everyKind.ts'
import { openConsultation } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { expectConforms, expectProblem, Program, tokenFor } from './calling.ts'

const permission = {
  ...{ quoted: 'role', byHand: false, listed: false, whole: false, archived: true, approval: false },
  ...{ told: false, wording: currentVersion, agreed: true },
}
const answers = {
  role: 'a harbour master',
  sector: { option: 'local' },
  obstacles: 'Nobody may change the system.',
  listened: { option: 'agree' },
  help: { options: ['pay', 'time'] },
}
const body = { version: 1, answers, about: { capacity: 'personal', name: 'Ines Marlow' }, permission }

describe('responses that a program sends', () => {
  let site: Site
  let owner: string
  before(async () => {
    site = await openSite()
    owner = (await site.addPerson('owner')).id
  })
  after(() => site.close())

  const programIn = async (consultation: string) =>
    new Program(site, consultation, await tokenFor(consultation, owner))
  const asked = async (pages?: Page[]) => {
    const consultation = await openConsultation({}, pages)
    return { consultation, program: await programIn(consultation) }
  }
  const tokenIn = (link: string) => link.split('/').at(-1) ?? ''
  const pointers = ({ body }: { body: { errors: { pointer: string }[] } }) =>
    body.errors.map(({ pointer }) => pointer)
  const count = (consultation: string) =>
    mongoose.connection.collection('responses').countDocuments({ consultation })

  it('stand as those that came by the form, and are read as they were sent', async () => {
    const { consultation, program } = await asked()
    const sent = await program.send(body)
    expect(sent.status, sent.text).to.equal(201)
    expectConforms('Taken', sent.body)
    expect(sent.body).to.include({ waiting: false })
    await site.runner.idle()
    const response = await findResponse(consultation, sent.body.id)
    expect(response).to.deep.include({ source: 'api', pending: [], capacity: 'personal', version: 1 })
    expect(response?.attributes).to.deep.equal({ role: 'a harbour master', sector: 'local government' })
    expect(response?.consent).to.have.length(1)
    expect(response?.consent[0]).to.deep.include({ choice: 'role', archived: true, wording: currentVersion })
    expect(response?.consent[0]).not.to.have.any.keys('byHand', 'listed', 'whole', 'approval', 'told')
    const read = (await program.get(`/responses/${sent.body.id}`)).body
    expect(read.answers).to.deep.equal({
      obstacles: 'Nobody may change the system.',
      listened: { option: 'agree' },
      help: { options: ['pay', 'time'] },
    })
    expect(read.permission).to.include({ quoted: 'role', archived: true, machine: true, listed: false })
  })

  it('give whoever answers their receipt, and a private link that leads to it', async () => {
    const { program } = await asked()
    const { body: taken } = await program.send(body)
    await site.runner.idle()
    const page = await site.agent().get(new URL(taken.receipt.link).pathname)
    expect(page.status).to.equal(200)
    expect(page.text).to.contain(taken.reference).and.to.contain(taken.receipt.code)
    const own = await site.agent().get(new URL(taken.own).pathname)
    expect(own.status).to.equal(200)
    expect(own.text).to.contain(taken.reference)
  })

  it('are of every kind of question, by the same values by which they are read', async () => {
    const { program } = await asked(everyKind)
    const given = {
      reply: 'ines@quay.example',
      years: 12,
      began: '2020-02-29',
      port: { option: 'north' },
      crane: 'It waits\r\nfor a part 🚢.',
      wait: 4,
      causes: { options: ['forms', 'else'], own: 'The wind' },
      forms: 'The long one',
      first: { order: ['tools', 'pay'] },
      agree: { rows: { heard: 'no', paid: 'yes' } },
    }
    const unnamed = { ...permission, quoted: 'unnamed' }
    const sent = await program.send({ ...body, answers: given, permission: unnamed })
    expect(sent.status, sent.text).to.equal(201)
    const { answers: read } = (await program.get(`/responses/${sent.body.id}`)).body
    const { reply: _kept, ...rest } = given
    expect(read).to.deep.equal({ ...rest, crane: 'It waits\nfor a part 🚢.' })
    expectConforms('Response', (await program.get(`/responses/${sent.body.id}`)).body)
  })

  it('are refused with all that is to be mended, and where, and nothing of them is kept', async () => {
    const { consultation, program } = await asked()
    const wrong = {
      ...body,
      answers: {
        ...{
          obstacles: 'word '.repeat(21),
          listened: { option: 'perhaps' },
          help: { options: ['pay', 'luck'] },
        },
        ...{ evidence: 'a file', 'no/such~one': 'x', people: 'half \ud83d of it' },
      },
      permission: { ...permission, quoted: 'named', listed: true },
      about: { capacity: 'organisation' },
    }
    const refused = await program.send(wrong)
    expectProblem(refused, 422)
    expect(pointers(refused).sort()).to.deep.equal(
      [
        ...[
          '/about/organisation',
          '/answers/evidence',
          '/answers/help/options/1',
          '/answers/listened/option',
        ],
        ...['/answers/no~1such~0one', '/answers/obstacles', '/answers/people', '/permission/listed'],
      ].sort(),
    )
    expect(
      refused.body.errors.find((each: { pointer: string }) => each.pointer === '/answers/obstacles').detail,
    ).to.equal('Shorten your answer to “What gets in the way?” by 1 word: at most 20 can be taken')
    expect(await count(consultation)).to.equal(0)
    expect(await storedTexts(consultation)).to.deep.equal([])
    const drafts = mongoose.connection.collection('drafts')
    expect(await drafts.countDocuments({ consultation })).to.equal(0)
    expect((await program.send(body)).status).to.equal(201)
  })

  it('must answer what the form asks, and nothing that it would not', async () => {
    const { program } = await asked(everyKind)
    const given = { years: 3, port: { option: 'south' }, causes: { options: ['tide'] } }
    const refused = await program.send({
      ...body,
      permission: { ...permission, quoted: 'unnamed' },
      answers: { ...given, crane: 'It waits.', forms: 'The long one', first: { order: ['pay', 'pay'] } },
    })
    expectProblem(refused, 422)
    expect(pointers(refused).sort()).to.deep.equal([
      ...['/answers/agree/rows/heard', '/answers/crane', '/answers/first/order/1', '/answers/forms'],
    ])
  })

  it('must say each permission, and the wording that was seen', async () => {
    const { program } = await asked()
    for (const name of Object.keys(permission)) {
      const left = Object.fromEntries(Object.entries(permission).filter(([each]) => each !== name))
      const refused = await program.send({ ...body, permission: left })
      expectProblem(refused, 422)
      expect(pointers(refused), name).to.deep.equal([`/permission/${name}`])
    }
    for (const [change, pointer] of [
      [{ agreed: false }, '/permission/agreed'],
      [{ wording: '1' }, '/permission/wording'],
      [{ listed: 'yes' }, '/permission/listed'],
      [{ quoted: 'loudly' }, '/permission/quoted'],
      [{ published: true }, '/permission/published'],
      [{ approval: true }, '/permission/email'],
      [{ approval: true, email: 'nowhere' }, '/permission/email'],
    ] as const)
      expect(
        pointers(await program.send({ ...body, permission: { ...permission, ...change } })),
      ).to.deep.equal([pointer])
  })

  it('are of the shapes that the document says', async () => {
    const { program } = await asked()
    for (const [changes, pointer] of [
      [{ answers: { obstacles: ['a'] } }, '/answers/obstacles'],
      [{ answers: { obstacles: null } }, '/answers/obstacles'],
      [{ answers: [] }, '/answers'],
      [{ about: { capacity: 'notes' } }, '/about/capacity'],
      [{ about: undefined }, '/about'],
      [{ version: '1' }, '/version'],
      [{ reference: 'SND-1' }, '/reference'],
      [{ language: 'cy' }, '/language'],
    ] as const)
      expect(pointers(await program.send({ ...body, ...changes })), pointer).to.deep.equal([pointer])
    expectProblem(await program.send('{'), 422)
    const send = (type: string, text: string) => program.send(body).set('Content-Type', type).send(text)
    expectProblem(await program.send({ ...body, version: 2 }), 409)
    expectProblem(await send('application/json', '{"version":'), 400)
    expectProblem(await send('text/plain', 'hello'), 415)
    expectProblem(await send('application/x-www-form-urlencoded', 'version=1'), 415)
    expectProblem(await program.send({ ...body, answers: { obstacles: 'x'.repeat(9_000_000) } }), 413)
  })

  it('are taken once under one key, and answered the same each time', async () => {
    const { consultation, program } = await asked()
    const first = await program.send(body, 'key-of-one')
    const again = await program.send(body, 'key-of-one')
    expect([again.status, again.body]).to.deep.equal([first.status, first.body])
    await site.runner.idle()
    expect((await program.send(body, 'key-of-one')).body).to.deep.equal(first.body)
    expect(await count(consultation)).to.equal(1)
    const other = await program.send({ ...body, answers: { ...answers, people: 'Time.' } }, 'key-of-one')
    expectProblem(other, 422)
    expect(other.body.detail).to.contain('another body')
    const fresh = await program.send(body, 'key-of-two')
    expect(fresh.body.id).not.to.equal(first.body.id)
    expect(await count(consultation)).to.equal(2)
  })

  it('are taken once when the same is sent many times at once', async () => {
    const { consultation, program } = await asked()
    const sent = await Promise.all(Array.from({ length: 6 }, () => program.send(body, 'all-at-once')))
    expect(sent.map(({ status }) => status)).to.deep.equal(Array(6).fill(201))
    expect(new Set(sent.map(({ text }) => text)).size).to.equal(1)
    expect(await count(consultation)).to.equal(1)
    expect(await storedTexts(consultation)).to.have.length(1)
  })

  it('are taken up where a killed process left them', async () => {
    const { consultation, program } = await asked()
    await site.runner.idle()
    const { runner } = site
    const wake = runner.wake.bind(runner)
    // A process that was killed there has cleared nothing up.
    runner.wake = () => {}
    try {
      const first = await program.send(body, 'killed-between')
      const responses = mongoose.connection.collection<{ _id: string }>('responses')
      const claims = mongoose.connection.collection('apiClaims')
      await responses.deleteOne({ _id: first.body.id })
      await claims.updateMany({}, { $unset: { sent: 1 } })
      const again = await program.send(body, 'killed-between')
      expect(again.body).to.deep.equal(first.body)
    } finally {
      runner.wake = wake
    }
    runner.wake()
    await runner.idle()
    expect(await count(consultation)).to.equal(1)
  })

  it('need a key of their own', async () => {
    const { program } = await asked()
    for (const key of ['', 'short', 'with a space in it', 'x'.repeat(201)]) {
      const refused = await program.send(body, key)
      expectProblem(refused, 400)
      expect(refused.body.errors[0].parameter).to.equal('Idempotency-Key')
    }
  })

  it('are not sent again for who cut the link to what they sent', async () => {
    const { consultation, program } = await asked()
    const { body: taken } = await program.send(body, 'cut-afterwards')
    await site.runner.idle()
    const agent = site.agent()
    const path = `/receipt/${tokenIn(taken.receipt.link)}/anonymous`
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await agent.get(path)).text)?.[1]
    await agent.post(path).type('form').send({ _csrf: csrf, sure: 'yes' })
    await site.runner.idle()
    expect(await findByOrigin(draftIdOf(tokenIn(taken.receipt.link)))).to.equal(null)
    const again = await program.send(body, 'cut-afterwards')
    expectProblem(again, 409)
    expect(await count(consultation)).to.equal(1)
  })

  it('are taken while the consultation takes answers alone, and repeated after', async () => {
    const consultation = await openConsultation()
    const program = await programIn(consultation)
    const first = await program.send(body, 'in-good-time')
    const hours = { closesAt: new Date(Date.now() - 1000) }
    await mongoose.connection
      .collection<{ _id: string }>('consultations')
      .updateOne({ _id: consultation }, { $set: hours })
    expectProblem(await program.send(body, 'too-late-now'), 409)
    expect((await program.send(body, 'in-good-time')).body).to.deep.equal(first.body)
    const early = await openConsultation({ opensAt: new Date(Date.now() + 1000_000) })
    expectProblem(await (await programIn(early)).send(body), 409)
  })

  it('are not taken where only those who were invited may answer', async () => {
    const { consultation, program } = await asked()
    await mongoose.connection
      .collection<{ _id: string }>('consultations')
      .updateOne({ _id: consultation }, { $set: { access: 'invited' } })
    expectProblem(await program.send(body), 409)
    expect(await count(consultation)).to.equal(0)
  })
})

describe('the same words again and again from a program', () => {
  it('are held for a person to look at', async () => {
    const site = await openSite({ holdByPace: true })
    try {
      const { id } = await site.addPerson('owner')
      const consultation = await openConsultation()
      const program = new Program(site, consultation, await tokenFor(consultation, id))
      const people =
        'Each of us says just this, word for word, since somebody wrote it out for all of us to send on.'
      const waiting: boolean[] = []
      for (let sent = 0; sent < 7; sent++)
        waiting.push((await program.send({ ...body, answers: { ...answers, people } })).body.waiting)
      expect(waiting).to.deep.equal([false, false, false, false, false, true, true])
      expect(await program.all('/responses')).to.have.length(5)
    } finally {
      await site.close()
    }
  })
})
