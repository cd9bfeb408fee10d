import { expect } from 'chai'
import type { Page } from 'playwright-core'
import type { Page as Asked } from '../../server/consultations/questions.ts'
import { findDraft } from '../../server/responses/draftStore.ts'
import { type Axe, openAxe } from '../browser/axe.ts'
import { type OpenedPage, openPage } from '../browser/openPage.ts'
import { openConsultation, type Respondent, respondentTo } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'

const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

/** A page on which answers decide what else is asked, one after another, with one of each that is compared in its own way. */
const pages: Asked[] = [
  {
    id: 'about',
    title: 'The harbour',
    questions: [
      { id: 'tides', type: 'one', label: 'Do tides hold you up?', required: true, options: yesOrNo },
      {
        id: 'which',
        type: 'several',
        label: 'Which tides?',
        required: true,
        when: { question: 'tides', is: 'equals', value: 'yes' },
        options: [
          { value: 'spring', label: 'Spring tides' },
          { value: 'neap', label: 'Neap tides' },
        ],
      },
      {
        id: 'story',
        type: 'longText',
        label: 'What happened at the last spring tide?',
        required: false,
        wordLimit: 50,
        when: { question: 'which', is: 'contains', value: 'spring' },
      },
      { id: 'hours', type: 'number', label: 'How many hours do you wait?', required: false },
      {
        id: 'long',
        type: 'shortText',
        label: 'What do you do meanwhile?',
        required: false,
        when: { question: 'hours', is: 'atLeast', value: '1000' },
      },
      { id: 'since', type: 'date', label: 'Since when?', required: false },
      {
        id: 'early',
        type: 'shortText',
        label: 'How was it then?',
        required: false,
        when: { question: 'since', is: 'under', value: '2020-01-01' },
      },
      {
        id: 'why',
        type: 'shortText',
        label: 'Why did you say {{tides}}?',
        required: false,
        when: { question: 'tides', is: 'answered' },
      },
    ],
  },
]

describe('What an answer has a page ask besides', () => {
  let site: Site
  let consultation: string
  let opened: OpenedPage
  let page: Page
  let respondent: Respondent
  let axe: Axe
  before(async () => {
    site = await openSite()
    consultation = await openConsultation({}, pages)
    opened = await openPage(site, { width: 320 })
    page = opened.page
    axe = await openAxe(site)
  })
  beforeEach(async () => {
    respondent = await respondentTo(site, consultation)
    await page.goto(`/answer/${respondent.token}/about`)
  })
  after(async () => {
    await Promise.all([opened.close(), axe.close()])
    await site.close()
  })

  const main = () => page.getByRole('main').innerText()
  const told = (words: string) => page.getByRole('status').filter({ hasText: words }).waitFor()
  const press = (name: string) =>
    Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()])

  it('is asked at once, is told to who hears the page, and is not asked any more once it is not so', async () => {
    expect(await main()).not.to.contain('Which tides?')
    await page.getByLabel('Yes').check()
    await told('this page asks more: Which tides?')
    await page.getByLabel('Spring tides').check()
    await told('this page asks more: What happened at the last spring tide?')
    await page.getByLabel('What happened').fill('Nobody could land for two days.')
    expect(await main()).to.contain('6 of at most 50 words')
    expect(await axe.problems(page, { again: true })).to.deep.equal([])

    await page.getByLabel('No', { exact: true }).check()
    await told('not asked any more: What happened at the last spring tide?')
    expect(await page.getByLabel('What happened').count()).to.equal(0)
    await page.getByLabel('Yes').check()
    expect(await page.getByLabel('What happened').inputValue()).to.equal('Nobody could land for two days.')
    expect(opened.complaints).to.deep.equal([])
  })

  it('compares numbers and days as the server does', async () => {
    await page.getByLabel('How many hours').fill('999')
    expect(await main()).not.to.contain('What do you do meanwhile?')
    await page.getByLabel('How many hours').fill('1,000')
    await told('What do you do meanwhile?')
    await page.getByLabel('Day').fill('1')
    await page.getByLabel('Month').fill('3')
    await page.getByLabel('Year').fill('2019')
    await told('How was it then?')
    await press('Save and stay here')
    expect(await main())
      .to.contain('What do you do meanwhile?')
      .and.contain('How was it then?')
  })

  it('must be answered where it was seen, and is told of as more where it was not', async () => {
    await page.getByLabel('Yes').check()
    await told('Which tides?')
    await press('Save and continue')
    expect(await page.getByRole('alert').innerText()).to.contain(
      'Choose at least one answer to “Which tides?”',
    )
    // An answer of the page is in its wording, so that it comes with the saved page.
    expect(await main())
      .to.contain('it asks more')
      .and.contain('Why did you say Yes?')
  })

  it('is kept but not sent where it is no longer asked', async () => {
    await page.getByLabel('Yes').check()
    await page.getByLabel('Neap tides').check()
    await press('Save and stay here')
    await page.getByLabel('No', { exact: true }).check()
    await press('Save and stay here')
    expect((await findDraft(respondent.token))?.values)
      .to.include({ tides: 'no' })
      .and.deep.include({ which: ['neap'] })
    expect((await respondent.get('check')).text).not.to.contain('Neap tides')

    await page.getByLabel('Yes').check()
    await page.getByLabel('Neap tides').uncheck()
    await press('Save and stay here')
    expect((await findDraft(respondent.token))?.values).to.deep.include({ which: [] })
  })

  it('is said to come later where no script runs, and comes with the saved page', async () => {
    const { text } = await respondent.get('about')
    expect(text).to.match(/<p[^>]*>Some answers on this page lead to more questions\. Once you save the page/)
    await respondent.send('about', { tides: 'yes', _asks: 'tides hours since' })
    const after = await respondent.get('about?more')
    expect(after.text).to.contain('it asks more: go on below').and.contain('Which tides?')
  })
})
