import { desk, press, then, type View } from './view.ts'

const route = '/desk/:consultation/retention'
const retention = desk(scene => `/desk/${scene.closed}/retention`)
const enter = (months: string) =>
  press(
    then(retention, page => page.getByLabel('Months after').fill(months)),
    'Save',
  )

/** The page of how long names are kept. */
export const retentionViews: View[] = [
  { route, state: 'as it is', open: retention, says: 'Nobody has said when they are deleted' },
  { route, state: 'no number, wrong', open: enter('soon'), says: 'Enter months in figures' },
  { route, state: 'passed already, wrong', open: enter('0'), says: 'Tick that you are sure' },
  { route, state: 'set', open: enter('12'), says: 'They are deleted on' },
]
