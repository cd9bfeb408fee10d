import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { findDraft } from '../../server/responses/draftStore.ts'
import { openAxe } from '../browser/axe.ts'
import { type OpenedPage, openPage } from '../browser/openPage.ts'
import { declaration, openConsultation, type Respondent, respondentTo } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'

describe('Saving while somebody types', () => {
  let site: Site
  let consultation: string
  let opened: OpenedPage
  let page: Page
  let respondent: Respondent
  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
    opened = await openPage(site)
    page = opened.page
  })
  beforeEach(async () => {
    respondent = await respondentTo(site, consultation)
    await page.goto(`/answer/${respondent.token}/experience`)
  })
  afterEach(() => page.context().setOffline(false))
  after(async () => {
    await opened.close()
    await site.close()
  })

  const box = () => page.getByLabel('What gets in the way?')
  const status = (words: string) => page.getByRole('status').filter({ hasText: words }).waitFor()
  const values = async () => (await findDraft(respondent.token))?.values
  const kept = () => page.evaluate<number>('Object.keys(localStorage).length')

  it('saves what is not finished, says when, and complains of nothing', async () => {
    await box().fill('Old\nsystems')
    await status('Saved at')
    expect(await values()).to.deep.equal({ obstacles: 'Old\r\nsystems', people: '' })
    await page.goto(`/answer/${respondent.token}`)
    expect(page.url()).to.match(/\/about$/)
    expect(await kept()).to.equal(0)
  })

  it('saves what was typed before it came, as on a slow device, and takes nothing out of the fields', async () => {
    let come = () => {}
    const waited = new Promise<void>(resolve => {
      come = resolve
    })
    await page.route('**/assets/saving.js', async route => {
      await waited
      await route.continue()
    })
    await page.goto(`/answer/${respondent.token}/experience`, { waitUntil: 'commit' })
    await box().fill('Typed while the page was still coming.')
    come()
    await status('Saved at')
    expect(await box().inputValue()).to.equal('Typed while the page was still coming.')
    expect(await values()).to.include({ obstacles: 'Typed while the page was still coming.' })
    await page.unroute('**/assets/saving.js')
  })

  it('keeps words on the device without a connection, offers them after a crash, and saves them once it is back', async () => {
    const { length } = opened.complaints
    await box().fill('Old systems.')
    await status('Saved at')
    await page.context().setOffline(true)
    await box().fill('Old systems, and slow hiring.')
    await status('No connection.')
    await page.getByRole('button', { name: 'Save and continue', exact: true }).click()
    await status('No connection.')
    expect(await box().inputValue()).to.equal('Old systems, and slow hiring.')

    await page.context().setOffline(false)
    // Told of it, the page tries at once.
    await status('Saved at')
    expect(await values()).to.include({ obstacles: 'Old systems, and slow hiring.' })
    expect(await kept()).to.equal(0)

    await page.context().setOffline(true)
    await box().fill('Words before the crash.')
    await status('No connection.')
    // Nothing of the page is left but what the device keeps.
    const context = page.context()
    const session = await context.newCDPSession(page)
    // Nothing answers from a page that has crashed.
    session.send('Page.crash').catch(() => undefined)
    await page.waitForEvent('crash')
    await page.close()
    await context.setOffline(false)
    page = await context.newPage()
    await page.goto(`/answer/${respondent.token}/experience`)
    await page.getByRole('heading', { name: 'Words from this device that were not saved' }).waitFor()
    const offered = await page.getByRole('main').innerText()
    expect(offered).to.include('Words before the crash.').and.include('Old systems, and slow hiring.')
    const axe = await openAxe(site)
    expect(await axe.problems(page, { again: false })).to.deep.equal([])
    await axe.close()
    await page.getByRole('button', { name: 'Use them' }).click()
    await status('Saved at')
    expect(await values()).to.include({ obstacles: 'Words before the crash.' })
    expect(await kept()).to.equal(0)
    opened.complaints.length = length
  })

  it('has what was typed as its page was left saved from another page', async () => {
    await box().fill('Typed and left.')
    await page.goto(`/answer/${respondent.token}/views`)
    while ((await kept()) > 0) await page.waitForTimeout(20)
    expect(await values()).to.include({ obstacles: 'Typed and left.' })
  })

  it('removes from the device what is not to stay there', async () => {
    const { length } = opened.complaints
    await page.context().setOffline(true)
    await box().fill('Not for this device.')
    await status('No connection.')
    await page.getByRole('button', { name: 'Remove it from this device' }).click()
    await status('leave this page open')
    expect(await kept()).to.equal(0)
    await page.context().setOffline(false)
    await status('Saved at')
    opened.complaints.length = length
  })

  it('goes on to the next page with all that was typed, and leaves nothing on the device', async () => {
    await box().fill('Typed and sent at once.')
    await page.getByRole('button', { name: 'Save and continue', exact: true }).click()
    await page.waitForURL('**/views')
    expect(await values()).to.include({ obstacles: 'Typed and sent at once.' })
    expect(await kept()).to.equal(0)
  })

  it('leaves the page’s files to its form, and saves the words beside them', async () => {
    await page.goto(`/answer/${respondent.token}/documents`)
    await page.getByLabel('Is there a document').setInputFiles({
      ...{ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('A note of five words.') },
    })
    await page.getByLabel('Anything else?').fill('See the note.')
    await status('Saved at')
    expect((await findDraft(respondent.token))?.files).to.deep.equal({})
    await page.getByRole('button', { name: 'Save and stay here' }).click()
    await page.getByText('note.txt is attached').waitFor()
    expect(await values()).to.include({ remarks: 'See the note.' })
  })

  it('overwrites nothing that another tab saved, and shows both texts', async () => {
    await respondent.send('experience', { obstacles: 'From the other tab.' })
    await box().fill('From this tab.')
    await status('saved elsewhere')
    expect(await values()).to.include({ obstacles: 'From the other tab.' })
    await page.getByRole('button', { name: 'Save and continue', exact: true }).click()
    await page.getByRole('heading', { name: 'Two texts for the same question' }).waitFor()
    const both = await page.getByRole('main').innerText()
    expect(both).to.include('From the other tab.').and.include('From this tab.')
    expect(await kept()).to.equal(0)
  })

  it('says that a response was sent meanwhile, and shows what is not in it', async () => {
    const { length } = opened.complaints
    await respondent.send('experience', { obstacles: 'It is slow.' })
    await respondent.send('views', { listened: 'agree' })
    await page.reload()
    await respondent.send('send', { ...declaration, choice: 'unnamed' })
    await box().fill('Too late.')
    await status('was sent from elsewhere')
    await page.getByRole('button', { name: 'Save and continue', exact: true }).click()
    await page.getByRole('heading', { name: 'This response was sent meanwhile' }).waitFor()
    expect(await page.getByRole('main').innerText()).to.include('Too late.')
    expect(await kept()).to.equal(0)
    opened.complaints.length = length
  })

  it('has a browser that complained of nothing', () => {
    expect(opened.complaints).to.deep.equal([])
  })
})
