import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axeProblems } from '../browser/axe.ts'
import { routesOf } from '../routes.ts'
import { deskViews } from './views/deskViews.ts'
import { respondentViews } from './views/respondentViews.ts'
import { openBrowsers, type Scene, setScene } from './views/scene.ts'
import type { View } from './views/view.ts'

const views = [...respondentViews, ...deskViews]

/** Routes that answer with a file, or lead on to another page. */
const noPages = [
  '/answer/:token/send',
  '/desk/:consultation/codebook/codebook.:format',
  '/desk/:consultation/reports/:report/export/:format',
]

describe('every page', () => {
  let scene: Scene
  /** The same, looked at without JavaScript. */
  let plain: Scene
  before(async function () {
    this.timeout(60_000)
    scene = await setScene()
    plain = { ...scene, ...(await openBrowsers(scene.site, { javaScript: false })) }
  })
  after(async () => {
    await Promise.all([scene.closeBrowsers(), plain.closeBrowsers()])
    await scene.site.close()
  })

  it('is tried below', () => {
    const routes = routesOf(scene.site.app).flatMap(route => /^GET (.*)/.exec(route)?.[1] ?? [])
    const tried = new Set([...noPages, ...views.flatMap(({ route }) => route ?? [])])
    expect([...tried].sort()).to.deep.equal(routes.sort())
  })

  for (const view of views) {
    const name = `${view.route ?? 'error page'}: ${view.state}`
    it(`is accessible: ${name}`, async () => {
      const page = await opened(view, scene)
      expect(await axeProblems(page)).to.deep.equal([])
      expect(await widthAt320(page), 'pixels wide on a narrow screen').to.equal(320)
    })

    // Nothing that a script does tells a page that is filled in from a blank one.
    if (view.state === 'filled') continue
    it(`needs no JavaScript: ${name}`, async () => {
      const page = await opened(view, plain)
      expect(await page.locator('button[type="button"]:visible').count()).to.equal(0)
    })
  }
})

/** Opens a view, and holds it to what every page must do. */
async function opened({ route, state, open, says, status }: View, scene: Scene): Promise<Page> {
  const page = await open(scene)
  expect(await page.getByRole('main').innerText()).to.contain(says)
  if (route) expect(new URL(page.url()).pathname).to.match(patternOf(route))
  expect(await toldOfProblems(page), 'told of problems').to.equal(/wrong$/.test(state))
  const expected = `status of ${status}`
  expect(scene.takeComplaints().filter(complaint => !complaint.includes(expected))).to.deep.equal([])
  return page
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`)
}

async function widthAt320(page: Page): Promise<unknown> {
  await page.setViewportSize({ width: 320, height: 800 })
  const width = await page.evaluate('document.documentElement.scrollWidth')
  await page.setViewportSize({ width: 1280, height: 900 })
  return width
}

/** Whether the page tells of problems: in its title, and in a summary, which has the focus. */
async function toldOfProblems(page: Page): Promise<boolean> {
  const told = (await page.title()).startsWith('Error: ')
  const focused = await page.locator('#problems:focus').count()
  expect(focused, 'summaries that have the focus').to.equal(told ? 1 : 0)
  return told
}
