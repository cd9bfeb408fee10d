import { z } from 'zod'
import { tickedOf } from '../../accounts/fields.ts'
import { hookEvents } from './events.ts'
import { isClosed } from './guard.ts'

/** What is entered of a webhook. @param toLoopback whether it may lead to this machine itself */
export function hookForm(toLoopback: boolean) {
  const full = toLoopback
    ? 'Enter a full address, such as https://hooks.example.org/soundings'
    : 'Enter a full address that begins with https://, such as https://hooks.example.org/soundings'
  return z.object({
    url: z
      .string({ error: full })
      .trim()
      .max(2000, 'Shorten the address: it may have at most 2,000 characters')
      .transform((entered, context) => {
        const url = URL.canParse(entered) ? new URL(entered) : undefined
        const isSafe = url?.protocol === 'https:' || (toLoopback && url?.protocol === 'http:')
        const message = !url || !isSafe ? full : problemOf(url, toLoopback)
        if (message === undefined && url) return url.href
        context.addIssue({ code: 'custom', message: message ?? full })
        return z.NEVER
      }),
    events: tickedOf(hookEvents, 'Choose from the list what it is told').refine(
      chosen => chosen.length > 0,
      'Tick what it is told',
    ),
  })
}

function problemOf(url: URL, toLoopback: boolean): string | undefined {
  if (url.username !== '' || url.password !== '')
    return 'Leave the user and password out of the address: what is sent is signed instead'
  if (url.hash !== '') return 'Leave out of the address what follows the #'
  return isClosed(url, toLoopback)
    ? 'Enter an address on the public internet: this one leads into a network of its own'
    : undefined
}
