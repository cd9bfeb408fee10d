import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axeProblems } from '../../browser/axe.ts'
import { parts } from '../views/parts.ts'
import { openBrowsers, type Scene, setScene } from '../views/scene.ts'
import type { View } from '../views/view.ts'

/** Declares the tests of a part's pages: that each is accessible, and that it needs no JavaScript. */
export function tryPages(part: keyof typeof parts): void {
  describe(part.replace('Pages', ' pages'), function () {
    // A page that waits for something learned takes half a minute where the machine has other work.
    this.timeout(120_000)
    let scene: Scene
    /** The same, looked at without JavaScript. */
    let plain: Scene
    before(async () => {
      scene = await setScene()
      plain = { ...scene, ...(await openBrowsers(scene.site, { javaScript: false })) }
    })
    after(async () => {
      await Promise.all([scene.closeBrowsers(), plain.closeBrowsers()])
      await scene.site.close()
    })

    const seen = new Set<string>()
    for (const view of parts[part]) {
      // Dark colours of a page are looked at in its first state, and wherever it tells of problems.
      const inDark = !seen.has(view.route ?? '') || /wrong$/.test(view.state)
      seen.add(view.route ?? '')
      const name = `${view.route ?? 'error page'}: ${view.state}`
      it(`is accessible: ${name}`, async () => {
        const page = await opened(view, scene)
        expect(await axeProblems(page, { inDark })).to.deep.equal([])
        expect(await widthAt320(page), 'pixels wide on a narrow screen').to.equal(320)
      })

      // Nothing that a script does tells a page that is filled in from a blank one.
      if (view.state === 'filled') continue
      it(`needs no JavaScript: ${name}`, async () => {
        const page = await opened(view, plain)
        expect(await page.evaluate(buttonsOfScripts)).to.equal(0)
      })
    }
  })
}

/** Asked in one breath, and without what a locator puts into each page first. */
const whatIsThere = `({
  said: document.querySelector('main').innerText,
  told: document.title.startsWith('Error: '),
  focused: document.querySelectorAll('#problems:focus').length,
})`
type WhatIsThere = { said: string; told: boolean; focused: number }

/** How many buttons are to be seen that only a script can answer. */
const buttonsOfScripts = `[...document.querySelectorAll('button[type="button"]')]
  .filter(button => button.checkVisibility({ visibilityProperty: true })).length`

/** Opens a view, and holds it to what every page must do. */
async function opened({ route, state, open, says, status }: View, scene: Scene): Promise<Page> {
  const page = await open(scene)
  const { said, told, focused } = await page.evaluate<WhatIsThere>(whatIsThere)
  expect(said).to.contain(says)
  if (route) expect(new URL(page.url()).pathname).to.match(patternOf(route))
  // Of problems a page tells in its title, and in a summary, which has the focus: without a script, a moment later.
  if (told) await page.locator('#problems:focus').waitFor()
  else expect(focused, 'summaries that have the focus').to.equal(0)
  expect(told, 'told of problems').to.equal(/wrong$/.test(state))
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
