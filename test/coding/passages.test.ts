import { expect } from 'chai'
import { saveTheme } from '../../server/codebook/changeTheme.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { countStances, countStates, countWaiting } from '../../server/coding/mentionStore.ts'
import { chooseStartingPoint } from '../../server/coding/starting/startingStore.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Response } from '../../server/responses/response.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { decide, pathOf, standing, tagOf } from './desk.ts'

const words = 'Pay is low 😀 here. We are no longer outsourced.'

describe('reading and coding a response', () => {
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
    const consultation = `passages${++made}`
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', ['pay']), theme('outsourcing', ['outsourc*']))
    response = await respond(consultation, 'a', { obstacles: words, people: 'A vision.' })
    await site.runner.idle()
  })

  const code = (fields: Record<string, unknown>, to = response) => post(ines, `${pathOf(to)}/codings`, fields)
  const first = (to = response) => String(currentTexts(to)[0])

  it('shows the words first, and the tags when asked, without losing a word', async () => {
    const plain = (await ines.get(pathOf(response))).text
    expect(plain).to.include(words)
    expect(plain).to.not.include('<mark')
    expect(plain).to.include('2 suggestions wait')
    await post(ines, `${pathOf(response)}/read`, { do: 'read', texts: currentTexts(response).join(' ') })
    const shown = (await ines.get(`${pathOf(response)}?tags=show`)).text
    const mark = '<mark class="passage passage--1 theme--blue passage--suggested">'
    expect(shown).to.include(
      `${mark}<span data-start="0" class="passage__why">Pay</span></mark>${mark}<span data-start="3"> is low 😀 here.</span></mark>`,
    )
    expect(shown).to.include('the rule “pay” matched “Pay”')
    expect(shown).to.include('negated')
    expect(shown).to.include('May be quoted as “one respondent”')
  })

  it('codes what is selected, and a sentence that is chosen, as coded unaided', async () => {
    await code({ text: first(), start: 3, end: 10, theme: 'pay', stance: 'supports' })
    await code({ sentence: `${currentTexts(response)[1]}:0:9`, theme: 'outsourcing', stance: 'opposes' })
    const codings = await codingsOf(response.consultation)
    expect(codings.map(({ text, start, end }) => [text === first(), start, end])).to.have.deep.members([
      [true, 4, 10],
      [false, 0, 9],
    ])
    expect(await standing(response)).to.deep.equal([
      'outsourcing accepted opposes unaided',
      'pay accepted supports unaided',
    ])
    expect(await countStates(response.consultation, 'pay')).to.deep.equal({
      unaided: 1,
      machine: 0,
      unreviewed: 0,
    })
    expect(await countStances(response.consultation, 'pay')).to.include({ supports: 1 })
  })

  it('does not call a coding unaided that the machine’s tag was seen beside', async () => {
    await chooseStartingPoint(response.consultation, 'beside')
    await code({ text: first(), start: 0, end: 10, theme: 'pay', stance: 'supports', tags: 'show' })
    expect(await standing(response)).to.deep.equal(['pay accepted supports rule'])
  })

  it('says what is wrong with a passage, and keeps what was entered', async () => {
    for (const [fields, message] of [
      [{ theme: 'pay', stance: 'supports' }, 'Select a passage, or choose a sentence'],
      [{ text: first(), start: 0, end: 999, theme: 'pay', stance: 'supports' }, 'lies outside the answer'],
      [{ text: first(), start: 12, end: 15, theme: 'pay', stance: 'supports' }, 'cuts a character in two'],
      [{ sentence: `${first()}:0:10`, theme: '', stance: 'opposes' }, 'Choose a theme'],
    ] as const) {
      const sent = await code(fields)
      const page = await ines.get(String(sent.headers.location))
      expect(page.text).to.include('There is a problem').and.include(message)
      expect(page.text).to.include(`value="${fields.stance}" selected`)
    }
    expect(await standing(response)).to.deep.equal([])
  })

  it('refuses ids that are not of the response or the consultation', async () => {
    await addCorpus(`${response.consultation}-b`)
    const other = await respond(`${response.consultation}-b`, 'a', { obstacles: words })
    await site.runner.idle()
    const tag = await tagOf(response, 'pay')
    expect(
      (await code({ text: first(other), start: 0, end: 3, theme: 'pay', stance: 'supports' })).status,
    ).to.equal(404)
    expect(
      (await code({ text: first(), start: 0, end: 3, theme: 'forged', stance: 'supports' })).status,
    ).to.equal(404)
    expect((await decide(ines, other, tag, { do: 'reject' })).status).to.equal(404)
    expect((await decide(ines, response, { ...tag, id: 'forged' }, { do: 'reject' })).status).to.equal(404)
    const crossed = `/desk/${other.consultation}/responses/${response._id}`
    expect((await ines.get(crossed)).status).to.equal(404)
    expect((await post(ines, `${crossed}/undo`, {})).status).to.equal(404)
    expect(await standing(response)).to.deep.equal([])
  })

  it('does not bring a rejected passage back when the rules change', async () => {
    await decide(ines, response, await tagOf(response, 'pay'), { do: 'reject' })
    const entry = {
      name: 'Pay',
      parent: '',
      definition: '',
      include: '',
      exclude: '',
      colour: 'blue' as const,
    }
    await saveTheme(response.consultation, { ...entry, rules: ['pay OR salary'] }, '', 'pay')
    await site.runner.idle()
    expect((await tagOf(response, 'pay')).rule).to.not.equal(undefined)
    expect(await countWaiting(response.consultation, { theme: 'pay' })).to.equal(0)
    const page = await ines.get(`${pathOf(response)}?tags=show`)
    expect(page.text).to.include('1 suggestion</h3>'.replace('</h3>', ' to decide on'))
  })

  it('shows and codes no word of a respondent who withdrew', async () => {
    const tag = await tagOf(response, 'pay')
    await decide(ines, response, tag, { do: 'accept-supports' })
    await withdraw(response.consultation, response._id)
    for (const path of [
      pathOf(response),
      `${pathOf(response)}?tags=show`,
      `/desk/${response.consultation}/themes/pay`,
    ]) {
      const page = await ines.get(path)
      expect(page.status).to.equal(200)
      expect(page.text).to.not.include('Pay is low')
    }
    expect((await ines.get(pathOf(response))).text).to.include('has withdrawn')
    expect((await decide(ines, response, tag, { do: 'reject' })).status).to.be.oneOf([404, 409])
    expect(
      (await code({ text: first(), start: 0, end: 3, theme: 'pay', stance: 'supports' })).status,
    ).to.equal(404)
    expect((await ines.get(`/desk/${response.consultation}/queue`)).text).to.not.include('outsourced')
    expect((await ines.get(`/desk/${response.consultation}/responses`)).text).to.include('Withdrawn')
  })
})
