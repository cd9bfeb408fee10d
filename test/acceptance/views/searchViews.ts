import { desk, inEmpty, type View } from './view.ts'

const search = '/desk/:consultation/search'

/** The pages on which the desk is searched. */
export const searchViews: View[] = [
  { route: search, state: 'blank', open: desk('search'), says: 'How to ask' },
  { route: search, state: 'by theme', open: desk('search?theme=outsourcing'), says: 'passages in' },
  { route: search, state: 'found', open: desk('search?q=supplier'), says: '19 passages in 18 responses' },
  { route: search, state: 'lines', open: desk('search?q=supplier&as=lines'), says: 'Lines' },
  { route: search, state: 'empty', open: inEmpty('/search?q=supplier'), says: 'Nothing was found' },
  { route: search, state: 'wrong', open: desk('search?q=supplier+AND'), says: 'There is a problem' },
]
