import { addDecision, keepPairs, pairId } from '../../../server/responses/samePerson/pairStore.ts'
import { deed } from '../../browser/deed.ts'
import { desk, inEmpty, type Opening, then, type View } from './view.ts'

const consultation = '/desk/:consultation'

/** Two responses that look like one person’s, of which one decision was taken back. */
const aPair: Opening = async scene => {
  const both = [scene.response, scene.welsh].sort()
  const [a = '', b = ''] = both
  const _id = pairId(a, b)
  const found = [{ _id, responses: both, why: ['email' as const] }]
  await keepPairs({ _id: scene.demo, at: new Date(), responses: 20 }, 'look', found)
  await addDecision(scene.demo, _id, 0, { at: new Date(), by: 'someone', decision: 'open' })
  return desk('same-person')(scene)
}

/** The page of the demo’s letter, from the row of the list in which it stands. */
const aLetter: Opening = then(desk('responses'), async page => {
  await Promise.all([page.waitForEvent('load'), page.locator('.letter-row a').first().click()])
})

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
  {
    route: `${consultation}/letters/:text`,
    state: 'as it is',
    open: aLetter,
    says: 'Decided for all copies',
  },
  {
    route: `${consultation}/letters/:text`,
    state: 'with its tags, after a sentence was coded in every copy',
    open: then(aLetter, async page => {
      await page.getByLabel('Sentence', { exact: true }).selectOption({ index: 1 })
      await page.getByLabel('Theme', { exact: true }).selectOption({ index: 1 })
      await deed(page, () => page.getByRole('button', { name: 'Code this passage' }).click())
      await page.goto(`${page.url()}?tags=show`)
    }),
    says: 'Undo in every copy',
  },
  {
    route: `${consultation}/same-person`,
    state: 'empty',
    open: inEmpty('/same-person'),
    says: 'Nobody has looked yet',
  },
  {
    route: `${consultation}/same-person`,
    state: 'as it is',
    open: aPair,
    says: 'Both give the same email address',
  },
]
