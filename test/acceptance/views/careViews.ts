import { newId } from '../../../server/database/ids.ts'
import { addHold } from '../../../server/responses/care/holdStore.ts'
import { currentTexts } from '../../../server/responses/currentTexts.ts'
import { addCorpus, respond } from '../../coding/corpus.ts'
import { desk, inEmpty, type Opening, type View } from './view.ts'

const route = '/desk/:consultation/passages-held'

/** A response of which a sentence is held back, in a consultation of its own. */
async function heldBack() {
  const consultation = newId()
  await addCorpus(consultation)
  const response = await respond(consultation, 'a', { obstacles: 'The tide is fine. My neighbour is not.' })
  const hold = { id: newId(), start: 18, end: 38, kind: 'thirdParty' as const, note: 'Of a neighbour.' }
  const made = { by: 'nobody', at: new Date(), state: 'waiting' as const, decisions: [] }
  await addHold(consultation, currentTexts(response)[0] ?? '', { ...hold, ...made })
  return { consultation, response }
}

const waiting: Opening = async scene => desk(`/desk/${(await heldBack()).consultation}/passages-held`)(scene)
const inResponse: Opening = async scene => {
  const { consultation, response } = await heldBack()
  return desk(`/desk/${consultation}/responses/${response._id}`)(scene)
}

/** Passages that are held back, and the response of one. */
export const careViews: View[] = [
  { route, state: 'to decide on', open: waiting, says: 'My neighbour is not.' },
  { route, state: 'empty', open: inEmpty('/passages-held'), says: 'No passage waits for a decision.' },
  {
    route: '/desk/:consultation/responses/:response',
    state: 'with words held back',
    open: inResponse,
    says: 'stands in the place of the words',
  },
]
