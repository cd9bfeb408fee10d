import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { openPage } from '../browser/openPage.ts'
import {
  answerAll,
  declaration,
  openConsultation,
  type Respondent,
  respondentTo,
} from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'

describe('reading the pages', () => {
  let site: Site
  let respondent: Respondent
  before(async () => {
    site = await openSite()
    respondent = await respondentTo(site, await openConsultation())
    await answerAll(respondent)
  })
  after(() => site.close())

  for (const javaScript of [true, false]) {
    const means = javaScript ? 'with JavaScript' : 'without JavaScript'

    it(`skips what every page begins with, by the first key, ${means}`, async () => {
      const { page, close } = await openPage(site, { javaScript })
      for (const address of [`/answer/${respondent.token}/check`, '/desk/sign-in']) {
        await page.goto(address)
        await page.keyboard.press('Tab')
        expect(await focused(page)).to.equal('Skip to main content')
        await page.keyboard.press('Enter')
        await page.keyboard.press('Tab')
        expect(await page.locator('main :focus').count(), `${address}: focus in main`).to.equal(1)
      }
      await close()
    })
  }

  it('goes from the summary of problems to the field that it names', async () => {
    const { page, close } = await openPage(site)
    await page.goto('/desk/sign-in')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('#problems:focus').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('#email:focus').waitFor()
    await close()
  })

  it('prints a receipt with its reference in dark ink, and nothing to press', async () => {
    await respondent.send('send', declaration)
    const { page, close } = await openPage(site)
    await page.goto(`/receipt/${respondent.token}`)
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.locator('.govuk-panel strong').innerText()).to.match(/^SND-/)
    for (const part of ['.govuk-panel strong', '.printed-line', '.private-link a', 'main p'])
      expect(await inkOf(page, part), part).to.be.lessThan(128)
    expect(await page.evaluate(`${styleOf('.private-link a', '::after')}.content`)).to.equal('none')
    for (const part of ['.foot', '.govuk-skip-link'])
      expect(await page.locator(part).isVisible(), part).to.equal(false)
    await close()
  })
})

/** The brightest part of the colour of some words: 0 is black, 255 is white. */
async function inkOf(page: Page, part: string): Promise<number> {
  const colour = await page.evaluate<string>(`${styleOf(part)}.color`)
  return Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number))
}

function styleOf(part: string, pseudo = ''): string {
  return `getComputedStyle(document.querySelector('${part}'), '${pseudo}')`
}

function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.innerText')
}
