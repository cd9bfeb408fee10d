import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect } from 'chai'
import type { Test } from 'supertest'
import { openApi } from '../../server/api/openApi.ts'
import { type Scope, scopes } from '../../server/api/tokens/scopes.ts'
import { newApiToken } from '../../server/api/tokens/secret.ts'
import { addToken, type Token } from '../../server/api/tokens/tokenStore.ts'
import { newId, tokenHash } from '../../server/database/ids.ts'
import type { Site } from '../site.ts'

/** A token of a consultation, made by an account; good for everything unless `changes` say otherwise. */
export async function tokenFor(
  consultation: string,
  account: string,
  changes: Partial<Token> & { scopes?: Scope[] } = {},
): Promise<string> {
  const secret = newApiToken()
  const token = { _id: newId(), hash: tokenHash(secret), consultation, account, name: 'A program' }
  await addToken({ ...token, scopes: [...scopes], createdAt: new Date(), ...changes })
  return secret
}

/** A program that has a token. */
export class Program {
  readonly #site: Site
  readonly #token: string
  readonly #root: string

  constructor(site: Site, consultation: string, token: string) {
    this.#site = site
    this.#token = token
    this.#root = `/api/v1/consultations/${consultation}`
  }

  /** @param address below the consultation, or from the root of the site */
  get(address: string): Test {
    return this.#with(this.#site.agent().get(this.#addressOf(address)))
  }

  send(body: unknown, key: string = newId()): Test {
    return this.#with(
      this.#site
        .agent()
        .post(this.#addressOf('/responses'))
        .set('Content-Type', 'application/json')
        .set('Idempotency-Key', key),
    ).send(JSON.stringify(body))
  }

  /** Everything that a list holds, read a part at a time. */
  async all(address: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = []
    for (let next: string | undefined = address; next !== undefined; ) {
      const { status, body } = (await this.get(next)) as {
        status: number
        body: { items: []; next?: string }
      }
      expect(status, next).to.equal(200)
      items.push(...body.items)
      next = body.next
    }
    return items
  }

  #addressOf(address: string): string {
    return address.startsWith('/api/') ? address : `${this.#root}${address}`
  }

  #with(asked: Test): Test {
    return asked.set('Authorization', `Bearer ${this.#token}`)
  }
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema(openApi('http://127.0.0.1'), 'api')

/** Holds a body to a schema of the document. */
export function expectConforms(schema: string, body: unknown): void {
  const validate = ajv.compile({ $ref: `api#/components/schemas/${schema}` })
  expect(validate(body), `${schema}: ${JSON.stringify(validate.errors)}`).to.equal(true)
}

/** Holds an answer to be a problem of this status, as the document has it. */
export function expectProblem(
  { status, body, headers }: { status: number; body: { detail?: string }; headers: Record<string, string> },
  expected: number,
): void {
  expect(status, JSON.stringify(body)).to.equal(expected)
  expect(headers['content-type']).to.match(/^application\/problem\+json/)
  expect(headers['cache-control']).to.equal('no-store')
  expectConforms('Problem', body)
  expect(body).to.include({ status: expected })
}
