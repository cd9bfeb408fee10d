import { expect } from 'chai'
import mongoose from 'mongoose'
import { hotMentions } from '../../server/coding/mentionStore.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { decide, tagOf } from '../coding/desk.ts'
import { type Agent, openSite, type Site } from '../site.ts'

describe('pictures of themes', () => {
  let site: Site
  let agent: Agent
  before(async () => {
    site = await openSite()
    await addCorpus('pic')
    await addCodebook('pic', theme('pay', ['pay']), theme('boats', ['boat*']))
    const responses = []
    for (let n = 0; n < 11; n++)
      responses.push(await respond('pic', `${n}`, { obstacles: n < 6 ? 'Low pay, old boats.' : 'Low pay.' }))
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

  it('leave out small cells of groups, and what they could be worked out from', async () => {
    const { text } = await agent.get('/desk/pic/pictures?by=attribute:role')
    expect(text).to.contain('Themes by role')
    expect(tableOf(text, 'time')[0]).to.match(/left out/)
  })

  it('can be downloaded, picture and table, by those who may export', async () => {
    const csv = await agent.get('/desk/pic/pictures/prevalence.csv')
    expect(csv.text.split('\r\n').slice(0, 2)).to.deep.equal([
      'Theme,Respondents,Per cent of all',
      csv.text.split('\r\n')[1],
    ])
    expect(csv.text).to.contain('Pay,7,64%')
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
