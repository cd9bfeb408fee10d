import { desk, press, then, type View } from './view.ts'

const route = '/desk/:consultation/retention'
const retention = desk(scene => `/desk/${scene.closed}/retention`)
const enter = (months: string, field = 'Names and addresses') =>
  press(
    then(retention, page => page.getByLabel(field).fill(months)),
    'Save',
  )
const due = `${route}/due`

/** The pages of how long what is kept. */
export const retentionViews: View[] = [
  { route, state: 'as it is', open: retention, says: 'Nobody has said when they are deleted' },
  { route, state: 'no number, wrong', open: enter('soon'), says: 'Enter months in figures' },
  { route, state: 'passed already, wrong', open: enter('0'), says: 'Tick that you are sure' },
  { route, state: 'set', open: enter('12'), says: 'They are deleted on' },
  { route, state: 'put off, wrong', open: enter('13'), says: 'Respondents were told that' },
  { route, state: 'with files', open: enter('12', 'Attached files'), says: 'The files are deleted on' },
  {
    route: due,
    state: 'as it is',
    open: desk(scene => `/desk/${scene.closed}/retention/due`),
    says: 'Nothing would go by',
  },
  {
    route: due,
    state: 'no day, wrong',
    open: desk(scene => `/desk/${scene.closed}/retention/due?by=soon`),
    says: 'Enter a day as',
  },
  { route: due, state: 'of much', open: desk('retention/due?by=2090-01-01'), says: 'What would be deleted' },
]
