import type { Problem } from '../../../analysis/index.ts'
import { pagesOf } from '../../consultations/pages/shown.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, receiptOf } from '../answering/answering.ts'
import { codeHours } from './checkAddress.ts'
import type { AddressCheck } from './checkStore.ts'

/** What was entered and could not be taken, with what is wrong. */
export type Entered = { values?: Record<string, unknown>; problems?: Problem[] }

/**
 * The page on which a respondent has a copy, or the private link, sent to their address: it asks for the address, then
 * for the code that was sent there.
 *
 * @param another whether the address is asked for although a code was sent to one
 * @param known the address that they gave elsewhere
 */
export function mailPage(
  answering: Answering,
  check: AddressCheck | null,
  {
    csrf,
    sends,
    another,
    known,
    now,
  }: { csrf: string; sends: boolean; another: boolean; known: string; now: Date },
  { values, problems }: Entered = {},
) {
  const { token, consultation, sent } = answering
  const isForCode = !another && check !== null && !check.isDone && check.expiresAt > now
  const messageAt = (place: string) => {
    const wrong = problemAt(problems, place)
    return wrong ? { errorMessage: { text: wrong } } : {}
  }
  return {
    title: sent === undefined ? say('Have your private link sent to you') : say('Have a copy sent to you'),
    service: consultation.title,
    pagesAt: pagesOf(consultation),
    back: sent === undefined ? `/answer/${token}` : receiptOf(answering),
    address: `/mail/${token}`,
    ...{ csrf, problems, sends, isForCode },
    isCopy: sent !== undefined,
    isDone: !another && check?.isDone === true,
    asker: consultation.asker,
    hours: sends ? codeHours.sent : codeHours.byHand,
    email: {
      name: 'email',
      type: 'email',
      autocomplete: 'email',
      label: { text: say('Your email address'), classes: 'govuk-label--s' },
      hint: {
        text: say(
          'A code goes to it first, to make sure that it is yours. It is used for this alone, and not kept.',
        ),
      },
      value: values?.email ?? known,
      ...messageAt('email'),
    },
    code: {
      name: 'code',
      autocomplete: 'one-time-code',
      inputmode: 'numeric',
      classes: 'govuk-input--width-5',
      label: { text: say('The code from the mail'), classes: 'govuk-label--s' },
      hint: { text: say('Six figures') },
      value: values?.code,
      ...messageAt('code'),
    },
  }
}
