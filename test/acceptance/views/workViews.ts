import { assign } from '../../../server/coding/assignments/assign.ts'
import { coderAccounts } from '../../../server/coding/assignments/coders.ts'
import { drawAgain } from '../../../server/coding/drift/drawAgain.ts'
import { keepReading } from '../../../server/coding/readingStore.ts'
import { currentTexts } from '../../../server/responses/currentTexts.ts'
import { listResponses } from '../../../server/responses/store.ts'
import type { Scene } from './scene.ts'
import { desk, inEmpty, type Opening, press, then, type View } from './view.ts'

const consultation = '/desk/:consultation'

/** Gives every coder some responses. */
async function share({ demo }: Scene): Promise<void> {
  const coders = (await coderAccounts(demo)).map(({ id }) => id)
  const choice = { how: 'random', size: 12, question: '', attribute: '', references: '' } as const
  await assign(demo, coders[0] ?? '', coders, choice, { filter: 'sector: health', seed: 1 })
}

const shared: Opening = async scene => {
  await share(scene)
  return desk('work')(scene)
}

/** Has everybody read some responses a month ago, and code some of them again. */
function codedAgain(page: string): Opening {
  return async scene => {
    const at = new Date(Date.now() - 30 * 86_400_000)
    for (const { id } of await coderAccounts(scene.demo)) {
      for (const response of await listResponses(scene.demo, '', 24))
        await keepReading({
          ...{ consultation: scene.demo, response: response._id, by: id, at },
          texts: currentTexts(response),
        })
      await drawAgain(scene.demo, id, 10, { seed: 1 })
    }
    return desk(page)(scene)
  }
}

/** The pages on which coders share out what there is to read. */
export const workViews: View[] = [
  { route: `${consultation}/work`, state: 'empty', open: inEmpty('/work'), says: 'Nothing is assigned yet' },
  { route: `${consultation}/work`, state: 'as it is', open: shared, says: 'What was assigned' },
  {
    route: `${consultation}/responses/:response`,
    state: 'one’s own to do',
    open: then(shared, page =>
      Promise.all([page.waitForEvent('load'), page.getByRole('link', { name: /Go on where I was/ }).click()]),
    ),
    says: 'This response is yours to do',
  },
  { route: `${consultation}/work/assign`, state: 'as it is', open: desk('work/assign'), says: 'unassigned' },
  {
    route: `${consultation}/work/assign`,
    state: 'wrong',
    open: press(desk('work/assign'), 'Assign them'),
    says: 'Choose which responses',
  },
  {
    route: `${consultation}/drift`,
    state: 'empty',
    open: inEmpty('/drift'),
    says: 'Nobody has read or coded anything unaided yet',
  },
  { route: `${consultation}/drift`, state: 'as it is', open: codedAgain('drift'), says: 'Earlier and later' },
  { route: `${consultation}/again`, state: 'as it is', open: inEmpty('/again'), says: 'How many?' },
  {
    route: `${consultation}/again`,
    state: 'wrong',
    open: press(inEmpty('/again'), 'Draw them'),
    says: 'Choose how many responses to code again',
  },
  {
    route: `${consultation}/again`,
    state: 'to code',
    open: codedAgain('again'),
    says: 'Tick none where none applies',
  },
]
