import { generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import type { ProviderSettings } from '../../../server/colleagues/provider/settings.ts'

/** What the provider knows of somebody. */
export type Known = { email: string; email_verified: boolean }

/** An OpenID Connect provider of its own, on this machine, at which whoever comes is somebody at once. */
export type TestProvider = {
  settings: ProviderSettings
  /** Those whom it knows, by what it calls them. */
  people: Map<string, Known>
  /** Who it is that comes; undefined: whoever comes turns back. */
  comes: string | undefined
  /**
   * How it misbehaves: it shows keys by which nothing was signed, breaks off, says nothing at all, or has nothing to
   * show to whoever comes, so that a browser stays where it is.
   */
  fault: 'keys' | 'breaks' | 'silent' | 'stays' | undefined
  /** How often it was asked what it is. */
  asked: number
  close(): Promise<void>
}

const entering = '/enter/'

/**
 * @param redirects the addresses that it sends people back to
 * @param inToken whether it says an address in the token too, and not where it is asked for it alone
 */
export async function openProvider(redirects: () => string[], inToken = false): Promise<TestProvider> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clientSecret = randomBytes(24).toString('hex')
  const people = new Map<string, Known>()
  let made: Provider | undefined
  const provider = () => {
    made ??= new Provider(issuer, {
      clients: [
        {
          ...{ client_id: 'soundings', client_secret: clientSecret, redirect_uris: redirects() },
          id_token_signed_response_alg: 'ES256',
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: !inToken,
      cookies: { keys: ['a key for cookies'] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
      interactions: { url: (_context, { uid }) => `${entering}${uid}` },
      jwks: { keys: [signingKey('own')] },
      ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    })
    return made
  }
  const opened: TestProvider = {
    settings: {
      issuer: `${issuer}/`,
      clientId: 'soundings',
      clientSecret,
      name: 'Hafren',
      seesToSecondFactor: false,
    },
    people,
    comes: undefined,
    fault: undefined,
    asked: 0,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  server.on('request', (req, res) => {
    if (opened.fault === 'silent') return
    if (req.url?.includes('/.well-known/')) opened.asked++
    if (opened.fault === 'stays' && req.url?.startsWith('/auth')) return void res.writeHead(204).end()
    if (opened.fault === 'breaks') return void req.socket.destroy()
    if (opened.fault === 'keys' && req.url === '/jwks')
      return void res.setHeader('Content-Type', 'application/json').end(keysOfAnother())
    if (req.url?.startsWith(entering)) return void letEnter(provider(), opened, req, res)
    provider().callback()(req, res)
  })
  return opened
}

/** Has whoever comes be somebody, who lets the site know their address. */
async function letEnter(
  provider: Provider,
  { comes }: TestProvider,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(req, res)
  if (comes === undefined) {
    const result = { error: 'access_denied', error_description: 'They turned back' }
    return provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false })
  }
  const grant = new provider.Grant({ accountId: comes, clientId: String(params.client_id) })
  grant.addOIDCScope('openid email')
  const grantId = await grant.save()
  const result = { login: { accountId: comes, remember: false }, consent: { grantId } }
  await provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false })
}

function signingKey(kid: string): JsonWebKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' }
}

function keysOfAnother(): string {
  const { d: _, ...shown } = signingKey('own')
  return JSON.stringify({ keys: [shown] })
}

/** Goes through the provider as a browser of its own, from the address that a site led to. @returns where it leads back */
export async function throughProvider(address: string): Promise<string> {
  const cookies = new Map<string, string>()
  let at = new URL(address)
  const { origin } = at
  for (let steps = 0; at.origin === origin; steps++) {
    if (steps > 5) throw new Error(`throughProvider: it leads nowhere from ${at.pathname}`)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`throughProvider: ${answer.status} ${await answer.text()}`)
    at = new URL(location, at)
  }
  return at.href
}
