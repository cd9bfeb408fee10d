import { receiveResponses } from '../../../server/responses/receive.ts'
import { desk, inEmpty, type Opening, type View } from './view.ts'

const consultation = '/desk/:consultation'
const letter =
  'We ask that every council keeps the people who understand its benefits system, pays them as it pays the consultants who learn from them, and asks them before it buys another.'

/** Two respondents send one letter, and one adds to it. */
const sent: Opening = async scene => {
  await receiveResponses(
    ['', ' In ours there is one left, and she retires in June.'].map((more, number) => ({
      origin: `view:letter ${number}`,
      consultation: scene.demo,
      version: 1,
      source: 'demo',
      capacity: 'personal',
      choice: 'unnamed',
      consentWording: '1',
      attributes: {},
      answers: { obstacles: { text: letter + more } },
      submittedOn: new Date('2026-03-01'),
    })),
  )
  await scene.site.runner.idle()
  return desk('campaigns')(scene)
}

/** The pages of texts that several respondents sent. */
export const campaignViews: View[] = [
  {
    route: `${consultation}/campaigns`,
    state: 'empty',
    open: inEmpty('/campaigns'),
    says: 'They have not been looked for yet',
  },
  {
    route: `${consultation}/campaigns`,
    state: 'as it is',
    open: desk('campaigns'),
    says: 'compared with all others',
  },
  { route: `${consultation}/campaigns`, state: 'filled', open: sent, says: 'sent by 2 respondents' },
  {
    route: `${consultation}/campaigns/:campaign`,
    state: 'filled',
    open: desk('campaigns/0'),
    says: 'she retires in June',
  },
]
