import { desk, inEmpty, type View } from './view.ts'

/** The page of files for other programs. */
export const projectViews: View[] = [
  {
    route: '/desk/:consultation/transfers',
    state: 'as it is',
    open: desk('transfers'),
    says: 'The whole project',
  },
  {
    route: '/desk/:consultation/transfers',
    state: 'empty',
    open: inEmpty('/transfers'),
    says: 'No project was taken from here yet',
  },
]
