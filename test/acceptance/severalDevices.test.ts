import { expect } from 'chai'
import { model } from 'mongoose'
import type { Page } from 'playwright-core'
import { draftIdOf } from '../../server/responses/draftStore.ts'
import { type OpenedPage, openPage } from '../browser/openPage.ts'
import { openConsultation } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'

const aDay = 24 * 60 * 60 * 1000

const press = (page: Page, name: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()])

/** Answers what is asked after the page of experience, and sends it. */
async function finish(page: Page): Promise<void> {
  await page.getByLabel('agree', { exact: true }).check()
  await press(page, 'Save and continue')
  await press(page, 'Save and continue')
  await press(page, 'Continue')
  await page.getByLabel('For myself').check()
  await page.getByLabel('Quote me without saying who I am').check()
  await page.getByLabel('I wrote these answers').check()
  await press(page, 'Agree and send')
  expect(await page.getByRole('main').innerText()).to.include('Response sent')
}

describe('A response on several devices', () => {
  let site: Site
  let consultation: string
  let opened: OpenedPage[] = []
  before(async () => {
    site = await openSite()
  })
  beforeEach(async () => {
    consultation = await openConsultation()
  })
  afterEach(async () => {
    await Promise.all(opened.map(each => each.close()))
    opened = []
  })
  after(() => site.close())

  /** A browser of its own, which knows of no other. */
  async function device(options: { javaScript?: boolean } = {}): Promise<Page> {
    const one = await openPage(site, options)
    opened.push(one)
    return one.page
  }

  /** Begins a response; the answer is its token. */
  async function begin(page: Page): Promise<string> {
    await page.goto(`/c/${consultation}`)
    await press(page, 'Start now')
    return new URL(page.url()).pathname.split('/')[2] ?? ''
  }

  const texts = async () => (await storedTexts(consultation)).map(({ text }) => text)

  it('is begun on one, and finished the next day on another by its private link', async () => {
    const phone = await device()
    await phone.setViewportSize({ width: 320, height: 640 })
    const token = await begin(phone)
    const link = await phone.locator('.private-link').innerText()
    await phone.getByLabel('What is your role?').fill('a night porter')
    await press(phone, 'Save and continue')
    await phone.getByLabel('What gets in the way?').fill('Nobody may change the rota.')
    await phone.getByRole('status').filter({ hasText: 'Saved at' }).waitFor()
    // No button was pressed when the phone is put away for the night: all that is stored is a day older then.
    await phone.close()
    const before = { startedOn: new Date(Date.now() - aDay) }
    await model('Draft').updateOne({ _id: draftIdOf(token) }, { $set: before })

    const computer = await device({ javaScript: false })
    await computer.goto(new URL(link).pathname)
    const words = computer.getByLabel('What gets in the way?')
    expect(await words.inputValue()).to.equal('Nobody may change the rota.')
    await words.fill('Nobody may change the rota, nor ask why.')
    await press(computer, 'Save and continue')
    await finish(computer)
    expect(await texts()).to.deep.equal(['Nobody may change the rota, nor ask why.'])
  })

  for (const javaScript of [true, false])
    it(`of two people ${javaScript ? 'with' : 'without'} JavaScript shows both texts of a conflict, and sends what was chosen`, async () => {
      const [ann, bo] = [await device({ javaScript }), await device({ javaScript })]
      const token = await begin(ann)
      await ann.goto(`/answer/${token}/check`)
      await ann.getByRole('link', { name: 'Answer with others' }).click()
      await ann.getByLabel('Your name').fill('Ann Reeve')
      await ann.getByLabel('Name of a colleague').fill('Bo Hale')
      await press(ann, 'Make a link')
      const link = new URL(await ann.locator('.private-link').innerText()).pathname

      await ann.goto(`/answer/${token}/experience`)
      await bo.goto(`${link}/experience`)
      expect(await bo.getByRole('status').innerText()).to.include('Ann Reeve is answering this page now')
      // Ann is called away, until the page is hers no more.
      const over = { 'leases.experience.until': new Date(0) }
      await model('Draft').updateOne({ _id: draftIdOf(token) }, { $set: over })
      await press(bo, 'See whether it is free now')
      await bo.getByLabel('What gets in the way?').fill('Slow hiring.')
      await press(bo, 'Save and continue')

      await ann.getByLabel('What gets in the way?').fill('Old systems.')
      await press(ann, 'Save and continue')
      const shown = await ann.getByRole('main').innerText()
      expect(shown).to.include('Slow hiring.').and.include('Bo Hale, at').and.include('Old systems.')
      await ann.getByLabel('Keep both together').check()
      await ann.getByLabel('Both together, for you to edit').fill('Slow hiring, and old systems.')
      await press(ann, 'Save what you chose')
      await press(ann, 'Save and continue')
      await bo.goto(`${link}/check`)
      expect(await bo.getByRole('main').innerText()).to.match(/What gets in the way\?\s+Ann Reeve, at/)
      await bo.getByRole('link', { name: 'Read words that were kept aside' }).click()
      expect(await bo.getByRole('main').innerText())
        .to.include('Slow hiring.')
        .and.include('Old systems.')

      // Bo came to the page of views by saving the one before it, and leaves it as it is.
      await model('Draft').updateOne({ _id: draftIdOf(token) }, { $unset: { leases: 1 } })
      await ann.goto(`/answer/${token}/views`)
      await finish(ann)
      expect(await texts()).to.deep.equal(['Slow hiring, and old systems.'])
    })
})
