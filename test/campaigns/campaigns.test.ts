import { expect } from 'chai'
import {
  copiesAnswering,
  findSearch,
  hotCampaigns,
  listCampaigns,
} from '../../server/campaigns/campaignStore.ts'
import { findJob } from '../../server/jobs/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { addHarbour, say, sayAll } from '../findings/corpus.ts'
import { type Agent, openSite, type Site } from '../site.ts'

const letter =
  'We ask the harbour board to keep the winter timetable, to publish its accounts, and to answer letters within a month.'

describe('Campaigns', () => {
  let site: Site
  let researcher: Agent
  let consultation: string

  before(async () => {
    site = await openSite()
    researcher = await site.signIn('researcher')
  })
  beforeEach(async () => {
    consultation = await addHarbour()
  })
  after(() => site.close())

  const found = async () => {
    const search = await findSearch(consultation)
    return search?.search
      ? (await listCampaigns(search)).map(({ rank, senders }) => ({ rank, senders }))
      : undefined
  }
  const page = async () => (await researcher.get(`/desk/${consultation}/campaigns`).expect(200)).text

  it('are looked for once responses are there, and again when another comes or one is withdrawn', async () => {
    expect(await found()).to.equal(undefined)
    await say(site, consultation, { text: letter })
    expect(await found()).to.deep.equal([])
    await say(site, consultation, { text: `${letter} My brother rows for a living, and he cannot wait.` })
    expect(await found()).to.deep.equal([{ rank: 0, senders: 2 }])
    const third = await say(site, consultation, { text: letter })
    expect(await found()).to.deep.equal([{ rank: 0, senders: 3 }])
    await withdraw(consultation, third.respondent)
    await site.runner.idle()
    expect(await found()).to.deep.equal([{ rank: 0, senders: 2 }])
    expect((await findJob('campaigns', consultation))?.state).to.equal('done')
  })

  it('leave out what everybody was given to read', async () => {
    const asked = 'What gets in the way?'
    for (const own of [
      'Fog does, from October to the end of March.',
      'The lock keeper’s hours are shorter than ours.',
    ])
      await say(site, consultation, { text: `${asked} ${asked} ${own}` })
    expect(await found()).to.deep.equal([])
  })

  it('are found in a thread of their own where there is much to compare, and come to the same', async () => {
    const filler = Array.from({ length: 9000 }, (_, at) => `pier${at}`).join(' ')
    // All at once: what takes long is not looked for again at once.
    const texts = [`${filler} ends here.`, `${filler.replaceAll('pier', 'quay')} ends there.`, letter, letter]
    await sayAll(
      site,
      consultation,
      texts.map(text => ({ text })),
    )
    expect(await found()).to.deep.equal([{ rank: 0, senders: 2 }])
  })

  it('are shown with the shared text, and what each person added', async () => {
    expect(await page()).to.include('They have not been looked for yet')
    const plain = await say(site, consultation, { text: letter })
    expect(await page()).to.include('No two respondents sent the same text')
    const more = await say(site, consultation, {
      text: `${letter} <b>My brother</b> rows for a living, and he cannot wait.`,
    })
    const html = await page()
    expect(html).to.include(letter).and.include('sent by 2 respondents')
    expect(html).to.include('My brother&lt;/b&gt; rows for a living, and he cannot wait.')
    expect(html).to.include(`${plain.reference}</a> holds 100 % of it and adds nothing`)
    const own = await researcher.get(`/desk/${consultation}/campaigns/0`).expect(200)
    expect(own.text).to.include(more.reference).and.include('rows for a living')
    await researcher.get(`/desk/${consultation}/campaigns/7`).expect(404)
    await researcher.get(`/desk/${consultation}/campaigns/x`).expect(404)
  })

  it('show no word of who has withdrawn, even before they are looked for again', async () => {
    await say(site, consultation, { text: letter })
    const gone = await say(site, consultation, {
      text: `${letter} Ask Tam the pilot, who saw all of it happen.`,
    })
    await withdraw(consultation, gone.respondent)
    expect(await page()).not.to.include('Tam the pilot')
    expect(await page()).not.to.include(gone.reference)
  })

  it('are read by index', async () => {
    const queries = [
      hotCampaigns.all('harbour', 'search'),
      hotCampaigns.copies('harbour', 'search', 0, '', 50),
      hotCampaigns.answering('harbour', 'search', ['obstacles', 'people']),
      hotCampaigns.wanted(),
    ]
    for (const query of queries) {
      const plan = JSON.stringify(await query.lean().explain('queryPlanner'))
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    }
  })

  it('tell who sent a copy in answer to which questions', async () => {
    await say(site, consultation, { text: letter })
    const other = await say(site, consultation, { text: letter, question: 'people' })
    const search = await findSearch(consultation)
    if (!search) throw new Error('nothing was looked for')
    expect(await copiesAnswering(search, ['obstacles', 'people'])).to.have.length(2)
    const [copy] = await copiesAnswering(search, ['people'])
    expect(copy).to.deep.include({ respondent: other.respondent, text: other.text, added: [] })
  })
})
