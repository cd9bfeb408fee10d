import { desk, inEmpty, type View } from './view.ts'

const route = '/desk/:consultation/pictures'

/** Pictures of what was coded. */
export const pictureViews: View[] = [
  { route, state: 'as it is', open: desk('pictures'), says: 'Themes that the same respondents raised' },
  { route, state: 'empty', open: inEmpty('/pictures'), says: 'The codebook has no themes yet' },
  { route: `${route}/words`, state: 'to choose from', open: desk('pictures/words'), says: 'Group A' },
]
