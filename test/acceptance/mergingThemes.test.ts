import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { deed } from '../browser/deed.ts'
import { type OpenedPage, openPage, signInOn } from '../browser/openPage.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { openSite, type Site } from '../site.ts'

describe('merging two themes in a browser', function () {
  this.timeout(60_000)
  let site: Site
  let opened: OpenedPage
  let page: Page

  before(async () => {
    site = await openSite()
    await addCorpus('quay')
    await addCodebook('quay', theme('tugs', ['tug']), theme('boats', ['boat*']))
    await respond('quay', 'a', { obstacles: 'The tug is old. No boat is new.' })
    await site.runner.idle()
    opened = await openPage(site)
    page = opened.page
    await signInOn(page, await site.addPerson('researcher'))
  })
  after(async () => {
    await opened.close()
    await site.close()
  })

  const press = async (name: string | RegExp) => {
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).click()])
    await site.runner.idle()
    await page.reload()
  }
  const coded = async () => (await codingsOf('quay')).map(({ theme: as, stance }) => `${as} ${stance}`).sort()

  it('shows what would happen, does it, and is undone', async () => {
    await page.goto('/desk/quay/queue?theme=tugs')
    await deed(page, () => page.keyboard.press('s'))
    const before = await coded()
    expect(before).to.have.length(1)
    await page.goto('/desk/quay/codebook/tugs')
    await page.getByRole('link', { name: 'Merge Tugs into another theme' }).click()
    await page.getByLabel('Merge it into').selectOption({ label: 'Boats' })
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Show what would happen' }).click(),
    ])
    await page.getByRole('heading', { name: '1 coding would go from Tugs to Boats' }).waitFor()
    await press('Merge Tugs into Boats')
    await page.getByText('1 coding went from Tugs to Boats.').waitFor()
    expect(await coded()).to.deep.equal(before.map(each => each.replace('tugs', 'boats')))
    await page.goto('/desk/quay/themes')
    await page.getByText('merged into Boats').waitFor()
    await page.getByRole('link', { name: /Look, or undo it/ }).click()
    await press('Undo all of it')
    await page.getByText('Undone: every coding is where it was.').waitFor()
    expect(await coded()).to.deep.equal(before)
    await page.goto('/desk/quay/themes')
    expect(await page.locator('[data-theme=tugs]').count()).to.equal(1)
    expect(opened.complaints).to.deep.equal([])
  })
})
