import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { findText } from '../../server/responses/textStore.ts'
import { type OpenedPage, openPage, signInOn } from '../browser/openPage.ts'
import { addHarbour, type Spoken, say } from '../findings/corpus.ts'
import { openSite, type Site } from '../site.ts'

const words =
  'The crane is hired – nobody here may drive it. Our own “Ailsa” stands idle, 🚢 and all.\nAsk her why.'

describe('coding by hand in a browser', function () {
  this.timeout(40_000)
  let site: Site
  let consultation: string
  let spoken: Spoken
  let opened: OpenedPage
  let page: Page

  before(async () => {
    site = await openSite()
    consultation = await addHarbour()
    spoken = await say(site, consultation, { text: words })
    opened = await openPage(site)
    page = opened.page
    await signInOn(page, await site.addPerson('researcher'))
  })
  beforeEach(() => page.goto(`/desk/${consultation}/responses/${spoken.respondent}`))
  after(async () => {
    await opened.close()
    await site.close()
  })

  /** The words of each coding that stands, as the stored text has them at its offsets, with its theme. */
  async function coded(): Promise<string[]> {
    const text = (await findText(consultation, spoken.text))?.text ?? ''
    const codings = await codingsOf(consultation, { respondent: spoken.respondent })
    return codings.map(({ start, end, theme }) => `${theme}: ${text.slice(start, end)}`).sort()
  }

  it('takes the very words that were selected with the mouse, across marks, an emoji and curly quotes', async () => {
    await page.evaluate(`{
      const said = document.querySelector('[data-testimony] [data-start]').firstChild
      const from = said.data.indexOf('own “Ailsa”')
      getSelection().setBaseAndExtent(said, from, said, said.data.indexOf(' all.'))
    }`)
    await page.locator('[data-selected-words]').getByText('own “Ailsa” stands idle, 🚢 and').waitFor()
    await page.locator('#code').getByLabel('Theme').selectOption('pay')
    await page.getByRole('button', { name: 'Code this passage' }).click()
    await page.locator('.passage-item').first().waitFor()
    expect(await coded()).to.deep.equal(['pay: own “Ailsa” stands idle, 🚢 and'])
  })

  it('takes a passage by the keyboard alone, and undoes it', async () => {
    const before = await coded()
    await page.locator('[data-testimony]').first().focus()
    for (let n = 0; n < 4; n++) await page.keyboard.press('Shift+ArrowRight')
    await page.locator('[data-selected-words]').getByText('The crane is hired').waitFor()
    await page.keyboard.press('c')
    await page.keyboard.type('Suppliers')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Opposes')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /Undo/ }).waitFor()
    const after = (await coded()).filter(coding => !before.includes(coding))
    expect(after.map(coding => coding.trim())).to.deep.equal(['suppliers: The crane is hired'])
    await page.locator('main').press('u')
    await page.waitForLoadState()
    expect(await coded()).to.deep.equal(before)
  })

  it('makes no complaint in the browser', () => {
    expect(opened.complaints).to.deep.equal([])
  })
})
