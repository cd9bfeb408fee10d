import { decide } from '../../../server/responses/held/heldStore.ts'
import { responseOf, sender } from '../../responses/changing.ts'
import { openConsultation } from '../../responses/respondent.ts'
import { desk, inEmpty, type Opening, then, type View, visit } from './view.ts'

const route = '/desk/:consultation/held'

/** Two responses that are held in a consultation of their own, of which the first was rejected where that is asked for. */
async function held({ site }: Parameters<Opening>[0], isRejected = false) {
  const consultation = await openConsultation()
  const [first] = [
    await sender(site, consultation, {}, { website: 'https://cheap.example' }),
    await sender(site, consultation, {}, { website: 'https://cheap.example' }),
  ]
  const { _id } = await responseOf(first)
  if (isRejected) {
    const decision = { verdict: 'rejected' as const, act: _id, by: 'nobody', at: new Date() }
    await decide(consultation, { response: _id }, decision)
  }
  return { consultation, token: first.token }
}

const waiting: Opening = async scene => desk(`/desk/${(await held(scene)).consultation}/held`)(scene)
const unfolded = then(waiting, page => page.getByText('What it says').first().click())

/** What is held for a look, at the desk and for whoever sent it. */
export const heldViews: View[] = [
  { route, state: 'as it is', open: waiting, says: 'Filled in a field that nobody sees' },
  { route, state: 'unfolded', open: unfolded, says: 'Nobody may change the system.' },
  {
    route,
    state: 'decided',
    open: async scene => desk(`/desk/${(await held(scene, true)).consultation}/held`)(scene),
    says: 'Rejected: 1 response',
  },
  {
    route,
    state: 'not found, wrong',
    open: async scene => desk(`/desk/${(await held(scene)).consultation}/held?reference=SND-1`)(scene),
    says: 'No response that is held here has the reference',
  },
  { route, state: 'empty', open: inEmpty('/held'), says: 'No response is held' },
  {
    route: '/receipt/:token',
    state: 'held',
    open: visit(async scene => `/receipt/${(await held(scene)).token}`),
    says: 'waits for somebody to look at it',
  },
  {
    route: '/receipt/:token',
    state: 'rejected',
    open: visit(async scene => `/receipt/${(await held(scene, true)).token}`),
    says: 'did not take it in',
  },
]
