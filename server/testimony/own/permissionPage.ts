import { attributionChoices, printedLine } from '../../../analysis/application.ts'
import type { AttributionChoice, Problem } from '../../../analysis/index.ts'
import { currentVersion, currentWording } from '../../consultations/consentWording.ts'
import { pagesOf } from '../../consultations/pages/shown.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import { written } from '../../http/languages/files.ts'
import { say } from '../../http/languages/say.ts'
import { ownOf } from '../../responses/answering/answering.ts'
import { currentConsent } from '../../responses/response.ts'
import type { Sent } from '../../responses/revising/sent.ts'
import { quotedReports } from '../quotedReports.ts'
import { offeredChoices, speakerOf } from './offeredChoices.ts'

/** The page on which somebody says how they may be quoted from now on, with the very line of each choice. */
export async function permissionPage(
  { answering, response }: Sent,
  csrf: string,
  problems: Problem[] = [],
  chosen: unknown = currentConsent(response).choice,
) {
  const [speaker, offered, style, reports] = await Promise.all([
    speakerOf(response),
    offeredChoices(response),
    styleOf(response.consultation),
    quotedReports(response, new Date()),
  ])
  const line = (choice: AttributionChoice) =>
    choice === 'none'
      ? say('None of your words are printed; they are counted and read.')
      : printedLine({ ...speaker, choice }, undefined, style)
  const wrong = problemAt(problems, 'choice') ?? problemAt(problems, 'wording')
  const address = ownOf(answering)
  return {
    title: say('How you may be quoted'),
    service: answering.consultation.title,
    pagesAt: pagesOf(answering.consultation),
    back: address,
    address: `${address}/permission`,
    csrf,
    problems: wrong === undefined ? undefined : [{ place: 'choice', message: wrong }],
    now: currentWording().choices[currentConsent(response).choice],
    wording: currentVersion,
    seen: response.consent.length,
    reports: reports.filter(({ words }) => words.length > 0),
    fewer: offered.length < attributionChoices.length,
    choice: {
      name: 'choice',
      fieldset: {
        legend: { text: say('How may we quote you from now on?'), classes: 'govuk-fieldset__legend--m' },
      },
      hint: {
        text: say(
          'Under each choice stands the most that a report would print. Where fewer than five respondents fit it, it says less.',
        ),
      },
      items: offered.map(value => ({
        value,
        text: currentWording().choices[value],
        checked: value === chosen,
        hint: { text: line(value), classes: 'printed-line', lang: value === 'none' ? undefined : written },
      })),
      ...(wrong === undefined ? {} : { errorMessage: { text: wrong } }),
    },
  }
}
