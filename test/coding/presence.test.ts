import { expect } from 'chai'
import { model } from 'mongoose'
import type { Response } from '../../server/responses/response.ts'
import { withdrawResponse } from '../../server/responses/store.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { pathOf } from './desk.ts'

describe('Who is reading what', () => {
  let site: Site
  let ines: Agent
  let tomasz: Agent
  let made = 0
  let response: Response
  const list = () => `/desk/${response.consultation}/responses`
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
    tomasz = await site.signIn('researcher')
  })
  after(() => site.close())
  beforeEach(async () => {
    const consultation = `presence${++made}`
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', ['pay']))
    response = await respond(consultation, 'a', { obstacles: 'Pay is low.' })
  })

  it('is told on the response and in the list, without a script, and locks nothing', async () => {
    expect((await tomasz.get(pathOf(response))).text).to.not.include('has this response open')
    const page = await ines.get(pathOf(response))
    expect(page.text).to.match(/A researcher has this response open since \d\d:\d\d\./)
    expect((await ines.get(list())).text).to.include('Open now: A researcher and you')
    const [text = ''] = Object.values(response.revisions[0]?.answers ?? {}).flatMap(given =>
      'text' in given ? [String(given.text)] : [],
    )
    const coded = { sentence: `${text}:0:11`, theme: 'pay', stance: 'supports' }
    for (const agent of [ines, tomasz]) await post(agent, `${pathOf(response)}/codings`, coded)
    expect((await ines.get(`${pathOf(response)}?tags=show`)).text).to.include('Coded unaided by A researcher')
  })

  it('ends when nobody has told of it for its time, and begins anew after that', async () => {
    await tomasz.get(pathOf(response))
    const past = new Date(Date.now() - 1)
    await model('Presence').updateMany({}, { $set: { since: new Date(0), expiresAt: past } })
    expect((await ines.get(pathOf(response))).text).to.not.include('has this response open')
    await tomasz.get(pathOf(response))
    const stored = await model('Presence').find({ response: response._id }).lean<{ since: Date }[]>()
    expect(stored.every(({ since }) => since > past)).to.equal(true)
  })

  it('is kept up by the script of an open page, which is told of others', async () => {
    await tomasz.get(pathOf(response))
    const told = await post(ines, `${pathOf(response)}/presence`, {})
    expect(told.body.notices).to.have.length(1)
    expect(told.headers['cache-control']).to.equal('no-store')
  })

  it('tells who says that they read all of what is said now', async () => {
    const [text] =
      (await ines.get(pathOf(response))).text.match(/name="texts" value="([^"]+)"/)?.slice(1) ?? []
    await post(ines, `${pathOf(response)}/read`, { texts: text })
    expect((await tomasz.get(list())).text).to.include('Read in full:</span> A researcher')
  })

  it('is nowhere once the respondent withdrew, and none of those who only read code', async () => {
    const author = await site.signIn('author')
    await author.get(pathOf(response))
    expect((await ines.get(list())).text).to.include('Nobody yet')
    expect((await post(author, `${pathOf(response)}/presence`, {})).status).to.equal(403)
    await withdrawResponse(response.consultation, response._id, '1')
    expect((await post(ines, `${pathOf(response)}/presence`, {})).body.notices).to.deep.equal([])
    expect(await model('Presence').countDocuments({ response: response._id })).to.equal(0)
  })
})
