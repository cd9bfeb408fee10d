import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { path: string; headers: IncomingHttpHeaders; body: string }

/** A program that is told by webhooks, on this machine. */
export type Receiver = {
  url: string
  received: Received[]
  /** How it answers; as long as nothing is said here, by 204. */
  answer: (response: ServerResponse, path: string) => void
  close(): Promise<void>
}

const isFine: Receiver['answer'] = response => response.writeHead(204).end()

export async function startReceiver(): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const { url: path = '', headers } = request
    receiver.received.push({ path, headers, body: Buffer.concat(parts).toString('utf8') })
    receiver.answer(response, path)
  })
  const receiver: Receiver = {
    ...{ url: '', received: [], answer: isFine },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`
  return receiver
}

/** Whether what was received was signed by whoever has the secret, as the standard has a receiver check it. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = createHmac('sha256', key).update(content).digest('base64')
  const isNow = Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp'])) < 300
  return isNow && headers['webhook-signature'] === `v1,${expected}`
}
