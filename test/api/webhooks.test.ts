import { expect } from 'chai'
import mongoose from 'mongoose'
import { latestEvents } from '../../server/accounts/auditStore.ts'
import {
  type Delivery,
  hotDeliveries,
  latestDeliveries,
  readyDeliveries,
  takeUpAbandoned,
} from '../../server/api/webhooks/deliveryStore.ts'
import { hookEvents } from '../../server/api/webhooks/events.ts'
import { guardedLookup } from '../../server/api/webhooks/guard.ts'
import { type Hook, hooksOf, hotHooks } from '../../server/api/webhooks/hookStore.ts'
import { sendReady } from '../../server/api/webhooks/send.ts'
import { tellForTest, tellOfHours } from '../../server/api/webhooks/tell.ts'
import { changeFinding, findFinding, hotFindings } from '../../server/findings/store.ts'
import { draftIdOf } from '../../server/responses/draftStore.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { hotTells } from '../../server/responses/tellStore.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { readyClaim } from '../findings/claim.ts'
import { answerAll, declaration, openConsultation, respondentTo } from '../responses/respondent.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { isSigned, type Receiver, startReceiver } from './receiver.ts'

const minute = 60_000

describe('webhooks', () => {
  let site: Site
  let owner: Agent
  let receiver: Receiver
  before(async () => {
    site = await openSite({ webhooksToLoopback: true, holdByPace: false })
    owner = await site.signIn('owner')
    receiver = await startReceiver()
  })
  after(() => Promise.all([site.close(), receiver.close()]))
  beforeEach(() => {
    receiver.received.length = 0
    receiver.answer = response => response.writeHead(204).end()
  })

  /** A consultation with a webhook that is told everything, and the secret that its page showed. */
  async function hooked(events: readonly string[] = hookEvents) {
    const consultation = await openConsultation()
    await post(owner, `/desk/${consultation}/api/hooks`, { url: receiver.url, events })
    const page = (await owner.get(`/desk/${consultation}/api`)).text
    const secret =
      /whsec_[^<]+/.exec(page)?.[0].replace(/&#x([0-9A-F]+);/gi, (_, code) => letterOf(code)) ?? ''
    const [hook] = await hooksOf([consultation])
    if (!hook) throw new Error(`hooked: none was made: ${page}`)
    return { consultation, hook, secret }
  }
  const letterOf = (code: string) => String.fromCodePoint(Number.parseInt(code, 16))
  async function sent(consultation: string) {
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent)
    await respondent.send('send', declaration)
    const response = await findByOrigin(draftIdOf(respondent.token))
    if (!response) throw new Error('sent: there is no response')
    return response
  }
  const told = () => receiver.received.map(({ body }) => JSON.parse(body))
  const sending = () => ({
    ...{ secret: site.config.sessionSecret, toLoopback: true, lookup: guardedLookup(true) },
  })
  const sendAt = async (now: Date) => sendReady(await readyDeliveries(now), sending(), now)
  const standing = async (hook: Hook) => (await latestDeliveries(hook._id)).map(({ state }) => state)
  const asked = async (hook: Hook): Promise<Delivery> => {
    await tellForTest(hook, new Date())
    const [newest] = await latestDeliveries(hook._id)
    if (!newest) throw new Error('asked: there is no delivery')
    return newest
  }

  it('tell of a response by ids alone, signed with a secret that was shown once', async () => {
    const { consultation, secret, hook } = await hooked()
    expect(secret).to.match(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect((await owner.get(`/desk/${consultation}/api`)).text).not.to.contain('whsec_')
    expect(JSON.stringify(hook)).not.to.contain(secret.slice(6))
    const { _id } = await sent(consultation)
    await site.runner.idle()
    expect(receiver.received).to.have.length(1)
    const [received] = receiver.received
    expect(received && isSigned(received, secret)).to.equal(true)
    expect(received && isSigned({ ...received, body: `${received.body} ` }, secret)).to.equal(false)
    const [{ timestamp, ...rest }] = told()
    expect(rest).to.deep.equal({ type: 'response.submitted', data: { consultation, response: _id } })
    expect(timestamp).to.match(/^\d{4}-.*Z$/)
    expect(await standing(hook)).to.deep.equal(['delivered'])
  })

  it('tell once of each change, and of a withdrawal', async () => {
    const { consultation } = await hooked()
    const response = await sent(consultation)
    await site.runner.idle()
    const responses = mongoose.connection.collection<{ _id: string }>('responses')
    const changed = { $addToSet: { pending: 'tellChanged' }, $inc: { asked: 1 } }
    const revision = { revisions: response.revisions[0] }
    await responses.updateOne({ _id: response._id }, { ...changed, $push: revision } as object)
    await site.runner.idle()
    await responses.updateOne({ _id: response._id }, changed as object)
    await site.runner.idle()
    await responses.updateOne({ _id: response._id }, { ...changed, $push: revision } as object)
    await site.runner.idle()
    await withdraw(consultation, response._id)
    await site.runner.idle()
    expect(told().map(({ type }) => type)).to.deep.equal([
      ...['response.submitted', 'response.changed', 'response.changed', 'response.withdrawn'],
    ])
    expect((await findByOrigin(response.origin))?.pending).to.deep.equal([])
  })

  it('tell of what they were asked to, and of their own consultation', async () => {
    const { consultation } = await hooked(['response.withdrawn'])
    const other = await openConsultation()
    const [ours, theirs] = [await sent(consultation), await sent(other)]
    await site.runner.idle()
    expect(told()).to.deep.equal([])
    await withdraw(consultation, ours._id)
    await withdraw(other, theirs._id)
    await site.runner.idle()
    expect(told().map(({ data }) => data)).to.deep.equal([{ consultation, response: ours._id }])
  })

  it('tell of a response that is held once it is let in', async () => {
    const { consultation } = await hooked()
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent)
    await respondent.send('send', { ...declaration, website: 'https://spam.example' })
    const response = await findByOrigin(draftIdOf(respondent.token))
    await site.runner.idle()
    expect([response?.state, told()]).to.deep.equal(['held', []])
    await post(owner, `/desk/${consultation}/held`, { verdict: 'released', response: response?._id })
    const early = { $set: { 'held.decision.at': new Date(Date.now() - 6 * minute) } }
    await mongoose.connection
      .collection<{ _id: string }>('responses')
      .updateOne({ _id: response?._id ?? '' }, early)
    await site.runner.idle()
    expect(told().map(({ type }) => type)).to.deep.equal(['response.submitted'])
  })

  it('tell that a finding was published', async () => {
    const { consultation } = await hooked()
    const { _id } = await readyClaim(consultation)
    const finding = await findFinding(consultation, _id)
    if (finding) await changeFinding(finding, { state: 'published' })
    await site.runner.idle()
    await site.runner.idle()
    const [{ type, data }, ...others] = told()
    expect({ type, data, others }).to.deep.equal({
      ...{ type: 'finding.published', data: { consultation, finding: _id }, others: [] },
    })
  })

  it('tell when a consultation closes, and when it opens again', async () => {
    const { consultation } = await hooked()
    const close = (closesAt: Date) =>
      mongoose.connection
        .collection<{ _id: string }>('consultations')
        .updateOne({ _id: consultation }, { $set: { closesAt } })
    const look = async () => {
      await tellOfHours(new Date())
      await site.runner.idle()
    }
    await look()
    expect(told()).to.deep.equal([])
    await close(new Date(Date.now() - 1000))
    await look()
    await look()
    await close(new Date(Date.now() + 1000_000))
    await look()
    expect(told().map(({ type, data }) => [type, data])).to.deep.equal([
      ['consultation.closed', { consultation }],
      ['consultation.opened', { consultation }],
    ])
  })

  it('are tried again for about a day, ever more rarely, and then stopped until an owner goes on', async () => {
    const { consultation, hook } = await hooked()
    receiver.answer = response => response.writeHead(503).end()
    const { _id } = await asked(hook)
    let at = Date.now()
    const waits: number[] = []
    for (;;) {
      await sendAt(new Date(at))
      const [delivery] = await latestDeliveries(hook._id)
      if (delivery?.state !== 'waiting') break
      waits.push((delivery.notBefore.getTime() - at) / minute)
      at = delivery.notBefore.getTime()
      await sendAt(new Date(at - 1))
    }
    expect(waits).to.deep.equal([1, 5, 15, 60, 180, 360, 720])
    expect(receiver.received).to.have.length(8)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).to.deep.equal(
      new Set([_id]),
    )
    const page = `/desk/${consultation}/api/hooks/${hook._id}`
    expect((await owner.get(page)).text)
      .to.contain('It is stopped')
      .and.to.contain('It answered 503.')
    expect((await owner.get(`/desk/${consultation}/api`)).text).to.contain('Stopped at')
    await sent(consultation)
    await site.runner.idle()
    expect(receiver.received).to.have.length(8)
    expect(await standing(hook)).to.deep.equal(['failed', 'failed'])
    receiver.answer = response => response.writeHead(200).end()
    await post(owner, `${page}/go-on`, {})
    await site.runner.idle()
    expect(await standing(hook)).to.deep.equal(['delivered', 'delivered'])
    expect((await owner.get(page)).text).not.to.contain('It is stopped')
  })

  it('wait together while their receiver does not answer, and hold up no other', async () => {
    const [slow, other] = [await hooked(), await hooked()]
    const url = `${receiver.url}/other`
    await mongoose.connection
      .collection<{ _id: string }>('webhooks')
      .updateOne({ _id: other.hook._id }, { $set: { url } })
    receiver.answer = (response, path) => response.writeHead(path === '/told' ? 500 : 204).end()
    await Promise.all([asked(slow.hook), asked(slow.hook), asked(slow.hook), asked(other.hook)])
    await sendAt(new Date())
    expect(receiver.received.map(({ path }) => path).sort()).to.deep.equal(['/told', '/told/other'])
    expect(await standing(slow.hook)).to.deep.equal(['waiting', 'waiting', 'waiting'])
  })

  it('are stopped at once by a receiver that says it is gone', async () => {
    const { hook, consultation } = await hooked()
    receiver.answer = response => response.writeHead(410).end()
    await asked(hook)
    await sendAt(new Date())
    expect((await hooksOf([consultation]))[0]?.stopped?.problem).to.equal('It answered 410.')
  })

  it('are told once, however many processes send at once', async () => {
    const { hook } = await hooked()
    await asked(hook)
    const now = new Date()
    const ready = await readyDeliveries(now)
    await Promise.all(Array.from({ length: 5 }, () => sendReady(ready, sending(), now)))
    expect(receiver.received).to.have.length(1)
  })

  it('are told again under the same id where a process was killed that sent', async () => {
    const { hook } = await hooked()
    const { _id } = await asked(hook)
    const past = new Date(Date.now() - 2 * minute)
    await mongoose.connection
      .collection<{ _id: string }>('webhookDeliveries')
      .updateOne({ _id }, { $set: { state: 'sending', leaseUntil: past } })
    await sendAt(new Date())
    expect(receiver.received).to.deep.equal([])
    await takeUpAbandoned(new Date())
    await sendAt(new Date())
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).to.deep.equal([_id])
  })

  it('are sent a test, and what they were told once more, by the page', async () => {
    const { consultation, hook } = await hooked()
    const page = `/desk/${consultation}/api/hooks/${hook._id}`
    expect((await owner.get(page)).text).to.contain('Nothing yet')
    await post(owner, `${page}/test`, {})
    await site.runner.idle()
    expect(told().map(({ type }) => type)).to.deep.equal(['test'])
    const [{ _id } = { _id: '' }] = await latestDeliveries(hook._id)
    await post(owner, `${page}/deliveries/${_id}/again`, {})
    await site.runner.idle()
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).to.deep.equal([_id, _id])
    expect((await post(owner, `${page}/deliveries/nothing/again`, {})).status).to.equal(404)
  })

  it('are told nothing once they are removed, which is recorded', async () => {
    const { consultation, hook } = await hooked()
    expect((await latestEvents(1))[0]?.what).to.equal(`made a webhook of ${consultation}`)
    await asked(hook)
    await post(owner, `/desk/${consultation}/api/hooks/${hook._id}/remove`, {})
    await sent(consultation)
    await site.runner.idle()
    expect(receiver.received).to.deep.equal([])
    expect((await latestEvents(1))[0]).to.include({ what: `removed a webhook of ${consultation}` })
    expect((await owner.get(`/desk/${consultation}/api`)).text).not.to.contain(receiver.url)
  })

  it('are found by indexes', async () => {
    const now = new Date()
    for (const query of [
      ...[hotHooks.ofConsultations(['a']), hotHooks.ofHours(), hotDeliveries.ready(now)],
      ...[hotDeliveries.abandoned(now), hotDeliveries.latest('a'), hotDeliveries.inState('a', 'failed')],
      ...[hotDeliveries.heldTooLong(now), hotDeliveries.late(now)],
      ...[hotTells.waiting(), hotFindings.untold()],
    ]) {
      const plan = JSON.stringify(await query.explain('queryPlanner'))
      expect(plan).to.contain('IXSCAN').and.not.to.contain('COLLSCAN')
    }
  })
})

