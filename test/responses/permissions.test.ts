import { expect } from 'chai'
import { draftIdOf, findDraft } from '../../server/responses/draftStore.ts'
import { currentConsent, type Response } from '../../server/responses/response.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { findTexts } from '../../server/responses/textStore.ts'
import { openSite, type Site } from '../site.ts'
import { answerAll, declaration, openConsultation, type Respondent, respondentTo } from './respondent.ts'

const obstacles = 'Nobody may change the system. My own manager hid it in June. We waited two years.'
const hid = 'My own manager hid it in June.'

describe('What a respondent permits beside quoting, and less widely than the rest', () => {
  let site: Site
  let consultation: string
  let respondent: Respondent
  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
  })
  beforeEach(async () => {
    respondent = await respondentTo(site, consultation)
    await answerAll(respondent, { obstacles, people: 'The night shift knows.' })
  })
  after(() => site.close())

  const sent = async (): Promise<Response> => {
    const found = await findByOrigin(draftIdOf(respondent.token))
    if (!found) throw new Error('nothing was sent')
    return found
  }
  const answers = 'declaration/answers'
  const hashIn = (text: string) => /name="hash" value="([\w-]+)"/.exec(text)?.[1] ?? ''
  const mark = async (question: string, sentence: string[], from = '0') => {
    const { text } = await respondent.get(`${answers}/${question}?from=${from}`)
    return respondent.send(`${answers}/${question}`, { hash: hashIn(text), from, sentence })
  }

  it('is asked apart from quoting, ticked by nobody else, and told on the receipt', async () => {
    const { text } = await respondent.get('declaration')
    for (const name of ['listed', 'whole', 'archived'])
      expect(text).to.match(new RegExp(`name="${name}" type="checkbox" value="yes"[^>]*>`))
    expect(text).not.to.match(/name="(?:listed|whole|archived)"[^>]* checked/)
    await respondent.send('send', { ...declaration, listed: 'yes', archived: 'yes' })
    const consent = currentConsent(await sent())
    expect(consent).to.include({ wording: '5', listed: true, archived: true }).and.not.have.any.keys('whole')
    const receipt = await site.agent().get(`/receipt/${respondent.token}`)
    expect(receipt.text)
      .to.include('Name me in the list of those who answered')
      .and.include('Archive my answers for later research')
      .and.not.include('Publish my whole answer')
  })

  it('needs a name to be listed by, and words that may be quoted to be published whole', async () => {
    await respondent.send('send', { ...declaration, name: '', choice: 'none', listed: 'yes', whole: 'yes' })
    const { text } = await respondent.get('declaration?check')
    expect(text)
      .to.include('href="#listed">Give your name to be listed')
      .and.include('href="#whole">Your answers cannot be published whole without being quoted')
      .and.match(/name="whole"[^>]* checked/)
    await respondent.send('send', { ...declaration, capacity: 'organisation', listed: 'yes' })
    expect((await respondent.get('declaration?check')).text).to.include('Give the name of your organisation')
  })

  it('is chosen for single answers on a page that what was entered leads to and back', async () => {
    const led = await respondent.send('declaration', { ...declaration, name: 'Typed Name', on: 'answers' })
    expect(led.headers.location).to.equal(`/answer/${respondent.token}/${answers}`)
    const page = await respondent.get(answers)
    expect(page.text).to.include('“Nobody may change the system.')
    expect(page.text).to.match(/name="choice-obstacles"[^>]*value="all" checked/)
    const back = await respondent.send(answers, { 'choice-obstacles': 'unnamed', 'choice-people': 'all' })
    expect(back.headers.location).to.equal(`/answer/${respondent.token}/declaration#single`)
    const { text } = await respondent.get('declaration')
    expect(text).to.include('You made a choice for 1 single answer.').and.include('value="Typed Name"')
    await respondent.send('send', declaration)
    expect(currentConsent(await sent()).answers).to.deep.equal({ obstacles: 'unnamed' })
  })

  it('takes back a choice, and keeps none for what was not answered in the end', async () => {
    await respondent.send(answers, { 'choice-obstacles': 'none', 'choice-people': 'none' })
    await respondent.send(answers, { 'choice-obstacles': 'all' })
    await answerAll(respondent, { obstacles, people: '' })
    await respondent.send('send', declaration)
    expect(currentConsent(await sent())).not.to.have.property('answers')
  })

  it('leaves out sentences that were ticked, stored as spans of the answer', async () => {
    const { text } = await respondent.get(`${answers}/obstacles`)
    expect(text).to.include(`>${hid}</label>`)
    const saved = await mark('obstacles', ['1'])
    expect(saved.headers.location).to.equal(`/answer/${respondent.token}/${answers}`)
    expect((await respondent.get(answers)).text).to.include('1 passage is marked as not for quotation.')
    expect((await respondent.get(`${answers}/obstacles`)).text).to.match(/value="1" checked/)
    await respondent.send('send', declaration)
    const response = await sent()
    const [passage] = currentConsent(response).withheld ?? []
    const [stored] = await findTexts([passage?.text ?? ''])
    expect(stored?.text.slice(passage?.start, passage?.end)).to.equal(hid)
    expect(JSON.stringify(response)).not.to.include('manager')
    const receipt = await site.agent().get(`/receipt/${respondent.token}`)
    expect(receipt.text).to.include('You marked 1 passage as not for quotation.')
  })

  it('keeps a mark through a change beside it, and asks again where the marked words were changed', async () => {
    await mark('obstacles', ['1'])
    await answerAll(respondent, { obstacles: `It is old. ${obstacles}` })
    expect((await respondent.get(`${answers}/obstacles`)).text).to.match(/value="2" checked/)
    await answerAll(respondent, { obstacles: obstacles.replace('June', 'July') })
    const refused = await respondent.send('send', declaration)
    expect(refused.headers.location).to.equal(`/answer/${respondent.token}/declaration?check`)
    expect((await respondent.get('declaration?check')).text).to.include('Look at its passages again')
    const { text } = await respondent.get(`${answers}/obstacles`)
    expect(text).to.include(`You marked these words, which are no longer in your answer`).and.include(hid)
    await mark('obstacles', ['1'])
    await respondent.send('send', declaration)
    expect(currentConsent(await sent()).withheld).to.have.length(1)
  })

  it('keeps nothing of a page whose answer was changed meanwhile', async () => {
    const hash = hashIn((await respondent.get(`${answers}/obstacles`)).text)
    await answerAll(respondent, { obstacles: `Another beginning. ${obstacles}` })
    const late = await respondent.send(`${answers}/obstacles`, { hash, from: '0', sentence: ['0'] })
    expect(late.headers.location).to.include(`${answers}/obstacles?changed`)
    expect((await respondent.get(`${answers}/obstacles`)).text).not.to.include(' checked')
  })

  it('shows a long answer a hundred sentences at a time, and keeps the marks of the others', async () => {
    const long = Array.from({ length: 130 }, (_, i) => `It failed on day ${i + 1} of the trial.`).join(' ')
    await answerAll(respondent, { people: long })
    await mark('people', ['3'])
    expect((await respondent.get(`${answers}/people`)).text).to.include('Sentences 1 to 100 of 130')
    await mark('people', ['120'], '100')
    await respondent.send('send', declaration)
    const passages = currentConsent(await sent()).withheld ?? []
    const [stored] = await findTexts([passages[0]?.text ?? ''])
    expect(passages.map(({ start, end }) => stored?.text.slice(start, end))).to.deep.equal([
      'It failed on day 4 of the trial.',
      'It failed on day 121 of the trial.',
    ])
  })

  it('marks passages of a file that was attached, too', async () => {
    const bytes = Buffer.from('The quay is shut at noon. Ask Ines.')
    await respondent.attach('documents', {}, { name: 'note.txt', bytes })
    await mark('evidence', ['1'])
    await respondent.send('send', declaration)
    const [passage] = currentConsent(await sent()).withheld ?? []
    const [stored] = await findTexts([passage?.text ?? ''])
    expect(stored?.text.slice(passage?.start, passage?.end)).to.equal('Ask Ines.')
  })

  it('refuses what its pages could not send', async () => {
    const { text } = await respondent.get(`${answers}/obstacles`)
    const hash = hashIn(text)
    for (const sentence of [['-1'], ['1', 'x'], Array.from({ length: 101 }, () => '0')])
      expect((await respondent.send(`${answers}/obstacles`, { hash, sentence })).status).to.equal(400)
    expect((await respondent.send(answers, { 'choice-obstacles': 'named' })).status).to.equal(400)
    expect((await respondent.get(`${answers}/listened`)).status).to.equal(404)
    expect((await respondent.get(`${answers}/__proto__`)).status).to.equal(404)
    const forged = await site
      .agent()
      .post(`/answer/${respondent.token}/${answers}`)
      .send('choice-obstacles=none')
    expect(forged.status).to.equal(403)
  })

  it('is gone from the draft once it was sent', async () => {
    await mark('obstacles', ['1'])
    await respondent.send('send', declaration)
    site.runner.start()
    await site.runner.idle()
    expect(await findDraft(respondent.token)).not.to.have.any.keys('withheld', 'narrower')
  })
})
