import { answerAll, declaration, type Respondent, respondentTo } from '../../responses/respondent.ts'
import { press, then, type View, visit } from './view.ts'

/** Opens a page of a draft whose long answer was written in two tabs at once. */
const inTwoTabs = (rest: (both: string, respondent: Respondent) => string) =>
  visit(async scene => {
    const respondent = await respondentTo(scene.site, scene.open)
    const { text } = await respondent.get('experience')
    const _seen = /name="_seen" value="([^"]*)"/.exec(text)?.[1] ?? ''
    await answerAll(respondent)
    const led = await respondent.send('experience', { _seen, _tab: 'other', obstacles: 'Slow hiring.' })
    return rest(led.headers.location ?? '', respondent)
  })
const both = inTwoTabs(address => address)

/** Sends a page of questions after its response was sent from elsewhere. */
const late = press(
  then(
    visit(async scene => {
      const respondent = await respondentTo(scene.site, scene.open)
      await answerAll(respondent)
      return `/answer/${respondent.token}/experience`
    }),
    async (page, { site }) => {
      const token = new URL(page.url()).pathname.split('/')[2] ?? ''
      const _csrf = await page.locator('[name="_csrf"]').first().inputValue()
      await site
        .agent()
        .post(`/answer/${token}/send`)
        .type('form')
        .send({ ...declaration, _csrf })
    },
  ),
  'Save and continue',
)

/** Pages on which two people, or one in two tabs, write one response. */
export const jointViews: View[] = [
  {
    route: '/answer/:token/:page/both/:aside',
    state: 'as it is',
    open: both,
    says: 'Two texts for the same question',
  },
  {
    route: '/answer/:token/:page/both/:aside',
    state: 'wrong',
    open: press(both, 'Save what you chose'),
    says: 'Choose what should be the answer',
    status: 422,
  },
  {
    route: '/answer/:token/check/aside',
    state: 'with words',
    open: inTwoTabs((_, { token }) => `/answer/${token}/check/aside`),
    says: 'Slow hiring.',
  },
  {
    route: '/answer/:token/check/aside',
    state: 'empty',
    open: visit(({ links }) => `/answer/${links.blank}/check/aside`),
    says: 'Nothing is kept aside',
  },
  {
    route: '/answer/:token/check',
    state: 'with words kept aside',
    open: inTwoTabs((_, { token }) => `/answer/${token}/check`),
    says: 'Choose what to keep',
  },
  { route: '/answer/:token/:page', state: 'sent meanwhile', open: late, says: 'sent meanwhile', status: 409 },
]
