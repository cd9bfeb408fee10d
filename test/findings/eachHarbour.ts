import { type Agent, openSite, type Site } from '../site.ts'
import { addHarbour } from './corpus.ts'

/** What an author has before them: a site of the `describe`, and a consultation of the case. */
export type Harbour = { site: Site; author: Agent; consultation: string }

/** Opens a site with an author, adds a harbour before each case of a `describe`, and closes the site in the end. */
export function eachHarbour(take: (harbour: Harbour) => void): void {
  let site: Site
  let author: Agent
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
  })
  beforeEach(async () => take({ site, author, consultation: await addHarbour() }))
  after(() => site.close())
}
