import { scopes } from '../../../server/api/tokens/scopes.ts'
import { addToken } from '../../../server/api/tokens/tokenStore.ts'
import { newId } from '../../../server/database/ids.ts'
import type { Scene } from './scene.ts'
import { desk, inEmpty, type Opening, press, then, type View } from './view.ts'

const route = '/desk/:consultation/api'

async function addTokens({ demo }: Scene): Promise<void> {
  const bare = { consultation: demo, account: 'nobody', scopes: [...scopes], createdAt: new Date() }
  const token = (name: string) => ({ _id: newId(), hash: newId(), name, ...bare })
  await addToken({ ...token('The library’s archive'), usedOn: new Date('2026-11-28') })
  await addToken({ ...token('A kiosk at the fair'), ended: { at: new Date(), by: 'nobody' } })
}

const filled: Opening = async scene => {
  await addTokens(scene)
  return desk('api')(scene)
}
const made = press(
  then(inEmpty('/api'), async page => {
    await page.getByLabel('Name', { exact: true }).first().fill('The survey on our site')
    await page.getByLabel('Send responses').check()
  }),
  'Make it',
)

/** What lets programs in. */
export const apiViews: View[] = [
  { route, state: 'with tokens', open: filled, says: 'Tokens that have ended' },
  { route, state: 'nothing yet', open: inEmpty('/api'), says: 'There is none yet' },
  { route, state: 'just made', open: made, says: 'shown this once' },
  { route, state: 'wrong', open: press(desk('api'), 'Make it'), says: 'There is a problem' },
]