describe('the address of a webhook', () => {
  it('is one of the public internet by https, or what is wrong is said and kept', async () => {
    const site = await openSite()
    try {
      const owner = await site.signIn('owner')
      const consultation = await openConsultation()
      const entered = async (url: string, events: unknown = 'response.changed') => {
        await post(owner, `/desk/${consultation}/api/hooks`, { url, events })
        return (await owner.get(`/desk/${consultation}/api`)).text
      }
      for (const url of ['', 'hooks', 'http://hooks.example/', 'ftp://hooks.example/', 'javascript:alert(1)'])
        expect(await entered(url), url).to.contain('Enter a full address that begins with https://')
      for (const host of ['127.0.0.1', 'localhost', '10.0.0.8', '[::1]', '169.254.169.254', '2130706433'])
        expect(await entered(`https://${host}/`), host).to.contain('this one leads into a network of its own')
      expect(await entered('https://me:secret@hooks.example/')).to.contain('Leave the user and password out')
      expect(await entered('https://hooks.example/#here')).to.contain('Leave out of the address')
      const text = await entered('https://hooks.example/told', [])
      expect(text).to.contain('Tick what it is told').and.to.contain('value="https://hooks.example/told"')
      expect(await hooksOf([consultation])).to.deep.equal([])
      expect(await entered('https://hooks.example/told')).to.contain('whsec_')
      const [hook] = await hooksOf([consultation])
      expect(hook).to.deep.include({ url: 'https://hooks.example/told', events: ['response.changed'] })
    } finally {
      await site.close()
    }
  })
})
