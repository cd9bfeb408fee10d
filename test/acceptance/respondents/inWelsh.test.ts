import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { demoConsultation } from '../../../scripts/demo/consultation.ts'
import { loadDemo } from '../../../scripts/demo/load.ts'
import { currentConsent } from '../../../server/responses/response.ts'
import { findResponses } from '../../../server/responses/store.ts'
import { type OpenedPage, openPage, signInOn } from '../../browser/openPage.ts'
import { openSite, type Site } from '../../site.ts'

const words = 'Mae tair system a dim un cofnod cywir. Bob wythnos mae rhywun yn ailgyfrif y cyfan.'

describe('a respondent who answers in Welsh, on a phone', function () {
  this.timeout(60_000)
  let site: Site
  const opened: OpenedPage[] = []
  let page: Page
  before(async () => {
    site = await openSite()
    await loadDemo()
    page = await open(390)
  })
  after(async () => {
    await Promise.all(opened.map(each => each.close()))
    await site.close()
  })

  async function open(width: number): Promise<Page> {
    const visit = await openPage(site, { width })
    opened.push(visit)
    return visit.page
  }
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const main = () => page.getByRole('main').innerText()

  it('chooses it once, and is asked in it from then on', async () => {
    await page.goto(`/c/${demoConsultation.slug}`)
    await page.getByRole('link', { name: 'Cymraeg' }).click()
    expect(await main()).to.match(/Gallwch ymateb tan \d+:\d\d y[bh] ar \d+ \S+ 20\d\d, amser y DU\./)
    await press('Dechrau nawr')
    await page.getByLabel('Beth yw eich rôl?').fill('a head teacher')
    await press('Cadw a pharhau')
  })

  it('is told in it what is to be mended, and how many words there are', async () => {
    await press('Cadw a pharhau')
    const summary = page.getByRole('alert')
    expect(await summary.innerText())
      .to.contain('Mae problem wedi codi')
      .and.contain('Ysgrifennwch ateb')
    expect(await page.title()).to.match(/^Gwall: /)
    await page.getByLabel('Beth sy’n rhwystro').fill('Tair system')
    expect(await main()).to.contain('2 o uchafswm o 1,000 gair')
    await page.getByLabel('Beth sy’n rhwystro').fill(words)
    // Browsers know no Welsh times of day: the page says them itself.
    const saved = page.getByRole('status').filter({ hasText: 'Cadwyd am' })
    expect(await saved.innerText()).to.match(/^Cadwyd am \d{1,2}:\d\d y[bh]$/)
  })

  it('comes back in it on a device that knows nothing of them', async () => {
    await press('Cadw ac aros yma')
    const other = await open(1280)
    await other.goto(new URL(page.url()).pathname)
    expect(await other.getByRole('heading', { level: 1 }).innerText()).to.equal('Yr hyn a welsoch')
    expect(await other.getByLabel('Beth sy’n rhwystro').inputValue()).to.equal(words)
  })

  it('sends it by a declaration in it, and gets a receipt in it', async () => {
    await press('Cadw a pharhau')
    await page.getByLabel('Cytuno’n gryf').check()
    await press('Cadw a pharhau')
    expect(await main()).to.contain('Cytuno’n gryf')
    await page.getByRole('button', { name: 'Parhau' }).click()
    await page.getByLabel('Drosof fy hun').check()
    await page.getByLabel('Dyfynnwch fi heb ddweud pwy ydw i').check()
    await page.getByLabel('Fi a ysgrifennodd yr atebion hyn').check()
    await press('Cytuno ac anfon')
    expect(await page.getByRole('heading', { level: 1 }).innerText()).to.contain('Anfonwyd yr ymateb')
  })

  it('is kept as one who answered in English is, with the language in which they agreed', async () => {
    await site.runner.idle()
    const reference = await page.locator('.govuk-panel strong').innerText()
    const desk = await open(1280)
    await signInOn(desk, await site.addPerson('researcher'))
    await desk.goto(`/desk/${demoConsultation.slug}/responses?q=${reference}`)
    await desk.getByRole('link', { name: reference }).first().click()
    const id = new URL(desk.url()).pathname.split('/').at(-1) ?? ''
    const [response] = await findResponses([id])
    if (!response) throw new Error('the response is missing')
    expect(currentConsent(response).language).to.equal('cy')
    expect(response.revisions.at(-1)?.answers.listened).to.deep.equal({ option: 'strongly agree' })
    expect(await desk.locator('html').getAttribute('lang')).to.equal('en')
    expect(await desk.getByRole('main').innerText())
      .to.contain('Strongly agree')
      .and.contain(words)
  })

  it('has a browser that complained of nothing', () => {
    expect(opened.flatMap(({ complaints }) => complaints)).to.deep.equal([])
  })
})
