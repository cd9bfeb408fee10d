import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import { findTexts } from '../../server/responses/textStore.ts'
import { deed } from '../browser/deed.ts'
import { type OpenedPage, openPage, signInOn } from '../browser/openPage.ts'
import { addCodebook, theme } from '../coding/corpus.ts'
import { change, responseOf, sender } from '../responses/changing.ts'
import { openConsultation, type Respondent } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'

describe('a response that is edited after it was coded', function () {
  this.timeout(60_000)
  let site: Site
  let consultation: string
  let respondent: Respondent
  let opened: OpenedPage
  let page: Page
  let path: string

  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
    await addCodebook(consultation, theme('pay', []), theme('leave', []), theme('time', []))
    respondent = await sender(site, consultation, {
      obstacles: 'Pay is low. Leave is short.',
      people: 'Time to learn.',
    })
    await site.runner.idle()
    opened = await openPage(site)
    page = opened.page
    await signInOn(page, await site.addPerson('researcher'))
    path = `/desk/${consultation}/responses/${(await responseOf(respondent))._id}`
  })
  after(async () => {
    await opened.close()
    await site.close()
  })

  const code = async (sentence: string, as: string) => {
    await page.getByLabel('Sentence', { exact: true }).selectOption({ label: sentence })
    await page.locator('#code').getByLabel('Theme').selectOption(as)
    await deed(page, () => page.getByRole('button', { name: 'Code this passage' }).click())
  }
  /** What is coded of the answers as they are now. */
  async function counts(): Promise<string[]> {
    const texts = new Map(
      (await findTexts(currentTexts(await responseOf(respondent)))).map(({ _id, text }) => [_id, text]),
    )
    return (await codingsOf(consultation))
      .filter(({ text }) => texts.has(text))
      .map(({ theme, text, start, end }) => `${theme}: ${texts.get(text)?.slice(start, end)}`)
      .sort()
  }

  it('keeps the codings of what is unchanged, and has those of what was changed carried over or looked at', async () => {
    await page.goto(path)
    await code('1. Pay is low.', 'pay')
    await code('2. Leave is short.', 'leave')
    await code('1. Time to learn.', 'time')
    expect(await counts()).to.have.length(3)
    await change(site, respondent, { obstacles: 'In all these years: Pay is low.', people: 'Time to learn.' })
    await site.runner.idle()
    expect(await counts()).to.deep.equal(['time: Time to learn.'])

    await page.goto(`/desk/${consultation}/work`)
    const changed = page.getByRole('region', { name: 'Changed since you coded it' })
    expect(await changed.innerText()).to.include('1 passage can be carried over, 1 passage is gone')
    await changed.getByRole('link').click()
    const left = page.locator('#left-behind')
    expect(await left.innerText())
      .to.include('1 passage stands word for word')
      .and.include('Pay is low.')
      .and.include('the words are gone')
      .and.not.include('Leave is short')
    await deed(page, () => page.keyboard.press('f'))
    expect(await counts()).to.deep.equal(['pay: Pay is low.', 'time: Time to learn.'])
    expect(await left.innerText())
      .to.include('Leave')
      .and.not.include('Carry')

    await deed(page, () => page.keyboard.press('u'))
    expect(await counts()).to.deep.equal(['time: Time to learn.'])
    await deed(page, () => page.keyboard.press('Shift+U'))
    expect(await counts()).to.deep.equal(['pay: Pay is low.', 'time: Time to learn.'])
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'I have read all of this response' }).click(),
    ])
    expect(await left.count()).to.equal(0)
    await page.goto(`/desk/${consultation}/work`)
    expect(await changed.count()).to.equal(0)
    expect(opened.complaints).to.deep.equal([])
  })
})
