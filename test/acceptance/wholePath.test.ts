import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { demoConsultation } from '../../scripts/demo/consultation.ts'
import { loadDemo } from '../../scripts/demo/load.ts'
import type { Role } from '../../server/accounts/roles.ts'
import { logInto } from '../../server/http/log.ts'
import { type OpenedPage, openPage, signInOn } from '../browser/openPage.ts'
import { docx } from '../files/made/documents.ts'
import { openSite, type Site } from '../site.ts'
import { answerAs, type Expert } from './expert.ts'

const desk = `/desk/${demoConsultation.slug}`

const keeper = {
  role: 'a lock keeper',
  sector: 'Local government',
  organisation: 'Brindle Navigation',
  name: 'Wenna Tregarthen',
  sentence:
    'Our supplier’s café till holds the only flumdrake 🔑, and nobody “upstairs” knows that it’s there.',
  rest: 'I asked.\nI was told to ask again.',
  choice: 'role' as const,
  who: 'a lock keeper in local government',
  // Nobody else among the respondents is one.
  printed: 'one respondent in local government',
}
const archivist = {
  role: 'an archivist of tide tables',
  sector: 'Research',
  organisation: 'The Saltmarsh Trust',
  name: 'Odalys Brackenridge',
  sentence: 'We file each flumdrake twice: once for Zoë’s team 🗂️, and once for the team that “owns” hers.',
  rest: 'Nobody reads the second.\nNobody dares to stop.',
  choice: 'unnamed' as const,
  who: 'one respondent',
  printed: 'one respondent',
}

function expert(said: typeof keeper | typeof archivist, file: Expert['file']): Expert {
  const obstacles = `${said.sentence}\n\n${said.rest}`
  return { ...said, obstacles, line: `“…” — ${said.who}`, help: 'A shared vision', file }
}

