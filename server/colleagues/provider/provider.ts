import type { ClientAuth, Configuration } from 'openid-client'
import type { Link } from '../../accounts/store.ts'
import { tokenHash } from '../../database/ids.ts'
import { Refused } from './refused.ts'
import type { ProviderSettings } from './settings.ts'

/** What of one sign-in only its own browser’s session knows, by which an answer is told from a stranger’s. */
export type Secrets = { state: string; nonce: string; verifier: string }

/** Whom the provider says that somebody is. */
export type Told = {
  link: Link
  /** The address that it has verified of them. It is asked for where it stands in no token. */
  verifiedEmail(): Promise<string | undefined>
}

/** How long what it says of itself is gone by, in milliseconds. */
const freshFor = 10 * 60_000

/**
 * The provider, spoken to by the authorization code flow with PKCE (OpenID Connect Core 1.0, RFC 7636, RFC 9700). It is
 * asked for nothing before somebody signs in by it: one that does not answer keeps no site from starting.
 */
export class Provider {
  readonly settings: ProviderSettings
  readonly #longest: number
  #found: { configuration: Configuration; at: number } | undefined
  #asking: Promise<Configuration> | undefined

  /** @param longest how long each request to it may take, in seconds */
  constructor(settings: ProviderSettings, longest = 5) {
    this.settings = settings
    this.#longest = longest
  }

  /** Where to send somebody who is to sign in, who comes back to `back`. @throws Refused where it does not answer */
  async begin(back: string): Promise<{ address: string; secrets: Secrets }> {
    const client = await import('openid-client')
    const configuration = await this.#configuration()
    const [state, nonce] = [client.randomState(), client.randomNonce()]
    const verifier = client.randomPKCECodeVerifier()
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: back,
      scope: 'openid email',
      ...{ state, nonce, code_challenge_method: 'S256' },
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
    })
    return { address: address.href, secrets: { state, nonce, verifier } }
  }

  /**
   * Whom it says that somebody is who came back.
   * @param came the address that they came to, with what it says
   * @throws Refused where it does not answer, let them not in, or what it says does not hold
   */
  async finish(came: URL, { state, nonce, verifier }: Secrets): Promise<Told> {
    const client = await import('openid-client')
    const configuration = await this.#configuration()
    const tokens = await client
      .authorizationCodeGrant(configuration, came, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
        idTokenExpected: true,
      })
      .catch(refuse)
    const claims = tokens.claims()
    const server = configuration.serverMetadata()
    // Of a provider of many organisations the library takes the tokens of any of them.
    if (!claims || claims.iss !== server.issuer) throw new Refused('faulty')
    const { sub } = claims
    const { issuer } = this.settings
    return {
      link: { key: tokenHash(`${issuer}\u0000${sub}`), issuer },
      async verifiedEmail() {
        const said =
          claims.email === undefined && server.userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(configuration, tokens.access_token, sub).catch(refuse)
            : claims
        return said.email_verified === true && typeof said.email === 'string' ? said.email : undefined
      },
    }
  }

  /** What it says of itself, asked for again after a while; those who come at once ask once. */
  async #configuration(): Promise<Configuration> {
    if (this.#found && performance.now() - this.#found.at < freshFor) return this.#found.configuration
    this.#asking ??= this.#discover().finally(() => {
      this.#asking = undefined
    })
    const configuration = await this.#asking
    this.#found = { configuration, at: performance.now() }
    return configuration
  }

  async #discover(): Promise<Configuration> {
    const client = await import('openid-client')
    const { issuer, clientId, clientSecret } = this.settings
    const byBasic = client.ClientSecretBasic(clientSecret)
    const byPost = client.ClientSecretPost(clientSecret)
    // As OpenID Connect Discovery has it: a provider that says nothing takes the first.
    const authenticate: ClientAuth = (server, ...rest) =>
      (server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']).includes(
        'client_secret_basic',
      )
        ? byBasic(server, ...rest)
        : byPost(server, ...rest)
    const isPlain = issuer.startsWith('http:')
    const execute = [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])]
    const options = { execute, timeout: this.#longest }
    return client.discovery(new URL(issuer), clientId, undefined, authenticate, options).catch(refuse)
  }
}

/** Error codes of the library where there was no answer, or none that could be read. */
const silent = /^OAUTH_(TIMEOUT|ABORT|RESPONSE_IS_NOT_CONFORM|RESPONSE_IS_NOT_JSON|PARSE_ERROR)$/
/** Errors by which a provider says that somebody was not let in (RFC 6749, OpenID Connect Core). */
const denied = ['access_denied', 'login_required', 'interaction_required', 'consent_required']
const busy = ['temporarily_unavailable', 'server_error']

/** What an error of the library means to whoever signs in. @throws Refused; what is no such error as it is */
function refuse(error: unknown): never {
  if (!(error instanceof Error)) throw error
  const { code, error: said } = error as { code?: unknown; error?: unknown }
  // A token endpoint answers so to a code that was used, or is too old.
  if (said === 'invalid_grant') throw new Refused('stale', error)
  if (denied.includes(String(said))) throw new Refused('denied', error)
  if (busy.includes(String(said)) || silent.test(String(code))) throw new Refused('unreachable', error)
  if (error instanceof TypeError) {
    // `fetch` fails so; what is without a cause is a mistake of ours.
    if (error.cause === undefined) throw error
    throw new Refused('unreachable', error)
  }
  throw new Refused('faulty', error)
}
