import { expect } from 'chai'
import mongoose from 'mongoose'
import { type Agent, openSite, type Site, tokenOf } from '../../site.ts'
import { addChapter, type Chapter } from '../publication/published.ts'

describe('Who is editing a report', () => {
  let site: Site
  let author: Agent
  let owner: Agent
  let chapter: Chapter
  let desk: string
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
    owner = await site.signIn('owner')
  })
  beforeEach(async () => {
    chapter = await addChapter(site)
    desk = `/desk/${chapter.consultation}/reports/${chapter.report._id}`
  })
  after(() => site.close())

  const shown = async (agent: Agent) => (await agent.get(desk).expect(200)).text
  const notices = async (agent: Agent) => {
    const _csrf = await tokenOf(agent)
    const { body } = await agent.post(`${desk}/editing`).type('form').send({ _csrf }).expect(200)
    return (body as { notices: string[] }).notices
  }
  const editings = () => mongoose.connection.collection('editings')
  const of = () => ({ report: chapter.report._id })

  it('is told to the others, since it was opened, and not to oneself', async () => {
    expect(await shown(author)).not.to.include('has this report open')
    expect(await shown(owner)).to.match(/A author has this report open for editing since \d\d:\d\d\./)
    expect(await notices(author)).to.have.length(1)
    expect((await notices(author))[0]).to.match(/^A owner has this report open/)
  })

  it('is not told of who only reads', async () => {
    await shown(await site.signIn('researcher'))
    expect(await shown(owner)).not.to.include('has this report open')
  })

  it('keeps when it began while the page tells that it is open', async () => {
    await shown(author)
    const since = new Date(Date.now() - 600_000)
    await editings().updateMany(of(), { $set: { since } })
    await notices(author)
    expect((await editings().findOne(of()))?.since).to.deep.equal(since)
  })

  it('is forgotten when the page was closed, and begins anew', async () => {
    await shown(author)
    const past = new Date(Date.now() - 1000)
    await editings().updateMany(of(), { $set: { since: new Date(0), expiresAt: past } })
    expect(await shown(owner)).not.to.include('A author has this report open')
    await shown(author)
    const again = await editings().findOne({ ...of(), since: { $gt: past } })
    expect(again?.expiresAt.getTime()).to.be.greaterThan(Date.now())
  })

  it('is one notice a person, however many pages they open at once', async () => {
    await Promise.all([shown(author), shown(author), notices(author)])
    expect(await notices(owner)).to.have.length(1)
  })
})
