import { newId } from '../../../server/database/ids.ts'
import { invited } from '../../consultations/inviting.ts'
import { desk, inEmpty, type Opening, press, then, type View, without } from './view.ts'

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

const invitations = `${own}/invitations`
const toInvite = inOpen('/invitations')
const pasted = (list: () => string) =>
  press(
    then(toInvite, page => page.getByLabel('Addresses, one a line').fill(list())),
    'Look at it',
  )
/** Goes to the page of a list that was pasted, once it was looked through. */
const lookedThrough = (list: () => string): Opening =>
  then(pasted(list), async (page, { site }) => {
    await site.runner.idle()
    await page.reload()
  })
const withFault = lookedThrough(() => `Ada, ${newId()}@example.org\nBo, not an address`)
const added = then(press(withFault, 'Put 1 person on the list'), async (page, { site }) => {
  await site.runner.idle()
  await page.reload()
})

const withdrawn: Opening = async scene => {
  const name = `p${newId().toLowerCase()}`
  await invited(scene.site, scene.open, name)
  const list = inOpen(`/invitations/people?from=${name}`)
  return press(list, `Withdraw the invitation of ${name}@example.org`)(scene)
}

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
  { route: invitations, state: 'blank', open: inEmpty('/invitations'), says: 'Nobody yet.' },
  { route: invitations, state: 'wrong', open: press(toInvite, 'Look at it'), says: 'Write addresses' },
  { route: `${invitations}/lists/:list`, state: 'checked', open: withFault, says: '1 line has a fault' },
  {
    route: `${invitations}/lists/:list`,
    state: 'unreadable',
    open: lookedThrough(() => 'colour, size\nred, 3'),
    says: 'No column is named “email”',
  },
  { route: `${invitations}/lists/:list`, state: 'added', open: added, says: 'put on the list' },
  { route: invitations, state: 'as it is', open: toInvite, says: 'Look at the list' },
  {
    route: `${invitations}/confirm`,
    state: 'as it is',
    open: press(toInvite, 'Send the invitations…'),
    says: 'with a personal link',
  },
  {
    route: `${invitations}/people`,
    state: 'as it is',
    open: inOpen('/invitations/people'),
    says: 'Withdraw',
  },
  {
    route: `${invitations}/people`,
    state: 'withdrawn',
    open: withdrawn,
    says: 'Invite again',
  },
]
