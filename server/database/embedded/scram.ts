import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a server keeps of a password (RFC 5802, 7677): nothing that could be used in its place. */
export type Credentials = {
  user: string
  salt: Buffer
  iterations: number
  storedKey: Buffer
  serverKey: Buffer
}

const iterations = 15_000

/** MongoDB asks for SASLprep of the password; its normal form is what differs in practice. */
export function credentialsOf(user: string, password: string, salt = randomBytes(28)): Credentials {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256')
  return {
    user,
    salt,
    iterations,
    storedKey: sha256(hmac(salted, 'Client Key')),
    serverKey: hmac(salted, 'Server Key'),
  }
}

/** One attempt of a client to prove that it knows the password. */
export class ScramConversation {
  private readonly credentials: Credentials
  private nonce = ''
  /** The first messages, which the proof covers. */
  private exchanged = ''
  private knowsUser = false

  constructor(credentials: Credentials) {
    this.credentials = credentials
  }

  /** Answers the client's first message, to a user that there is not as to one that there is; undefined if malformed. */
  start(message: string): string | undefined {
    const match = /^n,,(n=([^,]*),r=([^,]{8,256}).*)$/s.exec(message)
    if (!match) return undefined
    const [, bare, user = '', clientNonce] = match
    this.knowsUser = user.replaceAll('=2C', ',').replaceAll('=3D', '=') === this.credentials.user
    this.nonce = `${clientNonce}${randomBytes(24).toString('base64')}`
    const first = `r=${this.nonce},s=${this.credentials.salt.toString('base64')},i=${this.credentials.iterations}`
    this.exchanged = `${bare},${first}`
    return first
  }

  /** The server's signature, where the proof is right; undefined where it is not. */
  finish(message: string): string | undefined {
    const match = /^(c=biws,r=([^,]*)),p=([A-Za-z0-9+/=]+)$/.exec(message)
    if (!match || this.nonce === '' || match[2] !== this.nonce) return undefined
    const { storedKey, serverKey } = this.credentials
    const signed = `${this.exchanged},${match[1]}`
    const proof = Buffer.from(match[3] ?? '', 'base64')
    if (proof.length !== 32) return undefined
    const signature = hmac(storedKey, signed)
    const clientKey = Buffer.from(proof.map((byte, at) => byte ^ (signature[at] ?? 0)))
    const isRight = timingSafeEqual(sha256(clientKey), storedKey)
    return isRight && this.knowsUser ? `v=${hmac(serverKey, signed).toString('base64')}` : undefined
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
