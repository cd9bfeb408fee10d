import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { addDraft, changeDraft, draftIdOf, emptyDrafts, newToken } from '../../server/responses/draftStore.ts'
import { hotProgress } from '../../server/responses/progressStore.ts'
import { hotStanding } from '../../server/responses/standingStore.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { dayIn, overTime } from '../../server/results/live/days.ts'
import { root } from '../../server/root.ts'
import { type OpenedPage, openPage, signInOn } from '../browser/openPage.ts'
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

  it('counts drafts and responses by an index', async () => {
    for (const query of [hotProgress.all(consultation), hotStanding.groups(consultation)]) {
      const plan = JSON.stringify(await query.explain('queryPlanner'))
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    }
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

describe('Charts in forced colours', () => {
  let site: Site
  let opened: OpenedPage
  before(async () => {
    site = await openSite()
    const consultation = await openConsultation({}, counted)
    await answered(consultation, 6, () => ({
      answers: { agree: { option: 'yes' } },
      attributes: { sector: 'ports' },
    }))
    await addDraft(newToken(), consultation, 1, new Date())
    opened = await openPage(site, {})
    await signInOn(opened.page, await site.addPerson('owner'))
    for (const path of ['results', 'results/live']) {
      await opened.page.goto(`/desk/${consultation}/${path}`)
      await opened.page.emulateMedia({ forcedColors: 'active' })
      seen.push(...(await opened.page.evaluate<Painted[]>(painted)))
    }
    // The shapes of every other drawing at the desk, as its template has them.
    await opened.page.evaluate(`document.querySelector('main').innerHTML = ${JSON.stringify(drawings())}`)
    seen.push(...(await opened.page.evaluate<Painted[]>(painted)))
  })
  after(async () => {
    await opened.close()
    await site.close()
  })
  const seen: Painted[] = []

  it('are drawn in the colours of whoever reads them, and in no other', () => {
    const names = seen.map(({ name }) => name)
    expect(names).to.include.members(['chart__bar', 'chart__outline', 'bar__machine', 'curve__line', 'text'])
    expect(seen.filter(({ foreign }) => foreign.length > 0)).to.deep.equal([])
  })

  it('tell what is counted from what is not by shape', () => {
    const fills = (name: string) => new Set(seen.filter(each => each.name === name).map(({ fill }) => fill))
    expect([...fills('chart__bar')]).to.have.length(1)
    for (const [filled, hollow] of [
      ['chart__bar', 'chart__outline'],
      ['bar__unaided', 'bar__machine'],
      ['interval__value', 'interval__reach'],
    ] as const)
      expect([...fills(filled)], filled).not.to.have.members([...fills(hollow)])
  })

  it('stand on pages whose tabs say which of them one is at', async () => {
    const lines = await opened.page.evaluate<[boolean, string][]>(
      `[...document.querySelectorAll('.tabs a')].map(tab =>
        [tab.hasAttribute('aria-current'), getComputedStyle(tab).borderBottomColor])`,
    )
    const current = lines.filter(([isCurrent]) => isCurrent).map(([, colour]) => colour)
    expect(current).to.have.length(1)
    expect(lines.filter(([isCurrent, colour]) => !isCurrent && current.includes(colour))).to.deep.equal([])
  })
})

/** A shape of a drawing; `foreign` are its colours that are none of the reader’s own. */
type Painted = { name: string; fill: string; foreign: string[] }

/** Each shape with its class, or else what it is. */
const painted = `(() => {
  const probe = document.body.appendChild(document.createElement('i'))
  const colour = name => { probe.style.color = name; return getComputedStyle(probe).color }
  const own = ['Canvas', 'CanvasText', 'GrayText', 'Highlight', 'LinkText'].map(colour)
  probe.remove()
  return [...document.querySelectorAll('main svg :is(rect, path, text, line, circle)')].map(shape => {
    const { fill, stroke, opacity } = getComputedStyle(shape)
    const foreign = [fill, stroke].filter(each => each !== 'none' && !own.includes(each))
    if (opacity !== '1') foreign.push('opacity ' + opacity)
    return { name: shape.getAttribute('class') ?? shape.localName, fill, foreign }
  })
})()`

/** Every shape that a template draws, by its class. */
function drawings(): string {
  const folder = path.join(root, 'views')
  const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.hbs'),
  )
  const shapes = templates.flatMap(name => [
    ...readFileSync(path.join(folder, name), 'utf8').matchAll(
      /<(rect|path|text|line|circle) class="([\w-]+)"/g,
    ),
  ])
  const drawn = shapes.map(([, shape, name]) => `<${shape} class="${name}"></${shape}>`)
  return `<svg>${[...new Set(drawn)].join('')}</svg>`
}

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
