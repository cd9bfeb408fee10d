import { day } from '../http/helpers/day.ts'
import type { Mail } from './mail.ts'

/**
 * How the mail to a respondent stands, in a sentence for the desk.
 *
 * @param mail undefined where it is about to be asked for
 * @param sends whether the site sends mail itself
 */
export function standingOf(mail: Mail | undefined, sends: boolean): string {
  if (mail?.state === 'sent') return `Mailed to the respondent on ${day(mail.settledAt)}.`
  if (mail?.state === 'failed' || mail?.state === 'dropped') return `It was not mailed. ${mail.problem ?? ''}`
  if (mail?.state === 'unsure')
    return 'It may have been mailed: an administrator sees why this is not certain.'
  return sends ? 'It waits to be mailed.' : 'It waits in the outbox, for an administrator to send it by hand.'
}
