import { expect } from 'chai'
import { type OpenedPage, openPage } from '../browser/openPage.ts'
import { openSite, type Site } from '../site.ts'
import { openConsultation, respondentTo } from './respondent.ts'

describe('The field that programs fill in', () => {
  let site: Site
  let opened: OpenedPage
  before(async () => {
    site = await openSite()
    opened = await openPage(site, { javaScript: true })
    const { token } = await respondentTo(site, await openConsultation())
    await opened.page.goto(`/answer/${token}/declaration`)
  })
  after(async () => {
    await opened.close()
    await site.close()
  })

  it('is neither seen nor heard', async () => {
    const { page } = opened
    expect(await page.locator('#website').count()).to.equal(1)
    expect(await page.locator('#website').isVisible()).to.equal(false)
    const heard = await page.locator('body').ariaSnapshot()
    expect(heard).to.include('Agree and send').and.not.include('Leave this field empty')
  })

  it('is not reached by keyboard, nor offered to be filled in', async () => {
    const { page } = opened
    const reached = new Set<string>()
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab')
      const id = await page.evaluate('document.activeElement?.id || document.activeElement?.name || ""')
      reached.add(String(id))
    }
    expect([...reached])
      .to.include('agree')
      .and.not.include('website')
    expect(await page.locator('#website').getAttribute('autocomplete')).to.equal('off')
  })

  it('tells what to do with it where no styles load', async () => {
    const { page } = opened
    await page.evaluate(
      'for (const sheet of document.querySelectorAll("link[rel=stylesheet]")) sheet.remove()',
    )
    expect(await page.getByText('Leave this field empty').isVisible()).to.equal(true)
  })
})
