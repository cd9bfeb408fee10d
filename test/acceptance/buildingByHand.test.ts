import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { findConsultation } from '../../server/consultations/store.ts'
import { type OpenedPage, openPage, signInOn } from '../browser/openPage.ts'
import { unpublished } from '../consultations/building/built.ts'
import { openSite, type Site } from '../site.ts'

describe('an owner who builds, previews, publishes, extends and closes without JavaScript', function () {
  this.timeout(60_000)
  let site: Site
  let consultation: string
  let browsers: OpenedPage[]
  let owner: Page
  let guest: Page

  before(async () => {
    site = await openSite()
    consultation = await unpublished()
    browsers = [await openPage(site, { javaScript: false }), await openPage(site, { javaScript: false })]
    const [one, two] = browsers
    if (!one || !two) throw new Error('a browser is missing')
    owner = one.page
    guest = two.page
    await signInOn(owner, await site.addPerson('owner', 'administrator'))
  })
  after(async () => {
    for (const browser of browsers) await browser.close()
    await site.close()
  })

  const at = (rest = '') => `/desk/${consultation}/questions${rest}`
  const press = (page: Page, name: string) =>
    Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()])
  const follow = (page: Page, name: string) =>
    Promise.all([page.waitForEvent('load'), page.getByRole('link', { name, exact: true }).click()])
  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText()

  async function addPage(title: string) {
    await owner.goto(at())
    await follow(owner, 'Add a page')
    await owner.getByLabel('Title').fill(title)
    await press(owner, 'Save the page')
  }
  async function addQuestion(page: string, kind: string, label: string, options?: string) {
    await owner.goto(at())
    await follow(owner, `Add a question to ${page}`)
    await follow(owner, kind)
    await owner.getByLabel('The question', { exact: true }).fill(label)
    if (options) await owner.getByLabel('Options, one a line').fill(options)
    await press(owner, 'Save the question')
  }

  it('builds two pages, the second for some', async () => {
    await addPage('Your well')
    await addQuestion('Your well', 'One of several', 'Do you keep a well?', 'Yes\nNo')
    await addPage('Its water')
    await addQuestion('Its water', 'Long text', 'How is its water?')
    await follow(owner, 'Condition of Its water')
    await owner.getByLabel('Add a line on an earlier question').selectOption({ label: 'Do you keep a well?' })
    await press(owner, 'Add the line')
    await owner.getByLabel('Answer', { exact: true }).selectOption({ label: 'Yes' })
    await press(owner, 'Save')
    const said = await owner.getByRole('main').innerText()
    expect(said).to.include('Shown when “Do you keep a well?” is “Yes”.').and.not.to.include('To mend')
  })

  it('goes through them as a respondent', async () => {
    await follow(owner, 'Preview as a respondent')
    await follow(owner, 'Your well')
    await owner.getByLabel('Yes').check()
    await press(owner, 'Save and continue')
    expect(await heading(owner)).to.equal('Its water')
    await follow(owner, 'Back')
    await owner.getByLabel('No').check()
    await press(owner, 'Save and continue')
    expect(await heading(owner)).to.equal('Check your answers')
  })

  it('publishes, and a later version while somebody answers the first', async () => {
    await owner.goto(at('/publish'))
    await press(owner, 'Publish version 1')
    await guest.goto(`/c/${consultation}`)
    await press(guest, 'Start now')
    await guest.getByLabel('Yes').check()
    await press(guest, 'Save and continue')

    await owner.goto(at())
    await follow(owner, 'Edit How is its water?')
    await owner.getByLabel('The question', { exact: true }).fill('How clean is its water?')
    await press(owner, 'Save the question')
    await follow(owner, 'Publish them')
    expect(await owner.getByRole('main').innerText()).to.include(
      'Wording changed from “How is its water?” to “How clean is its water?”.',
    )
    await press(owner, 'Publish version 2')
    expect((await findConsultation(consultation))?.version).to.equal(2)

    await guest.reload()
    expect(await guest.getByRole('main').innerText()).to.include('How is its water?')
    await guest.goto(`/c/${consultation}`)
    await press(guest, 'Start now')
    await guest.getByLabel('Yes').check()
    await press(guest, 'Save and continue')
    expect(await guest.getByRole('main').innerText()).to.include('How clean is its water?')
  })

  it('has it asked in Welsh too, with a gap that is told before', async () => {
    await owner.goto(at())
    await follow(owner, 'Languages')
    await owner.getByLabel('Language', { exact: true }).selectOption({ label: 'Welsh' })
    await press(owner, 'Add it')
    await follow(owner, 'Your well in Welsh')
    await owner.getByLabel('Title of the page in Welsh').fill('Eich ffynnon')
    await owner.getByLabel('Question in Welsh').fill('Oes ffynnon gennych?')
    await owner.getByLabel('Option in Welsh').first().fill('Oes')
    await press(owner, 'Save the translations')
    await owner.goto(at('/publish'))
    expect(await owner.getByRole('main').innerText()).to.include(
      'Welsh: 3 texts are not translated, and shown in English.',
    )
    await press(owner, 'Publish version 3')

    await guest.goto(`/c/${consultation}`)
    await follow(guest, 'Cymraeg')
    await guest.getByRole('main').locator('form button').click()
    await guest.getByLabel('Oes', { exact: true }).check()
    expect(await heading(guest)).to.equal('Eich ffynnon')
    expect(await guest.locator('[lang="en"]', { hasText: /^No$/ }).count()).to.equal(1)
    await guest.getByRole('link', { name: 'English', exact: true }).click()
    expect(await guest.getByLabel('Yes').count()).to.equal(1)
  })

  it('extends it, and closes it while somebody answers, who can still send for an hour', async () => {
    const told = () => owner.getByRole('main').innerText()
    await owner.goto(`/desk/${consultation}/setup`)
    await follow(owner, 'Opening hours')
    await owner.getByLabel('New close').fill('2090-06-30T17:00')
    await press(owner, 'Move the close…')
    expect(await told()).to.include('It closes at 5:00 pm on 30 June 2090, UK time. Until now')
    await press(owner, 'Extend it')
    await guest.goto(`/c/${consultation}?lang=en`)
    expect(await guest.getByRole('main').innerText()).to.include('until 5:00 pm on 30 June 2090, UK time.')
    await press(guest, 'Start now')

    await owner.getByLabel('Time of grace').selectOption({ label: '1 hour' })
    await press(owner, 'Change the time of grace…')
    await press(owner, 'Change it')
    await press(owner, 'Close it now…')
    expect(await told()).to.include('Nobody can begin an answer from now on.')
    await press(owner, 'Close it now')
    expect(await told()).to.include('It is closed.')

    await guest.getByLabel('No').check()
    await press(guest, 'Save and continue')
    expect(await heading(guest)).to.equal('Check your answers')
    await guest.goto(`/c/${consultation}`)
    expect(await guest.getByRole('main').innerText())
      .to.include('This consultation closed at')
      .and.include('Thank you to everyone who answered.')
    expect(await guest.getByRole('button', { name: 'Start now' }).count()).to.equal(0)
  })
})
