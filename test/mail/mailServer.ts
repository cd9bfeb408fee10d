import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail server of one test on loopback, what it was given, and how it answers from now on. */
export type MailServer = {
  url: string
  received: { to: string[]; message: string }[]
  answers: { sender?: Error; recipient?: Error; message?: Error; hangUp?: boolean }
  close(): Promise<void>
}

/** Starts a mail server that takes everything until it is told otherwise. */
export async function startMailServer(): Promise<MailServer> {
  const received: MailServer['received'] = []
  const sockets = new Set<Socket>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 10,
    onMailFrom: (_address, _session, callback) => callback(started.answers.sender),
    onRcptTo: (_address, _session, callback) => callback(started.answers.recipient),
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { message, hangUp } = started.answers
        if (hangUp) for (const socket of sockets) socket.destroy()
        else if (message) callback(message)
        else {
          const to = envelope.rcptTo.map(({ address }) => address)
          received.push({ to, message: Buffer.concat(chunks).toString('utf8') })
          callback()
        }
      })
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  listening.on('connection', socket => sockets.add(socket))
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  const started: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    received,
    answers: {},
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
  return started
}

/** An error that the server answers with, as a mail server words it. */
export function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** The text of a message with its quoted-printable undone (RFC 2045, section 6.7). */
export function textOf(message: string): string {
  const body = message.slice(message.indexOf('\r\n\r\n') + 4).replace(/=\r\n/g, '')
  const bytes = body.replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8').replace(/\r\n/g, '\n')
}

/** The head of a message, its folded lines joined. */
export function headOf(message: string): string[] {
  const [head = ''] = message.split('\r\n\r\n')
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
}
