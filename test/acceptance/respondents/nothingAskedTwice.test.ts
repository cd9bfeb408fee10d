import { expect } from 'chai'
import type { Page } from 'playwright-core'
import type { Page as Asked } from '../../../server/consultations/questions.ts'
import { type OpenedPage, openPage } from '../../browser/openPage.ts'
import { openConsultation } from '../../responses/respondent.ts'
import { openSite, type Site } from '../../site.ts'

const asked: Asked[] = [
  {
    id: 'about',
    title: 'About you',
    questions: [
      { id: 'role', type: 'shortText', label: 'What is your role?', required: false, about: 'role' },
      {
        id: 'sector',
        type: 'dropdown',
        label: 'Which sector do you work in?',
        required: false,
        about: 'sector',
        options: [
          { value: 'ports', label: 'Ports' },
          { value: 'rail', label: 'Rail' },
        ],
      },
      {
        id: 'organisation',
        type: 'shortText',
        label: 'What is your organisation?',
        required: false,
        about: 'organisation',
      },
      { id: 'reply', type: 'email', label: 'At which email address can we reply?', required: false },
    ],
  },
  {
    id: 'experience',
    title: 'What you have seen',
    questions: [{ id: 'obstacles', type: 'longText', label: 'What gets in the way?', required: true }],
  },
]

const said = {
  role: 'a harbour pilot',
  sector: 'ports',
  organisation: 'Fenbridge Harbour Board',
  email: 'ines.marlow@example.org',
  name: 'Ines Marlow',
}
type Fact = keyof typeof said

/** By how a field is called, what of a person it asks for: whatever is asked in these words, on whichever page. */
const asksFor: [Fact, RegExp][] = [
  ['role', /\byour role\b/i],
  ['sector', /\bsector\b/i],
  ['organisation', /\byour organisation\b/i],
  ['email', /\bemail address\b/i],
  ['name', /\byour name\b/i],
]

describe('Whatever a respondent has said of themselves (WCAG 3.3.7)', function () {
  this.timeout(60_000)
  let site: Site
  let opened: OpenedPage
  let page: Page
  let token: string
  const given = new Set<Fact>()
  /** Where a field for it stood, filled in already. */
  const filled = new Set<string>()
  before(async () => {
    site = await openSite()
    opened = await openPage(site, { javaScript: false })
    page = opened.page
  })
  after(async () => {
    await opened.close()
    await site.close()
  })

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

  /** Looks at every field of the page that asks for what was said already: it must hold that. */
  async function look(): Promise<void> {
    const where = new URL(page.url()).pathname.replace(token, '…')
    const fields = page
      .getByRole('main')
      .locator('input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea')
    for (const field of await fields.all()) {
      if (!(await field.isVisible())) continue
      const label = (await page.locator(`label[for="${await field.getAttribute('id')}"]`).innerText()).trim()
      const fact = asksFor.find(([, words]) => words.test(label))?.[0]
      if (!fact || !given.has(fact)) continue
      expect(await field.inputValue(), `“${label}” on ${where}`).to.equal(said[fact])
      filled.add(`${where} ${fact}`)
    }
  }
  async function open(path: string): Promise<void> {
    await page.goto(path)
    await look()
  }
  const give = async (fact: Fact, label: string) => {
    const field = page.getByLabel(label)
    if (fact === 'sector') await field.selectOption(said[fact])
    else await field.fill(said[fact])
    given.add(fact)
  }

  it('is asked for on no later page before it is sent, or stands there already', async () => {
    await page.goto(`/c/${await openConsultation({}, asked)}`)
    await press('Start now')
    token = new URL(page.url()).pathname.split('/')[2] ?? ''
    await give('role', 'your role')
    await give('sector', 'Which sector')
    await give('organisation', 'your organisation')
    await give('email', 'At which email address')
    await press('Save and continue')
    await look()
    await page.getByLabel('What gets in the way?').fill('Three lists of berths, and none is right.')
    await press('Save and continue')
    await look()
    for (const path of ['mail', 'answer']) await open(`/${path}/${token}`)
    for (const part of ['about', 'check', 'declaration']) await open(`/answer/${token}/${part}`)

    await give('name', 'Your name')
    // Not all is chosen yet: it comes back with what is to be mended.
    await press('Agree and send')
    await look()
    await open(`/answer/${token}/check/others`)
    await open(`/answer/${token}/declaration`)
    expect(await page.getByRole('main').innerText())
      .to.include(said.role)
      .and.include(said.organisation)
    expect([...filled]).to.include.members([
      '/mail/… email',
      '/answer/…/about role',
      '/answer/…/about sector',
      '/answer/…/declaration email',
      '/answer/…/declaration name',
      '/answer/…/check/others name',
    ])
  })

  it('stands there when the answers are changed, and when a copy is asked for', async () => {
    await page.getByLabel('For myself').check()
    await page.getByLabel('Quote me by name').check()
    await page.getByLabel('Show me each sentence').check()
    await page.getByLabel('I wrote these answers').check()
    await press('Agree and send')
    expect(await page.getByRole('main').innerText()).to.include('Response sent')
    filled.clear()
    for (const path of ['receipt', 'own', 'mail', 'revise']) await open(`/${path}/${token}`)
    await press('Change my answers')
    for (const part of ['about', 'experience', 'check', 'declaration']) await open(`/answer/${token}/${part}`)
    expect([...filled].sort()).to.deep.equal([
      '/answer/…/about email',
      '/answer/…/about organisation',
      '/answer/…/about role',
      '/answer/…/about sector',
      '/answer/…/declaration email',
      '/answer/…/declaration name',
      '/mail/… email',
    ])
  })
})
