import { expect } from 'chai'
import mongoose from 'mongoose'
import type { Page } from 'playwright-core'
import { languages } from '../../../server/http/languages/files.ts'
import { type Axe, openAxe } from '../../browser/axe.ts'
import { parts } from '../views/parts.ts'
import { openBrowsers, type Scene, setScene } from '../views/scene.ts'
import type { View } from '../views/view.ts'

/** Declares the tests of a part's pages: that each is accessible, and that it needs no JavaScript. */
export function tryPages(part: keyof typeof parts): void {
  describe(part.replace('Pages', ' pages'), function () {
    // A page that waits for something learned takes half a minute where the machine has other work.
    this.timeout(120_000)
    /** Looked at on a narrow screen; axe has a wide one too. */
    let scene: Scene
    /** The same, looked at without JavaScript. */
    let plain: Scene
    let axe: Axe
    before(async () => {
      scene = await setScene()
      plain = { ...scene, ...(await openBrowsers(scene.site, { javaScript: false })) }
      axe = await openAxe(scene.site)
    })
    after(async () => {
      await Promise.all([scene.closeBrowsers(), plain.closeBrowsers(), axe.close()])
      await scene.site.close()
    })

    const seen = new Set<string>()
    const inWelsh = new Set<string>()
    for (const view of parts[part]) {
      // The dark and the narrow are looked at in a page’s first state, and wherever it tells of problems.
      const again = !seen.has(view.route ?? '') || /wrong$/.test(view.state)
      seen.add(view.route ?? '')
      const name = `${view.route ?? 'error page'}: ${view.state}`
      /** What was sent, where nothing was done but to go there. */
      let sent: string | undefined
      it(`is accessible: ${name}`, async () => {
        const page = await opened(view, scene)
        sent = await sentAlone(scene)
        expect(await axe.problems(page, { again })).to.deep.equal([])
      })

      // Nothing that a script does tells a page that is filled in from a blank one.
      if (view.state === 'filled') continue
      it(`needs no JavaScript: ${name}`, async () => {
        // A browser that runs no script would be sent the same again.
        if (sent !== undefined && holdsTo(view, await scene.guest.evaluate<WhatIsIn>(whatIsIn(sent)))) return
        const page = await opened(view, plain)
        expect(await page.evaluate(buttonsOfScripts)).to.equal(0)
      })

      if (part !== 'respondentPages') continue
      it(`is accessible in Welsh: ${name}`, async () => {
        const page = await view.open(scene)
        if (page !== scene.guest) return
        await askInWelsh()
        const isInWelsh = await goneToInWelsh(page)
        await page.context().clearCookies()
        if (isInWelsh) {
          inWelsh.add(name)
          expect(await page.evaluate(leftInEnglish)).to.deep.equal([])
          expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(320)
          expect(await axe.problems(page, { again: false })).to.deep.equal([])
        }
        scene.takeComplaints()
        scene.takeSent()
      })
    }

    if (part === 'respondentPages')
      it('are mostly to be had in Welsh', () => expect(inWelsh.size).to.be.greaterThan(40))
  })
}

/** Has every consultation asked in Welsh too; what is not translated stays in English, and is marked so. */
async function askInWelsh(): Promise<void> {
  await mongoose.connection.collection('consultations').updateMany({}, { $set: { languages: ['en', 'cy'] } })
}

/** Goes to the same address in Welsh. @returns whether that is to be had in Welsh */
async function goneToInWelsh(page: Page): Promise<boolean> {
  const address = new URL(page.url())
  address.searchParams.set('lang', 'cy')
  await page.goto(address.href)
  return page.evaluate<boolean>("document.documentElement.lang === 'cy'")
}

/** Whole English texts that have a translation, by which nothing on a page in Welsh may be said. */
const english = [...(languages.find(({ tag }) => tag === 'cy')?.texts ?? [])].flatMap(([text, welsh]) =>
  text.length > 15 && text !== welsh && !/[{<]/.test(text) ? [text] : [],
)
const leftInEnglish = `(() => {
  const said = document.body.innerText
  return ${JSON.stringify(english)}.filter(text => said.includes(text))
})()`

type WhatIsThere = { said: string; told: boolean; focused: number; width: number }

/** Asked in one breath, and without what a locator puts into each page first. */
const whatIsThere = `({
  said: document.querySelector('main').innerText,
  told: document.title.startsWith('Error: '),
  focused: document.querySelectorAll('#problems:focus').length,
  width: document.documentElement.scrollWidth,
})`

/** How many buttons are to be seen that only a script can answer. */
const buttonsOfScripts = `[...document.querySelectorAll('button[type="button"]')]
  .filter(button => button.checkVisibility({ visibilityProperty: true })).length`

type WhatIsIn = { said: string; told: boolean; toFocus: number; buttons: number }

/** The same of a page as it was sent, as a browser reads it that runs no script. */
const whatIsIn = (html: string) => `(() => {
  const sent = new DOMParser().parseFromString(${JSON.stringify(html)}, 'text/html')
  for (const hidden of sent.querySelectorAll('[hidden], script')) hidden.remove()
  return {
    said: sent.querySelector('main').textContent.replace(/\\s+/g, ' '),
    told: sent.title.startsWith('Error: '),
    toFocus: sent.querySelectorAll('#problems[autofocus]').length,
    buttons: sent.querySelectorAll('button[type="button"]').length,
  }
})()`

/** What was sent since this was last asked, where it is one page that was gone to, by whatever other addresses. */
async function sentAlone(scene: Scene): Promise<string | undefined> {
  const sent = scene.takeSent()
  const [request, ...more] = sent.map(each => each.request()).filter(each => !each.redirectedFrom())
  return request?.method() === 'GET' && more.length === 0 ? sent.at(-1)?.text() : undefined
}

/** Holds a page as it was sent to what every page must do; false where the view is made of it by more than going there. */
function holdsTo({ says, state }: View, { said, told, toFocus, buttons }: WhatIsIn): boolean {
  if (!said.includes(says)) return false
  expect(told, 'told of problems').to.equal(/wrong$/.test(state))
  expect(toFocus, 'summaries that ask for the focus').to.equal(told ? 1 : 0)
  expect(buttons, 'buttons that only a script can answer').to.equal(0)
  return true
}

/** Opens a view, and holds it to what every page must do. */
async function opened({ route, state, open, says, status }: View, scene: Scene): Promise<Page> {
  scene.takeSent()
  const page = await open(scene)
  const { said, told, focused, width } = await page.evaluate<WhatIsThere>(whatIsThere)
  expect(said).to.contain(says)
  if (route) expect(new URL(page.url()).pathname).to.match(patternOf(route))
  // Of problems a page tells in its title, and in a summary, which has the focus: without a script, a moment later.
  if (told) await page.locator('#problems:focus').waitFor()
  else expect(focused, 'summaries that have the focus').to.equal(0)
  expect(told, 'told of problems').to.equal(/wrong$/.test(state))
  expect(width, 'pixels wide').to.equal(page.viewportSize()?.width)
  const expected = `status of ${status}`
  expect(scene.takeComplaints().filter(complaint => !complaint.includes(expected))).to.deep.equal([])
  return page
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`)
}
