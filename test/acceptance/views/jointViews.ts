import {
  answerAll,
  declaration,
  type Respondent,
  respondentBy,
  respondentTo,
} from '../../responses/respondent.ts'
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

/** Sends a declaration after another one was saved from elsewhere. */
const chosenElsewhere = press(
  then(
    visit(async scene => {
      const respondent = await respondentTo(scene.site, scene.open)
      await answerAll(respondent)
      return `/answer/${respondent.token}/declaration`
    }),
    async (page, { site }) => {
      const path = new URL(page.url()).pathname
      const _csrf = await page.locator('[name="_csrf"]').first().inputValue()
      await site
        .agent()
        .post(path)
        .type('form')
        .send({ ...declaration, _csrf })
    },
  ),
  'Show the lines with these details',
)

const others = '/answer/:token/check/others'
const shared = { own: 'Ann Reeve', name: 'Bo Hale' }

/** Opens a page of a draft that is shared, as who began it does, after its colleague has opened a page. */
const jointly = (rest: string, opened = 'about', act = async (_: Respondent) => {}) =>
  visit(async scene => {
    const respondent = await respondentTo(scene.site, scene.open)
    await answerAll(respondent)
    await respondent.send('check/others', shared)
    const { text } = await respondent.get('check/others')
    const colleague = await respondentBy(
      scene.site,
      /\/answer\/([\w-]{24})">/.exec(text)?.[1] ?? '',
      `/answer/${respondent.token}/check/others`,
    )
    await colleague.get(opened)
    await act(respondent)
    const { token } = rest === '' ? colleague : respondent
    return `/answer/${token}${rest}`
  })

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
  {
    route: others,
    state: 'as it is',
    open: visit(({ links }) => `/answer/${links.blank}/check/others`),
    says: 'Make a link for a colleague',
  },
  {
    route: others,
    state: 'wrong',
    open: press(
      visit(({ links }) => `/answer/${links.blank}/check/others`),
      'Make a link',
    ),
    says: 'Enter the name of the colleague',
    status: 422,
  },
  {
    route: '/answer/:token/declaration',
    state: 'chosen elsewhere, wrong',
    open: chosenElsewhere,
    says: 'was changed from another page',
    status: 409,
  },
  { route: others, state: 'shared', open: jointly('/check/others'), says: 'End this link' },
  {
    route: '/answer/:token/:page',
    state: 'which somebody else answers',
    open: jointly('/experience', 'experience'),
    says: 'Bo Hale is answering this page now',
  },
  {
    route: '/answer/:token/check',
    state: 'of several people',
    open: jointly('/check'),
    says: 'Who wrote what last',
  },
  {
    route: '/answer/:token',
    state: 'sent jointly',
    open: jointly('', 'about', async respondent => {
      await respondent.send('send', declaration)
    }),
    says: 'was sent',
  },
  { route: '/answer/:token/:page', state: 'sent meanwhile', open: late, says: 'sent meanwhile', status: 409 },
]
