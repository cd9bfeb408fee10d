import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { listResponses } from '../../../server/responses/store.ts'
import { type OpenedPage, openPage } from '../../browser/openPage.ts'
import { openConsultation } from '../../responses/respondent.ts'
import { openSite, type Site } from '../../site.ts'

describe('somebody who goes back and reloads at every step', function () {
  this.timeout(60_000)
  let site: Site
  let opened: OpenedPage
  let page: Page
  let consultation: string
  before(async () => {
    site = await openSite()
    opened = await openPage(site)
    page = opened.page
    consultation = await openConsultation()
  })
  after(async () => {
    await opened.close()
    await site.close()
  })

  /** Leaves a page by its button, comes back to it, reloads both, and goes on: what is there must be what was. */
  async function leaveTwice(button: string): Promise<void> {
    const before = page.url()
    await press(button)
    const after = page.url()
    const shown = await values()
    await page.reload()
    expect(await values(), 'reloaded').to.deep.equal(shown)
    await page.goBack()
    expect(page.url()).to.equal(before)
    await page.reload()
    await press(button)
    expect(page.url()).to.equal(after)
    expect(await values(), 'gone through twice').to.deep.equal(shown)
  }

  function press(button: string): Promise<unknown> {
    const pressed = page.getByRole('button', { name: button, exact: true })
    return Promise.all([page.waitForEvent('load'), pressed.click()])
  }

  /** What is filled in on a page, and what it says. */
  function values(): Promise<string[]> {
    return page.evaluate(`[...document.querySelectorAll('main input:not([type=hidden]), main textarea')]
      .map(each => each.name + ': ' + (/radio|checkbox/.test(each.type) ? each.checked : each.value))
      .concat(document.querySelector('main').innerText)`)
  }

  it('loses nothing, doubles nothing, and sends once', async () => {
    await page.goto(`/c/${consultation}`)
    await press('Start now')
    await page.getByLabel('What is your role?').fill('a harbour pilot')
    await page.getByLabel('local government').check()
    await leaveTwice('Save and continue')
    await page.getByLabel('What gets in the way?').fill('Nobody may change the system.')
    await leaveTwice('Save and continue')
    await page.getByLabel('agree', { exact: true }).check()
    await page.getByLabel('Better pay').check()
    await leaveTwice('Save and continue')
    const buffer = Buffer.from('The tide tables.')
    await page
      .getByLabel('Is there a document')
      .setInputFiles({ name: 'tides.txt', mimeType: 'text/plain', buffer })
    await leaveTwice('Save and continue')
    expect(await page.getByRole('main').innerText())
      .to.contain('a harbour pilot')
      .and.contain('Nobody may change the system.')
      .and.contain('Better pay')
    expect(await page.getByText('tides.txt').count(), 'the file is there once').to.equal(1)

    await leaveTwice('Continue')
    await page.getByLabel('For myself').check()
    await page.getByLabel('Your name').fill('Ines Marlow')
    await page.locator('input[name="choice"][value="unnamed"]').check()
    await page.locator('input[name="agree"]').check()
    await press('Agree and send')
    const receipt = page.url()
    const [told] = (await values()).slice(-1)
    expect(told).to.contain('Response sent')

    await page.goBack()
    await page.reload()
    expect(page.url(), 'the declaration of what was sent leads to its receipt').to.equal(receipt)
    expect((await values()).slice(-1)).to.deep.equal([told])
    expect((await listResponses(consultation)).length).to.equal(1)
    expect(opened.complaints).to.deep.equal([])
  })
})
