import { codebookOf } from '../../../server/codebook/store.ts'
import { addMemo } from '../../../server/coding/memos/memoStore.ts'
import { chooseStartingPoint } from '../../../server/coding/starting/startingStore.ts'
import { newId } from '../../../server/database/ids.ts'
import { desk, inEmpty, type Opening, press, then, type View } from './view.ts'

const consultation = '/desk/:consultation'
const response = desk(scene => `responses/${scene.response}`)
/** Suggestions are shown to those who have read. */
const tagged = then(response, async page => {
  const read = page.getByRole('button', { name: 'I have read all of this response' })
  if ((await read.count()) > 0) await Promise.all([page.waitForEvent('load'), read.click()])
  await page.goto(`${new URL(page.url()).pathname}?tags=show`)
})

const theRule: Opening = async scene => {
  const { themes } = await codebookOf(scene.demo)
  const rule = themes.find(({ id }) => id === 'outsourcing')?.rules[0]?.id
  return desk(`queue/rule/${rule}`)(scene)
}

const oneTicked = then(theRule, async page => {
  for (const box of (await page.getByRole('checkbox').all()).slice(1)) await box.uncheck()
  await page.getByRole('checkbox').first().check()
})

/** The queue of a consultation in which nothing is suggested to anybody; the choice is taken back at once. */
const queueOff: Opening = async scene => {
  await chooseStartingPoint(scene.demo, 'off')
  const page = await desk('queue')(scene)
  await chooseStartingPoint(scene.demo, 'afterReading')
  return page
}

const aMemo: Opening = async scene => {
  const [_id, at] = [newId(), new Date()]
  const versions = [{ at, text: 'Two readers took this theme for another.' }]
  const about = { kind: 'whole' as const, id: '' }
  await addMemo({ _id, consultation: scene.demo, about, by: 'someone', at, versions })
  return desk(`memos/${_id}`)(scene)
}

/** The pages on which responses are found, read and coded. */
export const responseViews: View[] = [
  { route: '/desk', state: 'as it is', open: desk('/desk'), says: 'The Harbour Institute' },
  { route: consultation, state: 'as it is', open: desk(''), says: 'What there is' },
  { route: consultation, state: 'empty', open: inEmpty(), says: '0 responses' },
  { route: `${consultation}/responses`, state: 'as it is', open: desk('responses'), says: 'Next page' },
  {
    route: `${consultation}/responses`,
    state: 'empty',
    open: inEmpty('/responses'),
    says: 'Nobody has answered yet',
  },
  {
    route: `${consultation}/responses/:response`,
    state: 'not read yet',
    open: response,
    says: 'Show what others coded',
  },
  {
    route: `${consultation}/responses`,
    state: 'with who has one open',
    open: then(desk('responses'), async page => {
      await page.locator('tbody a').first().click()
      await page.goBack()
      await page.reload()
    }),
    says: 'Open now',
  },
  {
    route: `${consultation}/responses/:response`,
    state: 'read in full',
    open: press(response, 'I have read all of this response'),
    says: 'I have not read all of it',
  },
  { route: `${consultation}/responses/:response`, state: 'tags shown', open: tagged, says: 'Hide the tags' },
  {
    route: `${consultation}/responses/:response`,
    state: 'in another language',
    open: desk(scene => `responses/${scene.welsh}`),
    says: 'In Welsh',
  },
  {
    route: `${consultation}/responses/:response`,
    state: 'wrong',
    open: press(response, 'Code this passage'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/responses/:response`,
    state: 'a theme in their words wrong',
    open: press(response, 'Make a theme of these words'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/responses/:response`,
    state: 'withdrawn',
    open: desk(scene => `responses/${scene.withdrawn}`),
    says: 'can no longer be read',
  },
  {
    route: `${consultation}/responses/:response/withdraw`,
    state: 'as it is',
    open: desk(scene => `responses/${scene.response}/withdraw`),
    says: 'What it reaches',
  },
  {
    route: `${consultation}/responses/:response/erase`,
    state: 'as it is',
    open: desk(scene => `responses/${scene.response}/erase`),
    says: 'What it reaches',
  },
  {
    route: `${consultation}/responses/:response/erase`,
    state: 'not sure, wrong',
    open: press(
      desk(scene => `responses/${scene.response}/erase`),
      'Erase it for good',
    ),
    says: 'Tick that its respondent asks for this',
  },
  { route: `${consultation}/starting`, state: 'as it is', open: desk('starting'), says: 'After reading' },
  {
    route: `${consultation}/starting`,
    state: 'wrong',
    open: press(
      then(desk('starting'), page =>
        page.evaluate(`document.querySelector('input:checked').checked = false`),
      ),
      'Save',
    ),
    says: 'There is a problem',
  },
  { route: `${consultation}/approach`, state: 'as it is', open: desk('approach'), says: 'Reflexively' },
  {
    route: `${consultation}/memos`,
    state: 'empty',
    open: inEmpty('/memos'),
    says: 'Nobody has written a memo',
  },
  {
    route: `${consultation}/memos`,
    state: 'wrong',
    open: press(desk('memos'), 'Keep the memo'),
    says: 'There is a problem',
  },
  {
    route: `${consultation}/memos/:memo`,
    state: 'as it is',
    open: aMemo,
    says: 'What it said, the newest first',
  },
  { route: `${consultation}/curve`, state: 'as it is', open: desk('curve'), says: 'What this cannot show' },
  { route: `${consultation}/curve`, state: 'empty', open: inEmpty('/curve'), says: 'Nothing has been read' },
  { route: `${consultation}/queue`, state: 'as it is', open: desk('queue'), says: 'Does it speak of' },
  {
    route: `${consultation}/queue`,
    state: 'narrowed',
    open: desk('queue?sure=negated&theme=outsourcing'),
    says: 'How sure',
  },
  { route: `${consultation}/queue`, state: 'off', open: queueOff, says: 'is not shown in this consultation' },
  {
    route: `${consultation}/queue`,
    state: 'adjusted',
    open: press(
      then(desk('queue?theme=outsourcing'), page => page.getByText('Change theme, stance or span').click()),
      'Begin a word later',
    ),
    says: 'You adjusted it',
  },
  { route: `${consultation}/queue/rule/:rule`, state: 'as it is', open: theRule, says: 'Several at once' },
  {
    route: `${consultation}/queue/rule/:rule`,
    state: 'wrong',
    open: press(
      then(theRule, async page => {
        for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
      }),
      'Accept those that are ticked',
    ),
    says: 'Tick the passages',
  },
  {
    route: `${consultation}/queue/several/:batch`,
    state: 'as it is',
    open: press(oneTicked, 'Accept those that are ticked'),
    says: 'Accepted: 1 passage',
  },
  {
    route: `${consultation}/queue/several/:batch`,
    state: 'undone',
    open: press(press(oneTicked, 'Reject those that are ticked'), 'Undo all of it'),
    says: 'Undone: 1 passage',
  },
  {
    route: `${consultation}/queue`,
    state: 'empty',
    open: inEmpty('/queue'),
    says: 'There are no suggestions yet',
  },
  {
    route: `${consultation}/queue`,
    state: 'at its end',
    open: desk('queue?after=zzzz'),
    says: 'You have come to the end',
  },
]
