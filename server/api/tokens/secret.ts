import { randomBytes } from 'node:crypto'

/** As whoever looks for secrets in code and logs can know it by. */
const form = /^soundings_[0-9a-f]{40}$/

/** A new token of 160 random bits. */
export function newApiToken(): string {
  return `soundings_${randomBytes(20).toString('hex')}`
}

/** The token in a header `Authorization: Bearer …`; undefined where there is none that could be ours. */
export function bearerIn(header: string | undefined): string | undefined {
  const [, given = ''] = /^Bearer +(\S+) *$/i.exec(header ?? '') ?? []
  return form.test(given) ? given : undefined
}
