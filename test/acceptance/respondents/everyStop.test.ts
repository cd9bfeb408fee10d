import { expect } from 'chai'
import { openPage } from '../../browser/openPage.ts'
import { openSite, type Site } from '../../site.ts'
import { type Stops, stopsOf } from './stops.ts'
import {
  type Facts,
  facts,
  type Halt,
  haltEverywhere,
  sameWhenChosen,
  smallTargets,
  type Walk,
  walkThrough,
} from './walk.ts'

/** What one page is like: on a wide screen, at 400 % (a screen of 320 by 225), and in forced colours. */
type Seen = Facts & {
  name: string
  walk: Walk
  small: string[]
  zoomed: { width: number; halts: Halt[]; small: string[] }
  forced: { halts: Halt[]; same: string[] }
}

describe('a respondent’s pages, by hand', function () {
  this.timeout(60_000)
  let site: Site
  let stops: Stops
  const seen: Seen[] = []
  before(async () => {
    site = await openSite()
    stops = await stopsOf(site)
    const { page, close } = await openPage(site)
    for (const [name, address] of Object.entries(stops)) {
      await page.goto(address)
      const there = await page.evaluate<Facts>(facts)
      const [walk, small] = [await walkThrough(page), await page.evaluate<string[]>(smallTargets)]
      await page.setViewportSize({ width: 320, height: 225 })
      const zoomed = {
        width: await page.evaluate<number>('document.documentElement.scrollWidth'),
        halts: await haltEverywhere(page),
        small: await page.evaluate<string[]>(smallTargets),
      }
      await page.emulateMedia({ forcedColors: 'active' })
      const forced = {
        halts: await haltEverywhere(page),
        same: await page.evaluate<string[]>(sameWhenChosen),
      }
      await page.emulateMedia({ forcedColors: 'none' })
      await page.setViewportSize({ width: 1280, height: 900 })
      seen.push({ name, ...there, walk, small, zoomed, forced })
    }
    await close()
  })
  after(() => site.close())

  /** What is wrong with each page, with its name. */
  const wrong = (look: (page: Seen) => string[]) =>
    seen.flatMap(page => look(page).map(problem => `${page.name}: ${problem}`))

  it('are walked through by the Tab key as they are read', () => {
    for (const { name, walk } of seen)
      expect(
        walk.halts.map(({ what }) => what),
        name,
      ).to.deep.equal(walk.expected)
    expect(
      wrong(({ walk }) => whatOf(walk.halts.filter((halt, at) => isBefore(halt, walk.halts[at - 1])))),
    ).to.deep.equal([])
  })

  it('show where one is, in forced colours too', () => {
    const hidden = (halts: Halt[]) => whatOf(halts.filter(({ shown }) => !shown))
    expect(wrong(({ walk }) => hidden(walk.halts))).to.deep.equal([])
    expect(wrong(({ forced }) => hidden(forced.halts))).to.deep.equal([])
  })

  it('tell what is chosen from what is not in forced colours', () => {
    expect(wrong(({ forced }) => forced.same)).to.deep.equal([])
  })

  it('have targets of at least 24 by 24 pixels, or room around them', () => {
    expect(wrong(({ small, zoomed }) => [...small, ...zoomed.small])).to.deep.equal([])
  })

  it('need no second direction of scrolling at 400 %, and cover nothing that has the focus', () => {
    expect(seen.filter(({ zoomed }) => zoomed.width > 320).map(({ name }) => name)).to.deep.equal([])
    expect(wrong(({ zoomed }) => whatOf(zoomed.halts.filter(({ uncovered }) => !uncovered)))).to.deep.equal(
      [],
    )
  })

  it('need no dragging', () => {
    expect(wrong(({ dragged }) => dragged)).to.deep.equal([])
  })

  it('say where help is in one place and one order', () => {
    const links = 'Privacy, Check a receipt, Accessibility, Contact, Researcher’s desk'
    expect(wrong(({ help }) => (help === links ? [] : [help]))).to.deep.equal([])
  })

  it('say of fields about the person what a browser may fill in', () => {
    expect(seen.flatMap(({ fields }) => fields)).to.include.members([
      'role organization-title',
      'reply email',
      'name name',
      'organisation organization',
      'email email',
    ])
  })

  for (const javaScript of [true, false])
    it(`lead from each problem to its field ${javaScript ? 'with' : 'without'} a script`, async () => {
      const other = await openPage(site, { javaScript })
      for (const name of ['a ranking and a matrix with problems', 'check with problems']) {
        await other.page.goto(stops[name] ?? '')
        const links = other.page.locator('#problems a')
        expect(await links.count(), name).to.be.greaterThan(0)
        for (const link of await links.all()) {
          await other.page.locator('#problems:focus').waitFor()
          await link.press('Enter')
          // Some lead to another page, which takes a moment.
          await other.page.locator('input:focus, select:focus, textarea:focus').waitFor({ state: 'attached' })
          await other.page.goto(stops[name] ?? '')
        }
      }
      await other.close()
    })
})

function whatOf(halts: Halt[]): string[] {
  return halts.map(({ what }) => what)
}

/** Whether this stands above what was walked to before, or to the left of it in the same line. */
function isBefore(halt: Halt, last: Halt | undefined): boolean {
  if (!last) return false
  const sameLine = halt.top < last.bottom && last.top < halt.bottom
  return sameLine ? halt.left < last.left && halt.top <= last.top : halt.bottom <= last.top
}
