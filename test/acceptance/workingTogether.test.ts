import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { listRounds } from '../../server/coding/rounds/roundStore.ts'
import { deed } from '../browser/deed.ts'
import { type OpenedPage, openPage, signInOn } from '../browser/openPage.ts'
import { beginARound, endARound } from '../coding/aRound.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { openSite, type Person, type Site } from '../site.ts'

const words = 'Pay is low. Nobody stays for long.'

const press = (page: Page, name: string) => deed(page, () => page.getByRole('button', { name }).click())
const key = (page: Page, name: string) => deed(page, () => page.keyboard.press(name))
const read = (page: Page) => page.getByRole('main').innerText()

describe('Two researchers at once', function () {
  // Some forty pages, each of which takes long where the machine has other work.
  this.timeout(180_000)
  let site: Site
  let people: Person[]
  let opened: OpenedPage[]
  let ines: Page
  let tomasz: Page
  before(async () => {
    site = await openSite()
    people = [await site.addPerson('researcher'), await site.addPerson('researcher')]
    opened = await Promise.all(people.map(() => openPage(site)))
    const [first, second] = opened.map(({ page }) => page)
    if (!first || !second) throw new Error('a browser is missing')
    ines = first
    tomasz = second
    for (const [at, page] of [ines, tomasz].entries())
      await signInOn(page, people[at] ?? { email: '', password: '' })
  })
  after(async () => {
    await Promise.all(opened.map(each => each.close()))
    await site.close()
  })

  async function aCorpus(consultation: string, responses: number): Promise<void> {
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', ['pay']), theme('turnover', []))
    for (let n = 0; n < responses; n++) await respond(consultation, String(n), { obstacles: words })
    await site.runner.idle()
  }
  const code = async (page: Page, sentence: string, theme: string, stance: string) => {
    await page.getByLabel('Sentence').selectOption({ label: sentence })
    await page.locator('#code').getByLabel('Theme').selectOption({ label: theme })
    await page.locator('#code').getByLabel('Stance').selectOption({ label: stance })
    await press(page, 'Code this passage')
  }

  it('code a sample blind, see how far they agree, and settle what differs', async () => {
    const consultation = 'blind'
    await aCorpus(consultation, 2)
    await ines.goto(`/desk/${consultation}/rounds`)
    await ines.getByLabel('So many, drawn by lot').check()
    await ines.getByLabel('How many by lot').fill('2')
    for (const { email } of people) await ines.getByLabel(email).check()
    await press(ines, 'Begin the round')
    expect(await read(ines)).to.include('with 2 responses, drawn by lot from 2')

    for (const [page, stance] of [
      [ines, 'Supports'],
      [tomasz, 'Opposes'],
    ] as const) {
      await page.goto(`/desk/${consultation}/work`)
      await key(page, 'g')
      const shown = await read(page)
      expect(shown).to.include('You code this response in a blind round')
      expect(shown).to.not.include('Show the tags').and.not.include('A researcher has coded')
      await code(page, '1. Pay is low.', 'Pay', stance)
      await key(page, 'd')
      expect(await read(page)).to.include('Done with SND-')
      await key(page, 'd')
      expect(await read(page)).to.include('You are done with all 2 responses')
    }

    const [round] = await listRounds(consultation)
    await ines.goto(`/desk/${consultation}/rounds/${round?._id}`)
    await press(ines, 'End the round and see how far they agreed')
    await site.runner.idle()
    await ines.reload()
    expect(await read(ines))
      .to.include('Too few to say: in 1 of 2 answers')
      .and.include('1 passage, of which 0')
    await Promise.all([
      ines.waitForEvent('load'),
      ines.getByRole('link', { name: 'Settle the next one' }).click(),
    ])
    expect(await read(ines))
      .to.include('A researcher: Supports')
      .and.include('A researcher: Opposes')
    await ines.keyboard.press('3')
    expect(await ines.getByLabel('Both').isChecked()).to.equal(true)
    await ines.getByLabel('Why?').fill('It says both, of different years.')
    await press(ines, 'Settle it, and go to the next')
    const outcomes = (await codingsOf(consultation)).filter(({ adjudicates }) => adjudicates)
    expect(outcomes.map(({ stance, reason }) => [stance, reason])).to.deep.equal([
      ['mixed', 'It says both, of different years.'],
    ])
    expect(await read(ines)).to.include('Settled by A researcher')
  })

  it('lose neither’s work where both code one passage, and where both settle one difference', async () => {
    const consultation = 'conflict'
    await aCorpus(consultation, 3)
    const round = await beginARound(consultation, 3)
    await endARound(round)
    await ines.goto(`/desk/${consultation}/rounds/${round._id}/differences/next`)
    await tomasz.goto(ines.url())

    for (const [page, choice, reason] of [
      [ines, /Neither: the theme is not there/, 'It is about hours.'],
      [tomasz, /As A researcher coded it/, 'It is about wages.'],
    ] as const) {
      await page.getByLabel(choice).first().check()
      await page.getByLabel('Why?').fill(reason)
    }
    await press(ines, 'Settle it, and go to the next')
    await press(tomasz, 'Settle it, and go to the next')
    const shown = await read(tomasz)
    expect(shown)
      .to.include('A researcher settled this while you looked at it')
      .and.include('It is about hours.')
    expect(await tomasz.getByLabel('Why?').inputValue()).to.equal('It is about wages.')
    await press(tomasz, 'Settle it, and go to the next')
    const reasons = (await codingsOf(consultation)).flatMap(({ reason }) => reason ?? [])
    expect(reasons).to.deep.equal(['It is about wages.'])

    const response = `/desk/${consultation}/responses/${round.responses[1]}`
    await ines.goto(response)
    await tomasz.goto(response)
    expect(await read(tomasz)).to.include('A researcher has this response open since')
    await code(ines, '2. Nobody stays for long.', 'Turnover', 'Supports')
    await code(tomasz, '2. Nobody stays for long.', 'Turnover', 'Opposes')
    await press(ines, 'Undo my last change')
    await tomasz.reload()
    expect(await tomasz.locator('.passage-item__words').last().innerText()).to.equal('Nobody stays for long.')
    const own = (
      await codingsOf(consultation, { theme: 'turnover', respondent: round.responses[1] ?? '' })
    ).filter(({ start }) => start > 0)
    expect(own.map(({ stance, coder }) => [stance, coder])).to.deep.equal([['opposes', people[1]?.id]])
  })
})
