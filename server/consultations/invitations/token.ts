import { createHash, randomBytes } from 'node:crypto'
import { newId } from '../../database/ids.ts'
import { seal, unseal } from '../../database/seal.ts'
import type { Invitation } from './invitation.ts'

/** What stands for the token of a personal link where that may not be read back. */
export function linkOf(token: string): string {
  return createHash('sha256').update(`invited:${token}`).digest('base64url')
}

/** A personal link of 144 random bits: hashed, and sealed for the mails. */
export function newLink(secret: string): Required<Pick<Invitation, 'link' | 'sealed'>> {
  const token = randomBytes(18).toString('base64url')
  return { link: linkOf(token), sealed: seal(secret, { token }) }
}

/** The token of somebody's personal link; undefined once it is kept no more, or was sealed with another secret. */
export function tokenOf({ sealed }: Pick<Invitation, 'sealed'>, secret: string): string | undefined {
  return sealed === undefined ? undefined : unseal(secret, sealed)?.token
}

/** An invitation that was not sent yet. */
export function newInvitation(
  consultation: string,
  { name, email }: Pick<Invitation, 'name' | 'email'>,
  secret: string,
): Invitation {
  return {
    ...{ _id: newId(), consultation, name, email, key: keyOf(email) },
    ...newLink(secret),
    ...{ state: 'invited', told: 0 },
  }
}

/** By what an address is told apart from others. */
export function keyOf(email: string): string {
  return email.toLowerCase()
}
