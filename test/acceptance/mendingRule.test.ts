import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { codebookOf } from '../../server/codebook/store.ts'
import { deed } from '../browser/deed.ts'
import { type OpenedPage, openPage, signInOn } from '../browser/openPage.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { openSite, type Site } from '../site.ts'

describe('mending a rule from a rejection in a browser', function () {
  this.timeout(60_000)
  let site: Site
  let opened: OpenedPage
  let page: Page

  before(async () => {
    site = await openSite()
    await addCorpus('ropes')
    await addCodebook('ropes', theme('pay', ['pay']))
    await respond('ropes', 'a', { obstacles: 'Nobody pays attention to the ropes.' })
    await respond('ropes', 'b', { obstacles: 'They pay attention, they say.', people: 'Better pay.' })
    await site.runner.idle()
    opened = await openPage(site)
    page = opened.page
    await signInOn(page, await site.addPerson('researcher'))
  })
  after(async () => {
    await opened.close()
    await site.close()
  })

  it('goes by the keyboard from the queue to a codebook in which the rule is mended', async () => {
    await page.goto('/desk/ropes/queue')
    while (!(await page.locator('.queue__testimony').innerText()).includes('ropes'))
      await deed(page, () => page.keyboard.press('k'))
    expect(await page.locator('.passage__why').allInnerTexts()).to.deep.equal(['pays'])
    await deed(page, () => page.keyboard.press('r'))
    await page.getByRole('link', { name: 'Mend the rule' }).press('Enter')
    await page.getByRole('heading', { name: 'Ways to mend it' }).waitFor()
    await page.getByRole('link', { name: 'not with “attention” within 3 words of it' }).press('Enter')
    await page
      .getByRole('heading', { name: /^1 passage no longer suggested|^2 passages no longer/ })
      .waitFor()
    await page.getByRole('button', { name: 'Save the mended rule' }).press('Enter')
    await page.getByText('The rule is now pay NOT (pays NEAR/3 attention)').waitFor()
    await site.runner.idle()
    expect((await codebookOf('ropes')).themes[0]?.rules[0]?.source).to.equal(
      'pay NOT (pays NEAR/3 attention)',
    )
    await page.goto('/desk/ropes/themes/pay?show=unreviewed')
    expect(await page.locator('.testimony--excerpt').allInnerTexts()).to.deep.equal(['Better pay.'])
  })

  it('makes no complaint in the browser', () => {
    expect(opened.complaints).to.deep.equal([])
  })
})
