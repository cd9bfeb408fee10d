import { desk, inEmpty, type View } from './view.ts'

const consultation = '/desk/:consultation'

/** The pages of texts that several respondents sent: the demo holds two letters of one campaign. */
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
    says: 'sent by 2 respondents',
  },
  {
    route: `${consultation}/campaigns/:campaign`,
    state: 'as it is',
    open: desk('campaigns/0'),
    says: 'The shared text, sent by 2 respondents',
  },
]
