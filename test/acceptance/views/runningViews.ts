import { desk, inEmpty, press, then, type View, without } from './view.ts'

const begin = '/desk/new'
const own = '/desk/:consultation'
const newPage = desk(begin)
const withTitle = then(newPage, page => page.getByLabel('Title').fill('How harbours are staffed'))
const inOpen = (rest: string) => desk(scene => `/desk/${scene.open}${rest}`)
const hours = `${own}/hours`
const pages = `${own}/pages`
const inEarly = desk(scene => `/desk/${scene.early}/hours`)
const settings = inOpen('/settings')

/** Another's change, as one meets it who opened the page before. */
const changedSince = then(settings, async page => {
  await page.getByLabel('Title').fill('What was written meanwhile')
  await page
    .locator('input[name=seen]')
    .evaluate((input: { setAttribute(name: string, value: string): void }) =>
      input.setAttribute('value', '99'),
    )
})

/** Beginning a consultation, and the pages by which it is run. */
export const runningViews: View[] = [
  { route: begin, state: 'blank', open: newPage, says: 'Nobody outside the desk sees it' },
  { route: begin, state: 'filled', open: withTitle, says: 'Time zone' },
  { route: begin, state: 'wrong', open: press(newPage, 'Start it'), says: 'Enter the title' },
  { route: `${own}/setup`, state: 'open', open: inOpen('/setup'), says: 'It is open.' },
  { route: `${own}/settings`, state: 'as it is', open: settings, says: 'Why you are asking' },
  {
    route: `${own}/settings`,
    state: 'wrong',
    open: without(settings, 'Title', 'Save'),
    says: 'Enter the title',
  },
  {
    route: `${own}/settings`,
    state: 'overtaken, wrong',
    open: press(changedSince, 'Save'),
    says: 'as somebody else saved it',
  },
  { route: hours, state: 'open', open: inOpen('/hours'), says: 'Move the close' },
  { route: hours, state: 'not open yet', open: inEarly, says: 'Set the hours' },
  { route: hours, state: 'closed', open: inEmpty('/hours'), says: 'Open it again' },
  { route: hours, state: 'wrong', open: press(inEmpty('/hours'), 'Open it again…'), says: 'Enter the date' },
  {
    route: `${hours}/confirm`,
    state: 'as it is',
    open: press(inOpen('/hours'), 'Close it now…'),
    says: 'Nobody can begin an answer from now on',
  },
  { route: pages, state: 'blank', open: inOpen('/pages'), says: 'Nobody has looked at this yet' },
  {
    route: pages,
    state: 'wrong',
    open: press(
      then(inOpen('/pages'), page => page.getByLabel('For how many months').fill('long')),
      'Save',
    ),
    says: 'as a whole number such as 24',
  },
  { route: `${pages}/:page`, state: 'composed', open: inOpen('/pages/privacy'), says: 'It is composed' },
  {
    route: `${pages}/:page`,
    state: 'looked at first',
    open: press(inOpen('/pages/privacy'), 'Look at it first'),
    says: 'Your rights',
  },
  {
    route: `${pages}/:page`,
    state: 'wrong',
    open: without(inOpen('/pages/privacy'), 'What it says', 'Save'),
    says: 'Enter what the page says',
  },
]
