import { desk, inEmpty, type View } from './view.ts'

const own = '/desk/:consultation/results'
const inOpen = (rest: string) => desk(scene => `/desk/${scene.open}${rest}`)

/** What was answered, and how answering goes. */
export const resultViews: View[] = [
  { route: own, state: 'blank', open: inEmpty('/results'), says: 'Nobody has answered yet.' },
  { route: own, state: 'few answers', open: inOpen('/results'), says: 'Specialists are listened to.' },
  { route: own, state: 'compared', open: desk('results?by=attribute:sector'), says: 'Show only' },
  { route: `${own}/download`, state: 'as it is', open: inOpen('/results/download'), says: 'Without names' },
  { route: `${own}/live`, state: 'nothing sent', open: inEmpty('/results/live'), says: 'It is closed.' },
  { route: `${own}/live`, state: 'as it is', open: inOpen('/results/live'), says: 'Page by page' },
]
