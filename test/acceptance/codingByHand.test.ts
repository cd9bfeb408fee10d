import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { findText } from '../../server/responses/textStore.ts'
import { deed } from '../browser/deed.ts'
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
    await page.locator('form [data-selected-words]').getByText('own “Ailsa” stands idle, 🚢 and').waitFor()
    await page.locator('#code').getByLabel('Theme').selectOption('pay')
    await deed(page, () => page.getByRole('button', { name: 'Code this passage' }).click())
    expect(await coded()).to.deep.equal(['pay: own “Ailsa” stands idle, 🚢 and'])
  })

  it('takes a passage by the keyboard alone, and undoes it', async () => {
    const before = await coded()
    await page.locator('[data-testimony]').first().focus()
    for (let n = 0; n < 4; n++) await page.keyboard.press('Shift+ArrowRight')
    await page.locator('form [data-selected-words]').getByText('The crane is hired').waitFor()
    await page.keyboard.press('c')
    await page.keyboard.type('suppl')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Opposes')
    await deed(page, () => page.keyboard.press('Enter'))
    const after = (await coded()).filter(coding => !before.includes(coding))
    expect(after).to.deep.equal(['suppliers: The crane is hired'])
    expect(await page.locator('.desk-said--status').first().innerText()).to.equal(
      'Coded: Suppliers, opposes.',
    )
    await deed(page, () => page.keyboard.press('u'))
    expect(await coded()).to.deep.equal(before)
    await deed(page, () => page.keyboard.press('Shift+U'))
    expect((await coded()).filter(coding => !before.includes(coding))).to.deep.equal(after)
    await deed(page, () => page.keyboard.press('u'))
  })

  it('adjusts what is selected, and what is coded, by a word at either end', async () => {
    await page.evaluate('localStorage.clear()')
    await page.keyboard.press('w')
    for (const key of ['2', '4', '3', '3']) await page.keyboard.press(key)
    const selected = page.locator('form [data-selected-words]')
    expect(await selected.innerText()).to.equal('crane is hired – nobody here may drive')
    await page.reload()
    await page.keyboard.press('w')
    expect(await selected.innerText(), 'where one was').to.equal('crane is hired – nobody here may drive')
    await page.keyboard.press('Enter')
    await page.keyboard.type('contr')
    await deed(page, () => page.keyboard.press('Enter'))
    const item = page.locator('.passage-item', { has: page.locator('.chip', { hasText: 'Contracts' }) })
    await item.focus()
    for (const key of ['1', '3', '3', '3']) await deed(page, () => page.keyboard.press(key))
    expect((await coded())[0]).to.equal('contracts: The crane is hired – nobody')
    expect(
      await page.evaluate(`document.activeElement.querySelector('.passage-item__words').textContent`),
    ).to.equal('The crane is hired – nobody')
    await deed(page, () => page.keyboard.press('x'))
    expect((await coded()).filter(coding => coding.startsWith('contracts'))).to.deep.equal([])
  })

  it('lists the keys by one key, and has them switched off', async () => {
    await page.locator('h1').press('?')
    expect(await page.locator('details.keys').getAttribute('open')).to.equal('')
    await page.getByLabel('Single keys are on').uncheck()
    await page.locator('details.keys summary').focus()
    await page.keyboard.press('?')
    expect(await page.locator('details.keys').getAttribute('open')).to.equal('')
    await page.getByLabel('Single keys are on').check()
    await page.locator('details.keys summary').focus()
    await page.keyboard.press('?')
    expect(await page.locator('details.keys').getAttribute('open')).to.equal(null)
  })

  it('says that there is no connection, and keeps what was selected', async () => {
    await page.evaluate('localStorage.clear()')
    await page.keyboard.press('w')
    await page.keyboard.press('c')
    await page.context().setOffline(true)
    await page.keyboard.type('pay')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('there is no connection').waitFor()
    await page.context().setOffline(false)
    opened.complaints.length = 0
    await page.keyboard.press('c')
    await page.keyboard.type('pay')
    await deed(page, () => page.keyboard.press('Enter'))
    expect((await coded())[0]).to.equal('pay: The crane is hired – nobody here may drive it.')
  })

  it('makes no complaint in the browser', () => {
    expect(opened.complaints).to.deep.equal([])
  })
})
