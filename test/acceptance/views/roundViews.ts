import { beginARound, endARound } from '../../coding/aRound.ts'
import type { Scene } from './scene.ts'
import { desk, inEmpty, type Opening, press, then, type View } from './view.ts'

const consultation = '/desk/:consultation'
const round = `${consultation}/rounds/:round`

/** The rounds of a site, each begun once: a response that its coders know is in no other. */
const rounds = new WeakMap<Scene['site'], Promise<{ going: string; over: string }>>()

function roundsOf({ site, demo }: Scene) {
  const begun = rounds.get(site) ?? beginBoth(site, demo)
  rounds.set(site, begun)
  return begun
}

/** Nobody codes in them who looks at the pages: much would be hidden from them. */
async function beginBoth(site: Scene['site'], demo: string) {
  const coders = [await site.addPerson('researcher'), await site.addPerson('researcher')].map(({ id }) => id)
  const over = await beginARound(demo, 24, coders)
  await endARound(over)
  return { over: over._id, going: (await beginARound(demo, 3, coders))._id }
}

const going: Opening = async scene => desk(`rounds/${(await roundsOf(scene)).going}`)(scene)

const over =
  (rest = ''): Opening =>
  async scene =>
    desk(`rounds/${(await roundsOf(scene)).over}${rest}`)(scene)

const settled: Opening = then(over('/differences/next'), async page => {
  const here = page.url()
  await page.getByLabel(/Neither: the theme is not there/).check()
  await page.getByLabel('Why?').fill('It only names the office, and says nothing of it.')
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name: 'Settle it, and go to the next' }).click(),
  ])
  await page.goto(here)
})

/** The pages of blind rounds. */
export const roundViews: View[] = [
  {
    route: `${consultation}/rounds`,
    state: 'empty',
    open: inEmpty('/rounds'),
    says: 'There was no round yet',
  },
  { route: round, state: 'going on', open: going, says: 'End the round and see' },
  { route: `${consultation}/rounds`, state: 'as it is', open: desk('rounds'), says: 'read and done' },
  {
    route: `${consultation}/rounds`,
    state: 'wrong',
    open: press(desk('rounds'), 'Begin the round'),
    says: 'Choose which responses',
  },
  { route: round, state: 'over', open: over(), says: 'How far they agreed' },
  { route: `${round}/differences`, state: 'as it is', open: over('/differences'), says: 'Did not code it' },
  {
    route: `${round}/differences/:difference`,
    state: 'as it is',
    open: over('/differences/next'),
    says: 'did not code it',
  },
  {
    route: `${round}/differences/:difference`,
    state: 'wrong',
    open: press(over('/differences/next'), 'Settle it, and go to the next'),
    says: 'Choose how it is settled',
  },
  { route: `${round}/differences/:difference`, state: 'settled', open: settled, says: 'How it is settled' },
]
