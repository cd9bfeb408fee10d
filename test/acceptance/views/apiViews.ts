import { scopes } from '../../../server/api/tokens/scopes.ts'
import { addToken } from '../../../server/api/tokens/tokenStore.ts'
import { addDeliveries, type Delivery } from '../../../server/api/webhooks/deliveryStore.ts'
import { addHook } from '../../../server/api/webhooks/hookStore.ts'
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

/** A webhook that could not be told for a day. */
async function stoppedHook({ demo }: Scene): Promise<string> {
  const [_id, at] = [newId(), new Date()]
  const stopped = { at, problem: 'It answered 503.' }
  const url = 'https://hooks.example.org/soundings'
  const events = ['response.submitted', 'finding.published'] as const
  const bare = {
    consultation: demo,
    by: 'nobody',
    createdAt: at,
    sealed: 'nothing',
    opening: 'open' as const,
  }
  await addHook({ ...bare, _id, url, events: [...events], stopped })
  const states = ['failed', 'delivered', 'waiting'] as const
  await addDeliveries(
    states.map((state): Delivery => {
      const told = {
        type: events[0],
        timestamp: at.toISOString(),
        data: { consultation: demo, response: newId() },
      }
      const times = { at, notBefore: at, triedAt: at, until: new Date('2090-01-01') }
      return {
        _id: newId(),
        hook: _id,
        consultation: demo,
        told,
        state,
        attempts: 1,
        outcome: stopped.problem,
        ...times,
      }
    }),
  )
  return _id
}
const stopped: Opening = async scene => desk(`api/hooks/${await stoppedHook(scene)}`)(scene)

/** What lets programs in, and tells them. */
export const apiViews: View[] = [
  { route, state: 'with tokens', open: filled, says: 'Tokens that have ended' },
  { route, state: 'nothing yet', open: inEmpty('/api'), says: 'There is none yet' },
  { route, state: 'just made', open: made, says: 'shown this once' },
  { route, state: 'wrong', open: press(desk('api'), 'Make it'), says: 'There is a problem' },
  {
    route,
    state: 'webhook wrong',
    open: press(desk('api'), 'Make the webhook'),
    says: 'Enter a full address',
  },
  { route: `${route}/hooks/:hook`, state: 'stopped', open: stopped, says: 'It is stopped' },
]
