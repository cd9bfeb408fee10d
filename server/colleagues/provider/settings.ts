import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** The OpenID Connect provider by which colleagues may sign in. */
export type ProviderSettings = {
  /** Its address, as it calls itself, in the form that all writings of it share. */
  issuer: string
  clientId: string
  clientSecret: string
  /** What the button says that one signs in with. */
  name: string
  /** Whether it sees to a second factor, so that this site asks for none of those who come from it. */
  seesToSecondFactor: boolean
}

const oneLine = /^[^\r\n]+$/

/** The settings that it is read from. */
export const providerFields = {
  OIDC_ISSUER: z
    .string()
    .refine(
      isIssuer,
      'must be the address of a provider as it calls itself, by https, without /.well-known/, such as https://sign-in.example.org',
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  OIDC_NAME: z
    .string()
    .regex(oneLine, 'must be one line')
    .max(60, 'must be at most 60 characters')
    .optional(),
  OIDC_SECOND_FACTOR: z.enum(['site', 'provider'], { error: 'must be site or provider' }).default('site'),
}

type Given = z.infer<z.ZodObject<typeof providerFields>>

/** What is wrong with these settings taken together, for whoever starts the site. */
export function providerProblems(given: Partial<Record<keyof Given, string | undefined>>): string[] {
  const { OIDC_CLIENT_SECRET: secret, OIDC_CLIENT_SECRET_FILE: file } = given
  const parts = {
    OIDC_ISSUER: given.OIDC_ISSUER,
    OIDC_CLIENT_ID: given.OIDC_CLIENT_ID,
    'OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE': secret ?? file,
  }
  const missing = Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [name] : []))
  if (missing.length === 3) return []
  const problems = missing.map(
    name => `${name} must be given too, for colleagues to sign in by OpenID Connect`,
  )
  if (secret !== undefined && file !== undefined)
    problems.push('OIDC_CLIENT_SECRET_FILE is given beside OIDC_CLIENT_SECRET; leave one of them out')
  if (file !== undefined && secretIn(file) === undefined)
    problems.push('OIDC_CLIENT_SECRET_FILE names a file that cannot be read, or is empty')
  return problems
}

/** The provider that is set, where one is; of settings in which there are no problems. */
export function providerOf(given: Given): ProviderSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET_FILE: file } = given
  const clientSecret = given.OIDC_CLIENT_SECRET ?? (file === undefined ? undefined : secretIn(file))
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined
  const name = given.OIDC_NAME ?? new URL(issuer).hostname
  const seesToSecondFactor = given.OIDC_SECOND_FACTOR === 'provider'
  return { issuer: new URL(issuer).href, clientId, clientSecret, name, seesToSecondFactor }
}

/** By http on this machine alone, to try it out. An address with /.well-known/ would be taken for any provider’s. */
function isIssuer(address: string): boolean {
  if (!URL.canParse(address) || /[?#]|\/\.well-known\//.test(address)) return false
  const { protocol, hostname, username, password } = new URL(address)
  if (username || password) return false
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname))
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

function secretIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}
