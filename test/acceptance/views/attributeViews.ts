import { newId } from '../../../server/database/ids.ts'
import { propose } from '../../../server/importing/attributes/propose.ts'
import { findResponse } from '../../../server/responses/store.ts'
import { desk, inEmpty, type Opening, press, type View } from './view.ts'

const route = '/desk/:consultation/attributes'

/** A table of two rows, of which one is faulty, looked at. */
const looked: Opening = async scene => {
  const response = await findResponse(scene.demo, scene.response)
  const name = `Region ${newId().slice(0, 4)}`
  const row = {
    place: 'line 2',
    key: 'reference' as const,
    of: response?.reference ?? '',
    values: { [name]: 'North' },
  }
  const wrong = { ...row, place: 'line 3', of: 'SND-0000-0000' }
  const batch = await propose({ _id: scene.demo }, { by: 'nobody', title: 'regions.csv' }, [row, wrong], [])
  return desk(`attributes/${batch}`)(scene)
}

/** What is known of respondents, and what the team adds. */
export const attributeViews: View[] = [
  { route, state: 'as it is', open: desk('attributes'), says: 'Different values' },
  { route, state: 'empty', open: inEmpty('/attributes'), says: 'Nothing is known of any respondent yet' },
  {
    route,
    state: 'wrong',
    open: press(desk('attributes'), 'Give it'),
    says: 'Enter what the attribute is called',
  },
  { route: `${route}/:batch`, state: 'looked at', open: looked, says: 'This is what would be.' },
]
