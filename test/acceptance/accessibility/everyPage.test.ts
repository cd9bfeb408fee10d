import { existsSync } from 'node:fs'
import { expect } from 'chai'
import { sourceExtension } from '../../../server/sources.ts'
import { routesOf } from '../../routes.ts'
import { openSite, type Site } from '../../site.ts'
import { parts } from '../views/parts.ts'

/** What programs ask is no page. */
const isForPrograms = (route: string) => route.startsWith('/api/')

/** Routes that answer with a file or with a part of a page, or lead on to another page. */
const noPages = [
  '/health/live',
  '/health/ready',
  '/metrics',
  '/answer/:token/send',
  '/answer/:token/:page/holding',
  '/receipt/:token/file',
  '/verify/keys.json',
  '/desk/sign-in/provider/back',
  '/desk/audit.csv',
  '/own/:token/copy.:format',
  '/own/:token/kept.zip',
  '/desk/:consultation/entries/:entry',
  '/desk/:consultation/responses/:response/receipt.json',
  '/desk/:consultation/responses/:response/copy',
  '/desk/:consultation/responses/:response/kept.zip',
  '/desk/:consultation/findings/:finding/quotes/:quote/sheet.html',
  '/desk/:consultation/codebook/codebook.:format',
  '/desk/:consultation/questions/questions.:format',
  '/desk/:consultation/questions/languages/:language/texts.:format',
  '/desk/:consultation/memos/memos.:format',
  '/desk/:consultation/memos/history.:format',
  '/desk/:consultation/reports/recommendations/:format',
  '/desk/:consultation/reports/:report/export/:format',
  '/desk/:consultation/reports/:report/markups/copy',
  '/desk/:consultation/reports/:report/publication/:version/sidecar',
  '/c/:consultation/reports/:slug/versions/:version/report.:format',
  '/desk/:consultation/reports/quotes.:format',
  '/desk/:consultation/permitted/:use.:format',
  '/desk/:consultation/work/next',
  '/desk/:consultation/rounds/:round/differences/next',
  '/desk/:consultation/pictures/:picture.:format',
  '/desk/:consultation/drift/weeks.:format',
  '/desk/:consultation/results/results.csv',
  '/desk/:consultation/results/columns.csv',
  '/desk/:consultation/transfers/project.qdpx',
  '/desk/:consultation/transfers/taguette.csv',
  '/desk/:consultation/transfers/qualcoder.csv',
  '/desk/:consultation/transfers/:file.:format',
  '/desk/:consultation/results/live/now',
  '/desk/:consultation/results/responses.:format',
  '/desk/:consultation/results/named-responses.:format',
  '/desk/:consultation/results/pseudonymised-responses.:format',
]

describe('every page', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('is listed in a part', () => {
    const routes = routesOf(site.app).flatMap(route => /^GET (.*)/.exec(route)?.[1] ?? [])
    const views = Object.values(parts).flat()
    const listed = new Set([...noPages, ...views.flatMap(({ route }) => route ?? [])])
    expect([...listed].sort()).to.deep.equal(routes.filter(route => !isForPrograms(route)).sort())
  })

  for (const part of Object.keys(parts))
    it(`is tried by a test file of its part: ${part}`, () => {
      expect(existsSync(new URL(`${part}.test${sourceExtension}`, import.meta.url))).to.equal(true)
    })
})
