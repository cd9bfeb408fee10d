import { assign } from '../../../server/coding/assignments/assign.ts'
import { coderAccounts } from '../../../server/coding/assignments/coders.ts'
import type { Scene } from './scene.ts'
import { desk, inEmpty, type Opening, press, then, type View } from './view.ts'

const consultation = '/desk/:consultation'

/** Gives every coder some responses. */
async function share({ demo }: Scene): Promise<void> {
  const coders = (await coderAccounts()).map(({ id }) => id)
  const choice = { how: 'random', size: 12, question: '', attribute: '', references: '' } as const
  await assign(demo, coders[0] ?? '', coders, choice, { filter: 'sector: health', seed: 1 })
}

const shared: Opening = async scene => {
  await share(scene)
  return desk('work')(scene)
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
]
