import type { Account } from '../../accounts/store.ts'
import type { Entry } from '../../http/entry.ts'
import type { ProviderSettings } from './settings.ts'

/** By what sign-in at the provider somebody may sign in, and what they can do about it. */
export function linkPage(
  { email, link, passwordHash }: Account,
  { name, issuer }: ProviderSettings,
  entry: Entry | undefined,
) {
  return {
    ...{ name, email, hasPassword: passwordHash !== undefined },
    since: link?.issuer === issuer ? link.since : undefined,
    problems: entry?.problems,
  }
}
