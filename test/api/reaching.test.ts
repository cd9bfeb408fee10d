import type { LookupAddress } from 'node:dns'
import { expect } from 'chai'
import { deliver, type Way } from '../../server/api/webhooks/deliver.ts'
import { guardedLookup, isPermitted } from '../../server/api/webhooks/guard.ts'
import { signedHeaders } from '../../server/api/webhooks/signing.ts'
import { type Receiver, startReceiver } from './receiver.ts'

/** A resolver that gives these addresses, one list after another. */
function resolving(...answers: string[][]) {
  const asked: string[] = []
  const resolve: NonNullable<Parameters<typeof guardedLookup>[1]> = (name, _options, done) => {
    const found = answers[Math.min(asked.push(name), answers.length) - 1] ?? []
    done(
      null,
      found.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { asked, resolve }
}

describe('what a webhook can reach', () => {
  let receiver: Receiver
  before(async () => {
    receiver = await startReceiver()
  })
  after(() => receiver.close())
  beforeEach(() => {
    receiver.received.length = 0
    receiver.answer = response => response.writeHead(204).end()
  })

  const closed: Way = { toLoopback: false, lookup: guardedLookup(false) }
  const toHere: Way = { toLoopback: true, lookup: guardedLookup(true) }
  const inside = 'It leads to an address inside a network, not on the public internet.'

  it('is the public internet alone', () => {
    const open = ['1.1.1.1', '93.184.215.14', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::8a']
    expect(open.filter(address => !isPermitted(address, false))).to.deep.equal([])
    const shut = [
      ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.0.0.8', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
      ...['169.254.169.254', '100.64.0.1', '100.127.255.255', '224.0.0.1', '239.1.1.1', '255.255.255.255'],
      ...['192.0.0.192', '198.18.0.1', '192.0.2.1', '240.0.0.1', '::1', '::', 'fe80::1', 'fe80::1%eth0'],
      ...['fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8'],
      ...[
        '::ffff:a9fe:a9fe',
        '64:ff9b::7f00:1',
        '2002:7f00:1::',
        '2001::1',
        '2001:db8::1',
        'hooks.example',
        '',
      ],
    ]
    expect(shut.filter(address => isPermitted(address, false))).to.deep.equal([])
  })

  it('is this machine too where the settings say so, and nothing else of its network', () => {
    expect(['127.0.0.1', '::1'].filter(address => !isPermitted(address, true))).to.deep.equal([])
    const shut = ['10.0.0.8', '169.254.169.254', '::ffff:127.0.0.1', 'fe80::1', '0.0.0.0']
    expect(shut.filter(address => isPermitted(address, true))).to.deep.equal([])
  })

  it('is refused in an address that writes a number in any way', async () => {
    const { port } = new URL(receiver.url)
    for (const host of [
      ...['127.0.0.1', '127.1', '2130706433', '0x7f.0.0.1', '017700000001', '[::1]', '[::ffff:127.0.0.1]'],
      ...['[::ffff:7f00:1]', '0.0.0.0', '[::]', 'localhost', 'LOCALHOST.', '169.254.169.254', '10.0.0.8'],
    ])
      for (const scheme of ['http', 'https'])
        expect(await deliver(`${scheme}://${host}:${port}/`, {}, '{}', closed), host).to.deep.equal({
          is: 'refused',
          problem: inside,
        })
    expect(receiver.received).to.deep.equal([])
  })

  it('is refused by what a name leads to, when it is connected to', async () => {
    for (const found of [
      ...[['127.0.0.1'], ['169.254.169.254'], ['::1'], ['::ffff:127.0.0.1'], ['fd00:ec2::254']],
      ['93.184.215.14', '10.0.0.8'],
    ]) {
      const { resolve, asked } = resolving(found)
      const way = { toLoopback: false, lookup: guardedLookup(false, resolve) }
      const outcome = await deliver('https://hooks.example/', {}, '{}', way)
      expect(outcome, found.join()).to.deep.equal({ is: 'refused', problem: inside })
      expect(asked).to.deep.equal(['hooks.example'])
    }
  })

  it('is the very address that was looked at: a name that changes its mind is asked once', async () => {
    const { resolve, asked } = resolving(['127.0.0.1'], ['10.0.0.8'])
    const url = receiver.url.replace('127.0.0.1', 'hooks.example')
    const way = { toLoopback: true, lookup: guardedLookup(true, resolve) }
    expect(await deliver(url, {}, '{}', way)).to.deep.equal({ is: 'answered', status: 204 })
    expect(asked).to.deep.equal(['hooks.example'])
    expect((await deliver(url, {}, '{}', way)).is).to.equal('refused')
    expect(receiver.received).to.have.length(1)
  })

  it('is not where a redirect leads', async () => {
    receiver.answer = (response, path) =>
      path === '/told' ? response.writeHead(307, { Location: '/elsewhere' }).end() : response.end()
    expect(await deliver(receiver.url, {}, '{}', toHere)).to.deep.equal({ is: 'answered', status: 307 })
    expect(receiver.received.map(({ path }) => path)).to.deep.equal(['/told'])
  })

  it('is told of by its status alone, however much it answers', async () => {
    let sent = 0
    receiver.answer = response => {
      const more = () => {
        sent += 1_000_000
        if (!response.destroyed) response.write('x'.repeat(1_000_000), more)
      }
      more()
    }
    expect(await deliver(receiver.url, {}, '{}', toHere)).to.deep.equal({ is: 'answered', status: 200 })
    expect(sent).to.be.lessThan(50_000_000)
  })

  it('is given up when it does not answer in time, or hangs up', async () => {
    receiver.answer = () => {}
    expect(await deliver(receiver.url, {}, '{}', { ...toHere, timeoutMs: 50 })).to.deep.equal({
      is: 'failed',
      problem: 'It did not answer within 0 seconds.',
    })
    receiver.answer = response => response.destroy()
    expect(await deliver(receiver.url, {}, '{}', toHere)).to.deep.equal({
      is: 'failed',
      problem: 'It could not be reached (ECONNRESET).',
    })
  })

  it('is not found where its name leads nowhere', async () => {
    const { resolve } = resolving([])
    const way = { toLoopback: false, lookup: guardedLookup(false, resolve) }
    expect((await deliver('https://hooks.example/', {}, '{}', way)).is).to.equal('refused')
  })
})

describe('the signature of a webhook', () => {
  it('is that of Standard Webhooks', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', seconds: 1614265330, body: '{"test": 2432232314}' }
    expect(signedHeaders(secret, message)).to.deep.equal({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })
})
