import { Readable } from 'node:stream'
import * as shared from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { withoutAddresses } from '../plain.ts'

/**
 * What a session with a mail server came to. `refused`: this mail will never be taken. `later`: not now; `everybody`
 * says that the next mail would fare no better. `unsure`: the server had all of it and never said whether it took it.
 */
export type Outcome =
  | { is: 'sent' }
  | { is: 'refused' | 'unsure'; problem: string }
  | { is: 'later'; everybody: boolean; problem: string }

/** What the library tells of an error: what was said last, and the server's answer to it. */
type Failure = Error & { code?: string; command?: string; responseCode?: number; response?: string }

/** Other mails wait meanwhile, so a server that does not answer is left soon. */
const timeouts = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
}

/**
 * Gives one message to the mail server. Never throws for what the server does.
 *
 * @param message as it goes over the wire (RFC 5322)
 * @param handing is awaited once the server is ready to take the message, before it gets its first byte
 */
export function deliver(
  smtpUrl: string,
  envelope: { from: string; to: string },
  message: Buffer,
  handing: () => Promise<void>,
): Promise<Outcome> {
  return new Promise(resolve => {
    const options = shared.parseConnectionUrl(smtpUrl)
    const connection = new SMTPConnection({ ...options, ...timeouts })
    let handed = false
    let ended = false
    const end = (error?: Failure | null) => {
      if (ended) return
      ended = true
      if (error) connection.close()
      else connection.quit()
      resolve(error ? outcomeOf(error, handed) : { is: 'sent' })
    }
    const body = Readable.from(
      (async function* () {
        await handing()
        handed = true
        yield message
      })(),
    )
    const give = () => connection.send({ from: envelope.from, to: [envelope.to] }, body, error => end(error))
    body.once('error', end)
    connection.on('error', end)
    connection.once('end', () => end(new Error('The mail server hung up')))
    connection.connect(error => {
      const { auth } = options
      if (error) end(error)
      else if (auth?.user)
        connection.login({ credentials: { user: auth.user, pass: auth.pass ?? '' } }, problem =>
          problem ? end(problem) : give(),
        )
      else give()
    })
  })
}

function outcomeOf(error: Failure, handed: boolean): Outcome {
  const { code, command, responseCode, response, message } = error
  const said = withoutAddresses(response ?? message)
  const isAboutThisMail = command === 'RCPT TO' || command === 'DATA' || code === 'EMESSAGE'
  if (responseCode !== undefined && isAboutThisMail)
    return responseCode >= 500
      ? { is: 'refused', problem: `The mail server refused it: ${said}` }
      : { is: 'later', everybody: false, problem: `The mail server put it off: ${said}` }
  if (handed)
    return { is: 'unsure', problem: `The mail server was given it and did not say that it took it: ${said}` }
  if (command === 'API' || code === 'EMESSAGE')
    return { is: 'refused', problem: `It cannot be given to the mail server: ${said}` }
  return { is: 'later', everybody: true, problem: `The mail server cannot be used: ${said}` }
}
