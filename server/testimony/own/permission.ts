import { z } from 'zod'
import { attributionChoices, printedLine } from '../../../analysis/application.ts'
import { type AttributionChoice, attribute, type Problem, type Speaker } from '../../../analysis/index.ts'
import { currentWording } from '../../consultations/consentWording.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import { ownOf } from '../../responses/answering/answering.ts'
import { currentConsent, type Response } from '../../responses/response.ts'
import type { Sent } from '../../responses/revising/sent.ts'
import { speakersOf } from '../../responses/speakers.ts'
import { quotedReports } from '../quotedReports.ts'

/** The form by which somebody permits more or less. @param offered what they may choose */
export function permissionForm(offered: readonly AttributionChoice[]) {
  return z.object({
    choice: z
      .enum(attributionChoices, { error: 'Choose how you may be quoted' })
      .refine(value => offered.includes(value), 'Choose one of the ways that are offered here'),
    wording: z.string({ error: reworded }).refine(value => value === currentWording.version, reworded),
    seen: z.coerce.number({ error: 'Reload the page and try again' }),
  })
}

const reworded = 'What you agree to was reworded since you opened this page. Read it again, and choose'

/** What somebody may choose: to be quoted by what is kept of them. */
export async function offeredChoices(response: Response): Promise<AttributionChoice[]> {
  const speaker = await speakerOf(response)
  return attributionChoices.filter(choice => {
    if (choice === currentConsent(response).choice) return true
    if (choice === 'role') return speaker.role !== '' || speaker.sector !== ''
    return choice !== 'named' || attribute({ ...speaker, choice }).shows === 'named'
  })
}

async function speakerOf(response: Response): Promise<Speaker> {
  const speaker = (await speakersOf([response])).get(response._id)
  if (!speaker) throw new Error(`speakerOf: response ${response._id} has no speaker`)
  return speaker
}

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
      ? 'None of your words are printed; they are counted and read.'
      : printedLine({ ...speaker, choice }, undefined, style)
  const wrong = problemAt(problems, 'choice') ?? problemAt(problems, 'wording')
  const address = ownOf(answering)
  return {
    title: 'How you may be quoted',
    service: answering.consultation.title,
    back: address,
    address: `${address}/permission`,
    csrf,
    problems: wrong === undefined ? undefined : [{ place: 'choice', message: wrong }],
    now: currentWording.choices[currentConsent(response).choice],
    wording: currentWording.version,
    seen: response.consent.length,
    reports: reports.filter(({ words }) => words.length > 0),
    fewer: offered.length < attributionChoices.length,
    choice: {
      name: 'choice',
      fieldset: {
        legend: { text: 'How may we quote you from now on?', classes: 'govuk-fieldset__legend--m' },
      },
      hint: {
        text: 'Under each choice stands the most that a report would print. Where fewer than five respondents fit it, it says less.',
      },
      items: offered.map(value => ({
        value,
        text: currentWording.choices[value],
        checked: value === chosen,
        hint: { text: line(value), classes: 'printed-line' },
      })),
      ...(wrong === undefined ? {} : { errorMessage: { text: wrong } }),
    },
  }
}
