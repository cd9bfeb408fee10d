import { expect } from 'chai'
import mongoose from 'mongoose'
import { currentVersion } from '../../server/consultations/consentWording.ts'
import type { Page } from '../../server/consultations/questions.ts'
import { riverPages, unpublished } from '../consultations/building/built.ts'
import { type Agent, csrfIn, openSite, post, type Site } from '../site.ts'

describe('previewing what is built', () => {
  let site: Site
  let owner: Agent
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  after(() => site.close())

  const at = (id: string) => `/desk/${id}/questions/preview`
  const send = (path: string, fields: Record<string, unknown>) => post(owner, path, fields, '/desk')
  const read = async (path: string, who = owner) => (await who.get(path).expect(200)).text
  const counted = ['drafts', 'responses', 'texts', 'identities', 'attachments.files']
  const countOf = async (name: string) => mongoose.connection.collection(name).countDocuments()
  const setPages = (id: string, pages: Page[]) =>
    mongoose.connection.collection<{ _id: string }>('buildings').updateOne({ _id: id }, { $set: { pages } })
  const declaration = {
    capacity: 'personal',
    choice: 'role',
    name: '',
    organisation: '',
    agree: 'yes',
    wording: currentVersion,
  }

  it('goes through conditions, wordings and checks as for a respondent, to an end that sends nothing', async () => {
    const id = await unpublished(riverPages)
    expect(await read(at(id))).to.include('Not asked with your test answers')
    const first = await read(`${at(id)}/about`)
    expect(first).to.include('This is a preview.').and.to.include('<title>Preview: About you')
    expect(first).not.to.include('private link')
    const refused = await send(`${at(id)}/about`, { role: '', sector: 'farm' })
    expect(refused.headers.location).to.equal(`${at(id)}/about?check`)
    expect(await read(`${at(id)}/about?check`)).to.include('There is a problem')
    const onward = await send(`${at(id)}/about`, { role: 'a warden', sector: 'farm' })
    expect(onward.headers.location).to.equal(`${at(id)}/rivers`)
    // What waits for another answer of the page is in a template, for a script alone.
    const rivers = await read(`${at(id)}/rivers`)
    expect(rivers.replace(/<div data-asked.*?<\/template>/gs, '')).not.to.include('why is that so?')
    await send(`${at(id)}/rivers`, { state: 'It is clean again.' })
    expect(await read(`${at(id)}/rivers`)).to.include('As a warden, why is that so?')
    expect(await read(`${at(id)}/check`)).to.include('It is clean again.')
    const toMend = await send(`${at(id)}/send`, { ...declaration, agree: '' })
    expect(toMend.headers.location).to.equal(`${at(id)}/declaration?check`)
    expect(await read(`${at(id)}/declaration?check`)).to.include('There is a problem')
    const sent = await send(`${at(id)}/send`, declaration)
    expect(sent.headers.location).to.equal(`${at(id)}/send`)
    expect(await read(`${at(id)}/send`)).to.include('Nothing was sent')
    for (const name of counted) expect(await countOf(name), name).to.equal(0)
  })

  it('says why a page is not asked, and begins again without answers', async () => {
    const id = await unpublished(riverPages)
    expect(await read(`${at(id)}/rivers`)).to.include('It is shown when “Where do you work?” is “Farming”')
    await send(`${at(id)}/about`, { role: 'a warden', sector: 'farm' })
    expect(await read(`${at(id)}/rivers`)).to.include('How is it kept?')
    await send(at(id), {})
    expect(await read(`${at(id)}/about`)).not.to.include('a warden')
    expect(await read(`${at(id)}/rivers`)).to.include('This page is not asked')
  })

  it('keeps each person’s test answers apart, and leaves out those to a question of another type by now', async () => {
    const id = await unpublished(riverPages)
    await send(`${at(id)}/about`, { role: 'a warden', sector: 'farm' })
    const researcher = await site.signIn('researcher')
    expect(await read(`${at(id)}/about`, researcher)).not.to.include('a warden')
    await setPages(id, [
      {
        id: 'about',
        title: 'About you',
        questions: [
          {
            id: 'role',
            type: 'several',
            label: 'Role?',
            required: true,
            options: [{ value: 'a', label: 'A' }],
          },
          {
            id: 'sector',
            type: 'one',
            label: 'Sector?',
            required: true,
            options: [{ value: 'farm', label: 'Farming' }],
          },
        ],
      },
    ])
    const text = await read(`${at(id)}/about`)
    expect(text).to.match(/value="farm" checked/)
    expect(text).not.to.match(/value="a" checked/)
    await read(`${at(id)}/check`)
  })

  it('reads a file, and keeps its name alone', async () => {
    const files: Page = {
      id: 'more',
      title: 'More',
      questions: [{ id: 'paper', type: 'file', label: 'A paper', required: true }],
    }
    const id = await unpublished([files])
    const _csrf = csrfIn(await read(`${at(id)}/more`))
    const without = await owner
      .post(`${at(id)}/more`)
      .attach('paper', Buffer.from('The river is low.'), 'river.txt')
    expect(without.status).to.equal(403)
    const sent = await owner
      .post(`${at(id)}/more`)
      .field('_csrf', _csrf)
      .attach('paper', Buffer.from('The river is low.'), 'river.txt')
    expect(sent.headers.location).to.equal(`${at(id)}/check`)
    expect(await read(`${at(id)}/check`))
      .to.include('river.txt')
      .and.to.include('4 words found')
    expect(await countOf('attachments.files')).to.equal(0)
  })

  it('is not there for whoever has not signed in', async () => {
    const id = await unpublished(riverPages)
    const { headers } = await site.agent().get(`${at(id)}/about`)
    expect(headers.location).to.match(/^\/desk\/sign-in/)
  })
})
