import { expect } from 'chai'
import { currentWording } from '../../../server/consultations/consentWording.ts'
import { listResponses } from '../../../server/responses/store.ts'
import { type OpenedPage, openPage } from '../../browser/openPage.ts'
import { everyKind } from '../../responses/everyKind.ts'
import { openConsultation } from '../../responses/respondent.ts'
import { openSite, type Site } from '../../site.ts'
import { KeyboardUser } from './byKeyboard.ts'

describe('somebody with a keyboard and a screen reader', function () {
  this.timeout(60_000)
  let site: Site
  let opened: OpenedPage
  before(async () => {
    site = await openSite()
    opened = await openPage(site)
  })
  after(async () => {
    await opened.close()
    await site.close()
  })

  it('answers questions of every type, and sends', async () => {
    const consultation = await openConsultation({}, everyKind)
    const { page } = opened
    const user = new KeyboardUser(page, await page.context().newCDPSession(page))
    await page.goto(`/c/${consultation}`)
    await user.press('Start now')

    await user.write('Where can we reply? (optional)', 'ines@harbour.example')
    await user.write('How long have you worked there?', '12')
    await user.write('Day', '3')
    await user.write('Month', '4')
    await user.write('Year', '2019')
    await user.choose('Which port do you use most?', 'North')
    await user.press('Save and continue')

    await user.write('What of its crane?', 'It waits for the tide, and we for it.')
    await user.moveTo('1, hardly', '3')
    await user.press('Save and continue')

    await user.take('The tide')
    await user.choose('Place 1', 'Tools')
    await user.choose('Place 2', 'Pay')
    await user.moveTo('disagree', 'agree')
    await user.take('disagree')
    // The ranking by its places, then each row of the matrix, as a group of its own.
    expect(user.said.slice(3).map(({ role, name, group }) => [group, role, name].join(', '))).to.deep.equal([
      'What holds you up?, checkbox, The tide',
      'What holds you up?, checkbox, Forms',
      'What holds you up?, checkbox, Something else',
      'What holds you up?, textbox, Your words for “Something else”',
      'What holds you up?, checkbox, Nothing',
      'What should be mended first? (optional), combobox, Place 1',
      'What should be mended first? (optional), combobox, Place 2',
      'Crews are heard., radio, disagree',
      'Crews are paid on time., radio, disagree',
    ])
    await user.press('Save and continue')

    await user.press('Continue')
    const { choices, declaration } = currentWording()
    await user.take('For myself')
    const name = await user.to('Your name (optional)')
    expect(name.description).to.equal('As it would be printed. Kept apart from your answers.')
    await page.keyboard.type('Ines Marlow')
    await user.moveTo(choices.none, choices.unnamed)
    await user.take(declaration)
    await user.press('Agree and send')
    expect(await page.getByRole('heading', { name: 'Response sent' }).count()).to.equal(1)

    const [sent, ...more] = await listResponses(consultation)
    expect(more).to.deep.equal([])
    expect(sent?.revisions[0]?.answers).to.deep.include({
      years: { number: 12 },
      first: { order: ['tools', 'pay'] },
      agree: { rows: { heard: 'yes', paid: 'no' } },
    })
  })

  it('is told what happens while the focus stays where it is', async () => {
    const { page } = opened
    await page.goto(`/c/${await openConsultation()}`)
    await page.getByRole('button', { name: 'Start now' }).press('Enter')
    await page.getByRole('button', { name: 'Save and stay here' }).press('Enter')
    await page.getByRole('status').getByText('This page is saved.').waitFor()
    await page.getByRole('button', { name: 'Save and continue' }).press('Enter')
    await page.getByLabel('What gets in the way?').pressSequentially('Two words')
    await page.locator('[aria-live=polite]').getByText('2 of at most 20 words').waitFor()
  })
})
