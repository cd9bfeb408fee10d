import { expect } from 'chai'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Response } from '../../server/responses/response.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { decide, pathOf, standing, tagOf } from './desk.ts'

describe('when suggestions are shown', () => {
  let site: Site
  let ines: Agent
  let response: Response
  let made = 0
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
  })
  after(() => site.close())
  beforeEach(async () => {
    const consultation = `starting${++made}`
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', ['pay']), theme('layers', []))
    response = await respond(consultation, 'a', { obstacles: 'Pay is low. Nine sit above me.' })
    await site.runner.idle()
  })

  const path = () => `/desk/${response.consultation}/starting`
  const choose = (starting: string, by = ines) => post(by, path(), { starting })
  const page = async (query = '', by = ines) => (await by.get(`${pathOf(response)}${query}`)).text
  const suggests = 'to decide on'
  const code = (fields: Record<string, unknown>) =>
    post(ines, `${pathOf(response)}/codings`, {
      text: currentTexts(response)[0],
      start: 0,
      end: 11,
      stance: 'supports',
      ...fields,
    })

  it('is after reading where nobody chose: not before somebody says that they read all', async () => {
    expect(await page('?tags=show'))
      .to.include('Read first: 1 suggestion waits')
      .and.not.include(suggests)
    await post(ines, `${pathOf(response)}/read`, { do: 'read', texts: currentTexts(response).join(' ') })
    expect(await page()).to.not.include(suggests)
    expect(await page('?tags=show')).to.include(suggests)
    const tomasz = await site.signIn('researcher')
    expect(await page('?tags=show', tomasz)).to.not.include(suggests)
    const author = await site.signIn('author')
    expect(await page('?tags=show', author)).to.include(suggests)
  })

  it('is after reading: not before somebody coded some of it, which counts as unaided', async () => {
    expect(await page('?tags=show'), 'whoever codes is not shown them unasked').to.include(
      'name="tags" value=""',
    )
    await code({ theme: 'pay', tags: 'show' })
    expect(await standing(response)).to.deep.equal(['pay accepted supports unaided'])
    expect(await page('?tags=show')).to.include(suggests)
    await code({ theme: 'pay', end: 3, tags: 'show' })
    expect(await standing(response)).to.include('pay accepted supports rule')
  })

  it('can be beside the words at once, and be hidden', async () => {
    await choose('beside')
    expect(await page()).to.include(suggests)
    const hidden = await page('?tags=hide')
    expect(hidden).to.not.include(suggests)
    expect(hidden).to.match(/name="tags" value="hide"/)
  })

  it('can be never: neither on a response nor in the queue, nor can one be decided on', async () => {
    await choose('beside')
    await choose('off')
    expect(await page('?tags=show')).to.not.include(suggests)
    const queue = await ines.get(`/desk/${response.consultation}/queue`)
    expect(queue.text).to.include('is not shown in this consultation').and.not.include('Why:')
    const sent = await decide(ines, response, await tagOf(response, 'pay'), { do: 'reject' })
    expect(sent.status).to.equal(409)
    expect(await standing(response)).to.deep.equal([])
  })

  it('is for researchers and owners to choose, and says what is wrong', async () => {
    const author = await site.signIn('author')
    expect((await choose('off', author)).status).to.equal(403)
    expect((await author.get(path())).text).to.include('A researcher or an owner can change it')
    await choose('whenever')
    const { text } = await ines.get(path())
    expect(text).to.include('There is a problem').and.include('Choose when suggestions are shown')
  })
})
