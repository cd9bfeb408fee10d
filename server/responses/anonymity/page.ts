import type { Problem } from '../../../analysis/index.ts'
import { pagesOf } from '../../consultations/pages/shown.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, receiptOf } from '../answering/answering.ts'
import { asksApproval, type Response } from '../response.ts'

/** The page that explains what cutting the link takes, and asks for it. */
export function cutPage(
  answering: Answering,
  response: Response,
  csrf: string,
  { details = false, problems }: { details?: boolean; problems?: Problem[] } = {},
) {
  const { consultation, token } = answering
  const wrong = problems?.find(({ place }) => place === 'sure')
  return {
    title: say('Make your response anonymous'),
    service: consultation.title,
    pagesAt: pagesOf(consultation),
    back: receiptOf(answering),
    action: `/receipt/${token}/anonymous`,
    file: `/receipt/${token}/file`,
    csrf,
    problems,
    approval: asksApproval(response),
    withdrawn: response.state === 'withdrawn',
    details: {
      name: 'details',
      items: [
        {
          value: 'yes',
          text: say('Remove my role, sector and nation too'),
          hint: {
            text: say(
              'They may tell who you are where few people fit them. Without them, your response is left out of counts by sector, and quoted as “one respondent”.',
            ),
          },
          checked: details,
        },
      ],
    },
    sure: {
      name: 'sure',
      items: [{ value: 'yes', text: say('I understand that this cannot be undone, by anybody') }],
      ...(wrong ? { errorMessage: { text: wrong.message } } : {}),
    },
  }
}
