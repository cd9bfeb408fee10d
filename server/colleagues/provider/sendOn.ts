import type { Request, Response } from 'express'
import { withNext } from '../../accounts/ownPath.ts'
import { keepEntry } from '../../http/entry.ts'
import type { Services } from '../../services.ts'
import { type Attempt, keepAttempt } from './attempt.ts'
import type { Provider } from './provider.ts'
import { Refused, refusalWords } from './refused.ts'

export const signInPath = '/desk/sign-in/provider'
/** Where the provider sends people back to: the address to register there. */
export const backPath = `${signInPath}/back`
export const linkPath = '/desk/account/provider'

type Given = Services & { provider: Provider }

/**
 * Sends somebody on to the provider, by a page that leads there: browsers hold each address that a form leads to,
 * however many redirects behind it, to the page’s policy, and which those of a provider are nobody can tell.
 */
export async function sendOn(
  req: Request,
  res: Response,
  given: Given,
  begun: Pick<Attempt, 'next' | 'account'>,
): Promise<void> {
  const { config, provider } = given
  try {
    const { address, secrets } = await provider.begin(`${config.baseUrl}${backPath}`)
    keepAttempt(req, config.sessionSecret, { ...secrets, ...begun }, new Date())
    const { name } = provider.settings
    res.set('Refresh', `0; url=${address}`)
    res.render('colleagues/sendOn', { layout: 'desk', title: `On to ${name}`, name, address })
  } catch (error) {
    turnAway(req, res, given, { error, attempt: begun })
  }
}

/** Leads back to where a sign-in was begun, and says there why it came to nothing. @throws whatever is no refusal */
export function turnAway(
  req: Request,
  res: Response,
  { log, provider }: Given,
  { error, attempt }: { error: unknown; attempt: Pick<Attempt, 'next' | 'account'> | undefined },
): void {
  if (!(error instanceof Refused)) throw error
  const { why, cause } = error
  const level = why === 'unreachable' || why === 'faulty' ? 'warn' : 'info'
  log[level]({ request: req.id, why, ...(cause !== undefined && { err: cause }) }, 'a sign-in was refused')
  const message = refusalWords(why, provider.settings.name, String(req.id))
  const isLinking = Boolean(attempt?.account)
  keepEntry(req, isLinking ? 'link' : 'signIn', {}, [{ place: 'provider', message }])
  res.redirect(303, isLinking ? linkPath : withNext('/desk/sign-in', attempt?.next ?? ''))
}
