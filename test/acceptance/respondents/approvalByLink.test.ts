import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { type OpenedPage, openPage, signInOn } from '../../browser/openPage.ts'
import { addChapter, type Chapter } from '../../reports/publication/published.ts'
import { openSite, type Site } from '../../site.ts'
import { linkPath } from '../../testimony/linkPath.ts'

describe('a respondent who is asked to approve a sentence by a link, on a phone without JavaScript', function () {
  this.timeout(60_000)
  let site: Site
  let chapter: Chapter
  let author: Page
  let phone: Page
  const opened: OpenedPage[] = []
  before(async () => {
    site = await openSite()
    chapter = await addChapter(site, { approval: true })
    opened.push(await openPage(site), await openPage(site, { width: 390, javaScript: false }))
    const [one, two] = opened
    if (!one || !two) throw new Error('a browser is missing')
    author = one.page
    phone = two.page
    await signInOn(author, await site.addPerson('author'))
  })
  after(async () => {
    await Promise.all(opened.map(each => each.close()))
    await site.close()
  })

  const report = () => `/desk/${chapter.consultation}/reports/${chapter.report._id}`
  async function exported(): Promise<string> {
    const reply = await author.request.get(`${report()}/export/markdown`)
    return reply.text()
  }

  it('reads the whole sentence in its place, as it would be printed', async () => {
    await author.goto(`/desk/${chapter.consultation}/approvals`)
    await author.getByRole('button', { name: /^Ask about/ }).click()
    expect(await exported()).to.contain('Not approved.')

    await phone.goto(await linkPath(site, chapter.consultation))
    const said = await phone.getByRole('main').innerText()
    expect(said).to.contain('Ada Sample wrote: “Our supplier stayed with us through both floods”')
    expect(said).to.contain('If you do not answer, it is not published.')
    expect(await phone.evaluate('document.documentElement.scrollWidth')).to.equal(390)
  })

  it('is led back to the choice that they left out, and approves it', async () => {
    await phone.getByRole('button', { name: 'Send' }).click()
    expect(await phone.title()).to.match(/^Error: /)
    await phone.getByRole('link', { name: 'Choose what may be done with the sentence' }).click()
    await phone.getByLabel('Publish it as it stands').check()
    await phone.getByRole('button', { name: 'Send' }).click()
    expect(await phone.getByRole('main').innerText()).to.contain('you said: Publish it as it stands')
    expect(await exported()).to.contain('Our supplier stayed with us through both floods')
  })

  it('takes it back, which holds the report', async () => {
    await phone.getByLabel('Do not publish this sentence').check()
    await phone.getByRole('button', { name: 'Send' }).click()
    expect(await exported()).to.contain('Not approved.')
  })
})
