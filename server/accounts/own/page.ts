import type { Config } from '../../config.ts'
import type { Entry } from '../../http/entry.ts'
import type { SignIn } from '../signInStore.ts'
import type { Account } from '../store.ts'

/** One’s own account, where one is signed in, and a form as it was entered. */
export function ownPage(
  { name, email, passwordHash, secondFactor, link }: Account,
  provider: Config['provider'],
  signIns: SignIn[],
  now: string | undefined,
  entry: Entry | undefined,
) {
  return {
    email,
    hasPassword: passwordHash !== undefined,
    provider: provider && {
      name: provider.name,
      since: link?.issuer === provider.issuer ? link.since : undefined,
    },
    name: entry?.values.name ?? name,
    problems: entry?.problems,
    factor: secondFactor && { since: secondFactor.since, left: secondFactor.recovery.length },
    signIns: signIns.map(({ _id, browser, at, seenAt }) => ({
      _id,
      browser,
      at,
      seenAt,
      isThis: _id === now,
    })),
    elsewhere: signIns.length > 1,
  }
}
