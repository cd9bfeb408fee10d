import { expect } from 'chai'
import { model } from 'mongoose'
import type { Page } from 'playwright-core'
import { draftIdOf, findDraft } from '../../server/responses/draftStore.ts'
import { type OpenedPage, openPage } from '../browser/openPage.ts'
import { openConsultation, type Respondent, respondentTo } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'

const minute = 60_000

describe('A page of a joint response that somebody has before them', () => {
  let site: Site
  let opened: OpenedPage[] = []
  let ann: Respondent
  let bo: string
  before(async () => {
    site = await openSite()
  })
  beforeEach(async () => {
    ann = await respondentTo(site, await openConsultation())
    await ann.send('check/others', { own: 'Ann Reeve', name: 'Bo Hale' })
    bo = /\/answer\/([\w-]{24})">/.exec((await ann.get('check/others')).text)?.[1] ?? ''
  })
  afterEach(async () => {
    for (const { complaints } of opened) expect(complaints).to.deep.equal([])
    await Promise.all(opened.map(each => each.close()))
    opened = []
  })
  after(() => site.close())

  /** A browser whose time goes by only when it is told. */
  async function open(token: string): Promise<Page> {
    const one = await openPage(site)
    opened.push(one)
    await one.page.clock.install()
    await one.page.goto(`/answer/${token}/experience`)
    return one.page
  }
  const leaseOf = async () => (await findDraft(ann.token))?.leases?.experience
  const setLease = (lease: object) =>
    model('Draft').updateOne({ _id: draftIdOf(ann.token) }, { $set: { 'leases.experience': lease } })
  const renewed = (page: Page) => page.waitForResponse(answer => answer.url().endsWith('/holding'))

  it('stays theirs while they read, and is not kept by one that nobody looks at any more', async () => {
    const page = await open(ann.token)
    const soon = new Date(Date.now() + minute)
    await setLease({ by: 'first', until: soon })
    const first = renewed(page)
    await page.clock.runFor(5 * minute)
    await first
    expect((await leaseOf())?.until).to.be.greaterThan(soon)

    let asked = 0
    page.on('request', request => {
      if (request.url().endsWith('/holding')) asked++
    })
    await page.clock.fastForward(31 * minute)
    asked = 0
    await page.clock.runFor(20 * minute)
    expect(asked).to.equal(0)
    const back = renewed(page)
    await page.mouse.move(40, 40)
    await back
  })

  it('is told to be somebody else’s before anything is typed in vain', async () => {
    const page = await open(ann.token)
    await setLease({ by: draftIdOf(bo), until: new Date(Date.now() + 10 * minute) })
    await page.clock.runFor(5 * minute)
    await page.getByRole('status').filter({ hasText: 'Somebody else is answering this page now' }).waitFor()
  })

  it('is told to be free to who waits for it, who reloads nothing', async () => {
    await ann.get('experience')
    const page = await open(bo)
    const status = page.getByRole('status')
    expect(await status.innerText()).to.contain('Ann Reeve is answering this page now')
    const asked = renewed(page)
    await page.clock.runFor(20_000)
    await asked
    expect(await status.innerText()).to.contain('Ann Reeve is answering this page now')
    await ann.send('experience', { obstacles: 'Old systems.' })
    await page.clock.runFor(20_000)
    await status.filter({ hasText: 'This page is free now.' }).waitFor()
    await page.getByRole('link', { name: 'Answer it' }).click()
    expect(await page.getByLabel('What gets in the way?').inputValue()).to.equal('Old systems.')
  })
})
