import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { latestResponses } from '../../server/responses/store.ts'
import { deed } from '../browser/deed.ts'
import { type OpenedPage, openPage, signInOn } from '../browser/openPage.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { openSite, type Site } from '../site.ts'

const responses = 5
const sentences = 20
/** How many passages are coded before one waits for what came of it: nobody who types fast waits for each. */
const atOnce = 10
/** What is typed of each theme, in turn. */
const typed = ['pay', 'lay', 'cult']

describe('a hundred passages coded by keyboard alone', function () {
  this.timeout(120_000)
  let site: Site
  let opened: OpenedPage
  let page: Page

  before(async () => {
    site = await openSite()
    await addCorpus('long')
    await addCodebook('long', theme('pay', []), theme('layers', []), theme('culture', []))
    for (let n = 0; n < responses; n++)
      await respond('long', String(n), {
        obstacles: Array.from({ length: sentences }, (_, at) => `In year ${at} of ${n} much was said.`).join(
          ' ',
        ),
      })
    await site.runner.idle()
    opened = await openPage(site)
    page = opened.page
    await signInOn(page, await site.addPerson('researcher'))
  })
  after(async () => {
    await opened.close()
    await site.close()
  })

  it('are coded with themes that are looked for, response after response, without a page being loaded for each', async () => {
    const [first] = await latestResponses('long', null, 1)
    await page.goto(`/desk/long/responses/${first?._id}`)
    let loaded = 0
    page.on('load', () => loaded++)
    for (let n = 0; n < responses; n++) {
      if (n > 0) await Promise.all([page.waitForEvent('load'), page.keyboard.press('l')])
      await page.keyboard.press('w')
      for (let at = 0; at < sentences; at++) {
        if (at > 0) await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
        await page.keyboard.type(typed[at % typed.length] ?? '')
        const code = () => page.keyboard.press('Enter')
        if ((at + 1) % atOnce === 0) await deed(page, code)
        else await code()
      }
    }
    expect(loaded).to.equal(responses - 1)
    const codings = await codingsOf('long')
    expect(codings).to.have.length(responses * sentences)
    const spans = new Set(codings.map(({ text, start, end }) => `${text} ${start} ${end}`))
    expect(spans.size, 'each of another sentence').to.equal(responses * sentences)
    expect(codings.filter(coding => coding.theme === 'pay')).to.have.length(responses * 7)
    expect(codings.every(({ origin, stance }) => origin === 'unaided' && stance === 'supports')).to.equal(
      true,
    )
    expect(opened.complaints).to.deep.equal([])
  })
})
