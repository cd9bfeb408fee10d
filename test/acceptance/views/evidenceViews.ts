import { desk, fill, inEmpty, press, type View, without } from './view.ts'

const consultation = '/desk/:consultation'
const evidence = desk(scene => `evidence/${scene.evidence}`)

/** The pages of external evidence. */
export const evidenceViews: View[] = [
  { route: `${consultation}/evidence`, state: 'as it is', open: desk('evidence'), says: 'On file' },
  {
    route: `${consultation}/evidence`,
    state: 'empty',
    open: inEmpty('/evidence'),
    says: 'Nothing is on file yet',
  },
  { route: `${consultation}/evidence`, state: 'filled', open: fill(desk('evidence')), says: 'On file' },
  {
    route: `${consultation}/evidence`,
    state: 'wrong',
    open: press(desk('evidence'), 'Put on file'),
    says: 'There is a problem',
  },
  { route: `${consultation}/evidence/:evidence`, state: 'filled', open: evidence, says: 'Take off the file' },
  {
    route: `${consultation}/evidence/:evidence`,
    state: 'wrong',
    open: without(evidence, 'Citation', 'Save'),
    says: 'There is a problem',
  },
]
