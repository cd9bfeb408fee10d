import { hash, verify } from '@node-rs/argon2'

// argon2id is the package's default; the costs are OWASP's second recommendation: 19 MiB, two passes, one lane.
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), settings)
}

/** A hash that no password fits, so that an unknown address takes as long as a known one. */
const nobody = hashPassword('no account has this password')

/** Whether the password fits; for an unknown account (`undefined`) the same work is done and the answer is no. */
export async function passwordFits(passwordHash: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? (await nobody), password.normalize('NFC'))
  return fits && passwordHash !== undefined
}
