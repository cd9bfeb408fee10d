import { expect } from 'chai'
import { addDraft, changeDraft, draftIdOf, emptyDrafts, newToken } from '../../server/responses/draftStore.ts'
import { hotProgress } from '../../server/responses/progressStore.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { dayIn, overTime } from '../../server/results/live/days.ts'
import { openPage, signInOn } from '../browser/openPage.ts'
import { invited } from '../consultations/inviting.ts'
import { answerAll, declaration, openConsultation, respondentTo } from '../responses/respondent.ts'
import { type Agent, openSite, type Site } from '../site.ts'
import { answered, counted, rowOf } from './scene.ts'

describe('How answering goes', () => {
  let site: Site
  let owner: Agent
  let consultation: string
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
    consultation = await openConsultation()
    const sender = await respondentTo(site, consultation)
    await answerAll(sender)
    await sender.send('send', declaration)
    const stopped = await respondentTo(site, consultation)
    await stopped.send('about', { role: 'a harbour master nobody should see', sector: 'local' })
    await stopped.send('experience', { obstacles: 'Words that are not sent.', people: '' })
    await addDraft(newToken(), consultation, 1, new Date())
    const sent = await findByOrigin(draftIdOf(sender.token))
    await emptyDrafts([{ draft: draftIdOf(sender.token), response: sent?._id ?? '' }])
  })
  after(() => site.close())

  const read = async (id = consultation, rest = '') =>
    (await owner.get(`/desk/${id}/results/live${rest}`)).text.replace(/\s+/g, ' ')

  it('says what was sent, what was begun, and how far people came', async () => {
    const html = await read()
    expect(html).to.include('1 response').and.include('2 answers')
    expect(rowOf(html, 'Began')).to.deep.equal(['3', '100 %', '1'])
    expect(rowOf(html, 'About you')).to.deep.equal(['2', '67 %', '0'])
    expect(rowOf(html, 'What you have seen')).to.deep.equal(['2', '67 %', '1'])
    expect(rowOf(html, 'Your views')).to.deep.equal(['1', '33 %', '0'])
    expect(rowOf(html, 'Sent their answer')).to.deep.equal(['1', '33 %', '–'])
  })

  it('shows nothing of what somebody entered and has not sent', async () => {
    const html = await read()
    expect(html).not.to.include('Words that are not sent').and.not.include('nobody should see')
  })

  it('tells the words of answers by their median', async () => {
    expect(rowOf(await read(), 'What gets in the way\\?')).to.deep.equal(['1', '5', '5 to 5', '5'])
  })

  it('is the same without JavaScript by a link, and by itself as a part of a page', async () => {
    expect(await read()).to.match(/<a class="button" href="[^"]*\/results\/live">Refresh<\/a>/)
    const part = await read(consultation, '/now')
    expect(part).to.include('As of').and.not.include('<html')
    expect(rowOf(part, 'Began')).to.deep.equal(['3', '100 %', '1'])
  })

  it('tells sectors and nations without groups of fewer than five', async () => {
    const id = await openConsultation({}, counted)
    await answered(id, 13, at => ({
      attributes: { sector: at < 6 ? 'ports' : at < 11 ? 'rail' : 'a lighthouse', nation: 'Wales' },
    }))
    const html = await read(id)
    expect(html).not.to.include('a lighthouse')
    expect(rowOf(html, 'ports')).to.deep.equal(['6'])
    expect(rowOf(html, 'rail')).to.deep.equal(['–left out'])
    expect(rowOf(html, 'All others')).to.deep.equal(['–left out'])
    expect(rowOf(html, 'Wales')).to.deep.equal(['13'])
  })

  it('tells how many of those who were invited have answered', async () => {
    const id = await openConsultation()
    expect(await read(id))
      .to.include('Nobody has begun to answer yet.')
      .and.not.include('Invitations, of')
    await invited(site, id, 'ada', 'bo')
    expect(rowOf(await read(id), 'Invited, not begun')).to.deep.equal(['2'])
  })

  it('reads how far drafts are by an index', async () => {
    const plan = JSON.stringify(await hotProgress.all(consultation).lean().explain('queryPlanner'))
    expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
  })

  it('is brought up to date by a script until it is stopped, and says so', async () => {
    const { page, close } = await openPage(site, {})
    await page.clock.install()
    await signInOn(page, await site.addPerson('owner'))
    await page.goto(`/desk/${consultation}/results/live`)
    await page.getByText('It updates twice a minute.').waitFor()
    const begin = async () => {
      const token = newToken()
      await addDraft(token, consultation, 1, new Date())
      await changeDraft(draftIdOf(token), { visited: 'about' })
    }
    await begin()
    await page.clock.fastForward(31_000)
    await page.getByRole('status').getByText('1 response sent, 3 answers begun and not sent').waitFor()
    expect(await page.locator('main').innerText()).to.include('3 answers')
    await page.getByRole('button', { name: 'Stop updating' }).click()
    await page.getByRole('status').getByText('It no longer updates by itself.').waitFor()
    await begin()
    await page.clock.fastForward(120_000)
    expect(await page.locator('main').innerText()).to.include('3 answers')
    await page.getByRole('button', { name: 'Update by itself' }).click()
    await page.locator('main').getByText('4 answers', { exact: true }).waitFor()
    await close()
  })
})

describe('Days', () => {
  it('are those of the zone in which a consultation is run', () => {
    expect(dayIn('Europe/London')(new Date('2026-07-01T23:30:00Z'))).to.equal('2026-07-02')
    expect(dayIn('America/New_York')(new Date('2026-07-01T02:00:00Z'))).to.equal('2026-06-30')
  })

  it('are told one by one, also those on which nothing came', () => {
    const { by, spans } = overTime(['2026-11-01', '2026-11-03'], ['2026-11-03'], '2026-11-04')
    expect(by).to.equal('Day')
    expect(spans.map(({ sent, unsent }) => [sent, unsent])).to.deep.equal([
      [1, 0],
      [0, 0],
      [1, 1],
      [0, 0],
    ])
  })

  it('are put together by week, month or year where there are many, and none is lost', () => {
    for (const [first, by] of [
      ['2026-08-01', 'Week from'],
      ['2024-08-01', 'Month'],
      ['1970-01-01', 'Year'],
    ] as const) {
      const found = overTime([first, '2026-11-03', '2027-01-01'], [], '2026-11-04')
      expect(found.by).to.equal(by)
      expect(found.spans.reduce((sum, { sent }) => sum + sent, 0)).to.equal(3)
      expect(found.spans.length).to.be.below(70)
    }
  })
})
