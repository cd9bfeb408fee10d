import { expect } from 'chai'
import mongoose from 'mongoose'
import { hotMentions } from '../../server/coding/mentionStore.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Response } from '../../server/responses/response.ts'
import { overTime } from '../../server/results/live/days.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { decide, tagOf } from '../coding/desk.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

describe('pictures of themes', () => {
  let site: Site
  let agent: Agent
  let read: Response[]
  before(async () => {
    site = await openSite()
    await addCorpus('pic')
    await addCodebook('pic', theme('pay', ['pay']), theme('boats', ['boat*']))
    const responses = []
    for (let n = 0; n < 11; n++)
      responses.push(await respond('pic', `${n}`, { obstacles: n < 6 ? 'Low pay, old boats.' : 'Low pay.' }))
    read = responses
    await addCorpus('bare')
    const skippers = responses.slice(0, 6).map(({ _id }) => _id)
    await mongoose.connection
      .collection('responses')
      .updateMany({ _id: { $in: skippers } } as object, { $set: { 'attributes.role': 'a skipper' } })
    await site.runner.idle()
    agent = await site.signIn('researcher')
    for (const [n, response] of responses.entries()) {
      if (n < 7) await decide(agent, response, await tagOf(response, 'pay'), { do: 'accept-supports' })
      if (n < 6) await decide(agent, response, await tagOf(response, 'boats'), { do: 'accept-mentions' })
    }
  })
  after(() => site.close())

  const tableOf = (html: string, id: string) => {
    const section = html.slice(html.indexOf(`id="${id}-heading"`))
    const body = /<tbody>([\s\S]*?)<\/tbody>/.exec(section)?.[1] ?? ''
    return [...body.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
      row
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
  }

  it('show how many raised each theme, and which were raised together, beside their tables', async () => {
    const { status, text } = await agent.get('/desk/pic/pictures')
    expect(status).to.equal(200)
    expect(tableOf(text, 'prevalence').map(row => row.slice(2))).to.deep.equal(['Pay 7 64%', 'Boats 6 55%'])
    expect(tableOf(text, 'together').map(row => row.slice(2))).to.deep.equal(['Pay · 6', 'Boats 6 ·'])
    expect(text.match(/<svg [^>]*role="img"/g)).to.have.length(4)
  })

  it('say how much of it is of the machine, and that nobody checked it yet', async () => {
    for (const page of ['pictures', '', 'themes/pay', 'search?theme=pay']) {
      const { text } = await agent.get(`/desk/pic/${page}`)
      expect(text, page).to.contain('accepted from the machine (100%)')
      expect(text, page).to.contain('not checked yet')
    }
  })

  it('show small cells to the team, marked by a sign and in words', async () => {
    const { text } = await agent.get('/desk/pic/pictures?by=attribute:role')
    expect(text).to.contain('Themes by role')
    const groups = tableOf(text, 'groups')
    expect(groups.map(row => row.replaceAll(' (fewer than five)', ''))).to.deep.equal([
      'a skipper 6 (100%) 6 (100%)',
      'a registrar 1 (20%) * 0 (0%)',
    ])
    expect(text).to.contain('* fewer than five respondents').and.contain('stroke-dasharray')
    expect(tableOf(text, 'time')).to.have.length(1)
    expect(tableOf(text, 'time')[0]).to.contain('7').and.contain('4 * (fewer than five)')
  })

  it('leave small cells out of what is for publication, with what they could be worked out from', async () => {
    const table = async (rest: string) =>
      (await agent.get(`/desk/pic/pictures/${rest}`)).text.trim().split('\r\n').slice(1)
    const groups = 'groups.csv?by=attribute:role'
    expect(await table(`${groups}&for=publication`)).to.deep.equal(await table(groups))
    const printed = await table(groups)
    expect(printed.find(row => row.startsWith('a registrar'))).to.equal('a registrar,,')
    expect(await table(`${groups}&for=team`)).to.include('a registrar,1 (20%),0 (0%),P Pay')
    expect((await table('time.csv?theme=pay'))[0]).to.match(/,,$/)
    expect((await table('time.csv?theme=pay&for=team'))[0]).to.match(/,7,4,Did not$/)
    const svg = await agent.get(`/desk/pic/pictures/groups.svg?by=attribute:role&for=team`).buffer(true)
    expect(String(svg.text ?? svg.body)).to.contain('For the team. * fewer than five respondents')
    expect(svg.headers['content-disposition']).to.contain('pic-groups-team.svg')
    const printedSvg = await agent.get(`/desk/pic/pictures/groups.svg?by=attribute:role`).buffer(true)
    expect(String(printedSvg.text ?? printedSvg.body))
      .to.not.contain('*')
      .and.not.contain('For the team')
  })

  it('tell a theme by week or month where its responses came over a longer time', () => {
    const days = (number: number) =>
      [...Array(number).keys()].map(at => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10))
    const by = (number: number) => overTime(days(number), [], days(number).at(-1) ?? '', 14).by
    expect([by(1), by(14), by(15), by(98), by(99), by(420), by(421)]).to.deep.equal([
      ...['Day', 'Day', 'Week from', 'Week from', 'Month', 'Month', 'Year'],
    ])
  })

  it('show how far each coder has come, to the team alone', async () => {
    expect((await agent.get('/desk/pic/pictures')).text).to.not.contain('Progress by coder')
    const [first] = read
    if (!first) throw new Error('nothing was received')
    await post(agent, `/desk/pic/responses/${first._id}/read`, { texts: currentTexts(first).join(' ') })
    const { text } = await agent.get('/desk/pic/pictures')
    expect(tableOf(text, 'coders').map(row => row.replace(/^.*? (?=0)/, ''))).to.deep.equal(['0 0 0 1'])
    expect((await agent.get('/desk/pic/pictures/coders.csv?for=team')).text).to.contain('Read in full')
    expect((await agent.get('/desk/pic/pictures/coders.csv')).status).to.equal(404)
  })

  it('can be downloaded, picture and table, by those who may export', async () => {
    const csv = await agent.get('/desk/pic/pictures/prevalence.csv')
    expect(csv.text.split('\r\n').slice(0, 2)).to.deep.equal([
      'Theme,Respondents,Per cent of all',
      csv.text.split('\r\n')[1],
    ])
    expect(csv.text).to.contain('Pay,7,64%')
    expect(csv.headers['content-disposition']).to.contain('pic-prevalence-publication.csv')
    const svg = await agent.get('/desk/pic/pictures/together.svg').buffer(true)
    expect(svg.headers['content-type']).to.contain('image/svg+xml')
    expect(String(svg.text ?? svg.body)).to.contain('Themes that the same respondents raised')
    expect((await agent.get('/desk/pic/pictures/nothing.svg')).status).to.equal(404)
    expect((await agent.get('/desk/pic/pictures/prevalence.exe')).status).to.equal(404)
  })

  it('tell two groups apart by the words that they use', async () => {
    const { text } = await agent.get(
      '/desk/pic/pictures/words?by=attribute:role&one=a+skipper&other=a+registrar',
    )
    expect(tableOf(text, 'words').map(row => row.replace(/ \(.*/, ''))).to.deep.equal(['old boats 6'])
    const rest = await agent.get('/desk/pic/pictures/words?by=attribute:role&one=a+skipper&other=*')
    expect(tableOf(rest.text, 'words').map(row => row.replace(/ \(.*/, ''))).to.deep.equal(['old boats 6'])
    expect(rest.text).to.contain('a skipper and everybody else apart')
    const same = await agent.get('/desk/pic/pictures/words?by=attribute:role&one=a+skipper&other=a+skipper')
    expect(same.text).to.contain('Choose two different groups')
  })

  it('say what to do while there is nothing to show', async () => {
    expect((await agent.get('/desk/bare/pictures')).text).to.contain('The codebook has no themes yet')
  })

  it('are counted by index', async () => {
    const plan = JSON.stringify(await hotMentions.ofRespondents('pic', ['r']).explain('queryPlanner').exec())
    expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
  })
})