describe('the whole path, from a blank form to a quoted finding', () => {
  let site: Site
  const opened: OpenedPage[] = []
  const logged: string[] = []
  const references: { keeper?: string; archivist?: string } = {}
  before(async function () {
    this.timeout(60_000)
    site = await openSite({}, logInto('trace', { write: line => logged.push(line) }))
    await loadDemo()
  })
  after(async () => {
    await Promise.all(opened.map(page => page.close()))
    await site.close()
  })

  async function open(javaScript: boolean, role?: Role): Promise<Page> {
    const visit = await openPage(site, { javaScript })
    opened.push(visit)
    if (role) {
      await signInOn(visit.page, await site.addPerson(role))
      await visit.page.goto(desk)
    }
    return visit.page
  }

  it('takes an expert’s answers in a browser with JavaScript', async () => {
    const note = Buffer.from('The quistle was mended in March.\nIt broke again in April.\n')
    const page = await open(true)
    references.keeper = await answerAs(
      page,
      expert(keeper, { name: 'note.txt', mimeType: 'text/plain', buffer: note }),
    )
  })

  it('takes an expert’s answers in a browser without JavaScript', async () => {
    const note = docx(['Minutes of the tide table group.', 'The second file was not opened.'])
    const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    const page = await open(false)
    references.archivist = await answerAs(
      page,
      expert(archivist, { name: 'minutes.docx', mimeType, buffer: note }),
    )
  })

  it('lets a researcher add a theme, see what the machine suggests by it, and accept a tag', async () => {
    const page = await open(true, 'researcher')
    await page.goto(`${desk}/codebook/new`)
    await page.getByRole('textbox', { name: 'Name' }).fill('Flumdrakes')
    await page.getByRole('textbox', { name: 'Definition' }).fill('How flumdrakes are kept.')
    await page.getByRole('textbox', { name: 'Rules' }).fill('flumdrake')
    await page.getByRole('button', { name: 'Save the theme' }).click()
    await page.getByText('Flumdrakes is saved.').waitFor()
    await site.runner.idle()

    await openResponse(page, references.keeper)
    const words = page.locator('.testimony').filter({ hasText: keeper.sentence })
    expect(await words.innerText()).to.contain(keeper.rest)
    await page.getByRole('button', { name: 'I have read all of this response' }).click()
    await page.getByRole('link', { name: 'Show the tags' }).click()
    const suggestion = page.locator('form', {
      has: page.locator('.passage-item__head', { hasText: 'Flumdrakes' }),
    })
    await suggestion.getByRole('button', { name: 'Supports' }).click()
    await page.getByText('Accepted from the machine').waitFor()
  })

  it('lets a researcher code a sentence by a form alone', async () => {
    const page = await open(false, 'researcher')
    await openResponse(page, references.archivist)
    const code = page.locator('#code')
    const sentence = code.locator('option', { hasText: 'We file each flumdrake' })
    await code.getByLabel('Sentence').selectOption((await sentence.getAttribute('value')) ?? '')
    await code.getByLabel('Theme').selectOption('Flumdrakes')
    await code.getByLabel('Stance').selectOption('Supports')
    await code.getByRole('button', { name: 'Code this passage' }).click()
    await page.getByText('Coded unaided').waitFor()
  })

  it('lets an author make a finding of a proposal, choose its quotes, and mark it as ready', async () => {
    const page = await open(true, 'author')
    await page.goto(`${desk}/findings/propose`)
    await page
      .getByRole('row', { name: /^Flumdrakes \d/ })
      .getByRole('button')
      .click()
    await page.getByRole('textbox', { name: 'Claim' }).fill('Flumdrakes are kept where nobody looks.')
    await page.getByLabel('What a report says of it').fill('Our respondents told us of their flumdrakes.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved as a draft.').waitFor()

    const first = page.locator('#quotes-section li', { hasText: keeper.printed })
    await first.getByRole('button', { name: 'Take out' }).click()
    await page.getByRole('button', { name: /^Choose ?: Our supplier/ }).click()
    await page.getByText(/Q\d+ is chosen/).waitFor()
    await page.getByRole('button', { name: 'Mark as ready' }).click()
    await page.getByText(/Few \(2\) of \d+ respondents support it/).waitFor()
  })

  it('exports the very words that were typed, with the attribution that each allowed', async () => {
    const page = await open(false, 'author')
    await page.goto(`${desk}/reports`)
    await page.getByLabel('Title', { exact: true }).fill('Keep an eye on the flumdrake')
    for (const box of await page
      .getByRole('group', { name: 'Write of these findings' })
      .getByRole('checkbox')
      .all())
      await box.uncheck()
    await page.getByLabel('Flumdrakes are kept where nobody looks.').check()
    await page.getByRole('button', { name: 'Draft it' }).click()

    const markdown = await download(page, 'Export as Markdown')
    const html = await download(page, 'Export as HTML')
    const quotes = await download(page, 'Quotes as CSV')
    const read = await open(false)
    await read.setContent(html)
    for (const text of [markdown, await read.locator('body').innerText()])
      for (const { sentence, printed } of [keeper, archivist])
        expect(text).to.match(inPrint(sentence, printed))
    const rows: Record<string, string>[] = parse(quotes, { bom: true, columns: true })
    expect(rows.map(({ words, attribution }) => [words, attribution])).to.have.deep.members(
      [keeper, archivist].map(({ sentence, printed }) => [withoutStop(sentence), printed]),
    )
    for (const exported of [markdown, html, quotes])
      for (const { name, organisation } of [keeper, archivist])
        expect(exported).not.to.contain(name).and.not.to.contain(organisation)
    expect(markdown + html + quotes).not.to.contain(archivist.role)
  })

  it('lets an expert withdraw by their private link, and exports nothing of theirs from then on', async () => {
    const author = await open(false, 'author')
    const allQuotes = async () => (await author.request.get(`${desk}/reports/quotes.csv`)).text()
    expect(await allQuotes()).to.contain('We file each flumdrake twice')

    const page = opened[1]?.page
    if (!page) throw new Error('the archivist’s page is missing')
    await page.getByRole('link', { name: 'See what became of it' }).click()
    expect(await page.getByRole('main').innerText()).to.contain('Flumdrakes: 1 passage')
    await page.getByRole('link', { name: 'withdraw all that you wrote' }).click()
    expect(await page.getByRole('main').innerText()).to.contain(
      '1 finding that quotes you is looked at again',
    )
    await page.getByRole('button', { name: 'Withdraw all my words' }).click()
    expect(await page.getByRole('main').innerText()).to.contain('They are used no more')

    await site.runner.idle()
    expect(await allQuotes())
      .to.contain('Our supplier’s café till')
      .and.not.to.contain('flumdrake twice')
    await author.goto(`${desk}/reports`)
    await author.getByRole('link', { name: 'Keep an eye on the flumdrake' }).click()
    await author.getByRole('link', { name: 'Export as Markdown' }).click()
    expect(await author.getByRole('main').innerText())
      .to.contain('There is a problem')
      .and.not.to.contain('flumdrake twice')
  })

  it('made no browser complain', () => {
    expect(opened.flatMap(({ complaints }) => complaints)).to.deep.equal([])
  })

  it('has logged every request, and nothing of what anybody wrote or is called', () => {
    expect(logged.length).to.be.greaterThan(100)
    const words = [keeper, archivist].flatMap(({ name, organisation, role }) => [name, organisation, role])
    const said = [...words, 'flumdrake', 'Flumdrake', 'quistle', 'tide table', 'note.txt', 'minutes.docx']
    const told = logged.filter(line => said.some(word => line.includes(word)) || /\S@\S+\.\w/.test(line))
    expect(told).to.deep.equal([])
  })
})

/** The sentence between double marks, its own double marks single, near the words that attribute it. */
function inPrint(sentence: string, who: string): RegExp {
  const words = withoutStop(sentence).replace(/“/g, '‘').replace(/”/g, '’')
  return new RegExp(`${who} (wrote|put it so|added): “${words}”`, 'i')
}

/** A report puts quotes into sentences, which bring their own full stop. */
function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

/** Opens a response by its reference, from the page of the list that it is on. */
async function openResponse(page: Page, reference = ''): Promise<void> {
  await page.getByRole('link', { name: 'Responses', exact: true }).click()
  const link = page.getByRole('link', { name: reference })
  while ((await link.count()) === 0) await page.getByRole('link', { name: 'Next page' }).click()
  await link.click()
}

async function download(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
  return readFile(await file.path(), 'utf8')
}
