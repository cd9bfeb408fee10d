import { expect } from 'chai'
import { currentVersion } from '../../server/consultations/consentWording.ts'
import { draftIdOf, findDraft } from '../../server/responses/draftStore.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { answerAll, declaration, openConsultation, respondentTo } from './respondent.ts'

describe('Answering a consultation', () => {
  let site: Site
  let consultation: string
  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
  })
  after(() => site.close())

  it('leads from the first page to a receipt without JavaScript', async () => {
    const respondent = await respondentTo(site, consultation)
    const first = await respondent.get('about')
    expect(first.text).to.include('Page 1 of 4').and.include(`/answer/${respondent.token}`)
    expect(
      (await respondent.send('about', { role: 'a senior official', sector: 'local' })).headers.location,
    ).to.equal(`/answer/${respondent.token}/experience`)
    await answerAll(respondent)
    const check = await respondent.get('check')
    expect(check.text).to.include('Nobody may change the system.').and.include('Better pay; More time')
    expect(check.text).to.include(`/answer/${respondent.token}/experience?from=check#obstacles`)

    const sent = await respondent.send('send', declaration)
    expect(sent.headers.location).to.equal(`/receipt/${respondent.token}`)
    const agent = site.agent()
    const receipt = await agent.get(`/receipt/${respondent.token}`)
    const again = await agent.get(`/receipt/${respondent.token}`)
    const reference = /SND-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}/.exec(receipt.text)?.[0]
    expect(reference).to.be.a('string')
    expect(again.text).to.include(reference)
    expect(receipt.text).to.include('“…” — a senior official in local government')
  })

  it('writes texts, identity, consent and attributes apart from one another', async () => {
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent, { people: 'Time to learn.' })
    await respondent.send('send', { ...declaration, choice: 'named' })

    const response = await findByOrigin(draftIdOf(respondent.token))
    if (!response) throw new Error('no response was written')
    expect(response).to.deep.include({ state: 'submitted', capacity: 'personal', source: 'web', version: 1 })
    expect(response.attributes).to.deep.equal({ role: 'a senior official', sector: 'local government' })
    expect(response.consent).to.have.length(1)
    expect(response.consent[0]).to.deep.include({ choice: 'named', wording: currentVersion })
    expect(response.submittedOn.getTime() % 86_400_000).to.equal(0)

    const texts = await storedTexts(consultation, response._id)
    expect(
      texts.map(({ question, text, kind, words }) => ({ question, text, kind, words })),
    ).to.have.deep.members([
      { question: 'obstacles', text: 'Nobody may change the system.', kind: 'answer', words: 5 },
      { question: 'people', text: 'Time to learn.', kind: 'answer', words: 3 },
    ])
    const answers = response.revisions[0]?.answers ?? {}
    expect(answers).to.include.keys('obstacles', 'people')
    expect(answers.listened).to.deep.equal({ option: 'agree' })
    expect(answers.help).to.deep.equal({ options: ['pay', 'time'] })
    const [identity] = await findIdentities([response.identity ?? ''])
    expect(identity?.name).to.equal('Ines Marlow')
    expect(JSON.stringify(response)).not.to.include('Ines')
  })

  it('empties the draft once its response stands', async () => {
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent)
    await respondent.send('send', declaration)
    await site.runner.idle()
    const draft = await findDraft(respondent.token)
    expect(draft?.values).to.deep.equal({})
    expect(draft?.declaration).to.deep.equal({})
  })

  it('stores an answer as it was written, in NFC with LF line ends and nothing trimmed', async () => {
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent, {
      people: '\r\n  Cafe\u0301 \u{1F9D1}\u200D\u{1F4BB} “x”\r\n\t<b>&amp;\u2028\u0007 ',
    })
    await respondent.send('send', declaration)
    const response = await findByOrigin(draftIdOf(respondent.token))
    const texts = await storedTexts(consultation, response?._id ?? '')
    expect(texts.find(({ question }) => question === 'people')?.text).to.equal(
      '\n  Café \u{1F9D1}\u200D\u{1F4BB} “x”\n\t<b>&amp;\u2028\u0007 ',
    )
  })

  it('keeps what was entered on a page that is not in order, and says what to mend', async () => {
    const respondent = await respondentTo(site, consultation)
    const wordy = `${'word '.repeat(22)}end`
    const refused = await respondent.send('experience', { obstacles: wordy, people: 'Pay.' })
    expect(refused.status).to.equal(303)
    expect(refused.headers.location).to.equal(`/answer/${respondent.token}/experience?check`)

    const { text } = await respondent.get('experience?check')
    expect(text).to.match(/<title>Error: What you have seen/)
    expect(text).to.include('There is a problem').and.include('href="#obstacles"')
    const told = 'Shorten your answer to “What gets in the way?” by 3 words: at most 20 can be taken'
    expect(text.split(told)).to.have.length(3)
    expect(text).to.include(wordy).and.include('>Pay.</textarea>').and.include('23 of at most 20 words')
  })

  it('asks for required answers, and takes blank ones for none', async () => {
    const respondent = await respondentTo(site, consultation)
    await respondent.send('experience', { obstacles: ' \r\n ' })
    expect((await respondent.get('experience?check')).text).to.include(
      'Write an answer to “What gets in the way?”',
    )
    await respondent.send('views', {})
    expect((await respondent.get('views?check')).text).to.include(
      'Choose an answer to “Specialists are listened to.”',
    )
  })

  it('resumes at the first page that is not in order, by the private link alone', async () => {
    const respondent = await respondentTo(site, consultation)
    const link = `/answer/${respondent.token}`
    await respondent.send('about', { role: '' })
    expect((await site.agent().get(link)).headers.location).to.equal(`${link}/experience`)
    await respondent.send('experience', { obstacles: 'Old systems.' })
    expect((await site.agent().get(link)).headers.location).to.equal(`${link}/views`)
    expect((await site.agent().get(`${link}/experience`)).text).to.include('>Old systems.</textarea>')
  })

  it('saves a page that is not in order without complaint when asked to stay on it', async () => {
    const respondent = await respondentTo(site, consultation)
    const stayed = await respondent.send('experience', { obstacles: '', people: 'Half a th', stay: 'yes' })
    expect(stayed.headers.location).to.equal(`/answer/${respondent.token}/experience?saved`)
    const { text } = await respondent.get('experience?saved')
    expect(text).to.include('This page is saved.').and.include('>Half a th</textarea>')
    expect(text).not.to.include('There is a problem')
  })

  it('returns to the check page after a change that was begun there', async () => {
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent)
    const changed = await respondent.send('experience', { obstacles: 'Other words.', from: 'check' })
    expect(changed.headers.location).to.equal(`/answer/${respondent.token}/check`)
    expect((await respondent.get('experience?from=check')).text).to.include('name="from" value="check"')
    const wrong = await respondent.send('experience', { obstacles: '', from: 'check' })
    expect(wrong.headers.location).to.equal(`/answer/${respondent.token}/experience?check&from=check`)
  })

  it('says on the check page what could tell who somebody is, and takes it all the same', async () => {
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent, { obstacles: 'Ask Dr Orla Penhale or write to orla@penhale.example.' })
    const { text } = await respondent.get('check')
    expect(text).to.include('“Dr Orla Penhale” (name) and “orla@penhale.example” (email)')
    const sent = await respondent.send('send', declaration)
    expect(sent.headers.location).to.equal(`/receipt/${respondent.token}`)
    const plain = await respondentTo(site, consultation)
    await answerAll(plain)
    expect((await plain.get('check')).text).to.not.include('What could tell')
  })

  it('sends nothing while an answer is missing, and lists what is', async () => {
    const respondent = await respondentTo(site, consultation)
    await respondent.send('about', {})
    const sent = await respondent.send('send', declaration)
    expect(sent.headers.location).to.equal(`/answer/${respondent.token}/check?check`)
    expect((await respondent.get('check?check')).text).to.include(
      'Choose an answer to “Specialists are listened to.”',
    )
    expect(await findByOrigin(draftIdOf(respondent.token))).to.equal(null)
  })

  it('has the runner tag what was sent', async () => {
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent)
    await respondent.send('send', declaration)
    await site.runner.idle()
    expect((await findByOrigin(draftIdOf(respondent.token)))?.pending).to.deep.equal([])
  })

  it('knows no other private link', async () => {
    expect((await site.agent().get('/answer/aaaaaaaaaaaaaaaaaaaaaaaa')).status).to.equal(404)
    expect((await site.agent().get('/receipt/aaaaaaaaaaaaaaaaaaaaaaaa')).status).to.equal(404)
  })
})
