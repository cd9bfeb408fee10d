import { expect } from 'chai'
import { readPdf } from '../reports/reading/readBack.ts'
import { change, pressOn, responseOf, sender } from '../responses/changing.ts'
import { openConsultation, type Respondent, respondentTo } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'

const first = 'Nobody asks.\n\n  Second <b>paragraph</b>,\nanother line. שלום नमस्ते'

describe('A copy of what was sent', () => {
  let site: Site
  let consultation: string
  let respondent: Respondent
  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
    respondent = await sender(site, consultation, { obstacles: first })
  })
  after(() => site.close())

  const get = (path: string) => site.agent().get(`/own/${respondent.token}/${path}`)
  const pdfOf = async (path: string) => {
    const file = await get(path).responseType('blob').expect(200)
    return { file, ...(await readPdf(file.body as Buffer)) }
  }

  it('is one page that needs nothing else, with the words as they were written', async () => {
    const { text, headers } = await get('copy.html').expect(200)
    const { reference } = await responseOf(respondent)
    expect(headers['content-disposition']).to.include(`${reference}.html`)
    expect(headers['cache-control']).to.equal('no-store')
    expect(text)
      .to.include('<!doctype html>')
      .and.include(`What you sent: ${reference}`)
      .and.include('<h3>What gets in the way?</h3>')
      .and.include('>Nobody asks.\n\n  Second &lt;b&gt;paragraph&lt;/b&gt;,\nanother line. שלום नमस्ते</div>')
      .and.include('Better pay; More time')
      .and.include('a senior official')
      .and.include('You allow: Quote me by my role and sector.')
      .and.include('“…” — a senior official in local government')
      .and.include('<h3>Anything else?</h3>\n<p>Not answered.</p>')
      .and.not.match(/<script|<link|src=/)
  })

  it('is a PDF with the same questions and answers, in every script that its faces cover', async () => {
    const { file, body } = await pdfOf('copy.pdf')
    expect(file.headers['content-type']).to.equal('application/pdf')
    const { reference } = await responseOf(respondent)
    for (const words of [
      `What you sent: ${reference}`,
      'What gets in the way?',
      'another line.',
      'Better pay; More time',
    ])
      expect(body, words).to.include(words.replace(/\s+/g, ''))
    expect(body).not.to.include('\uFFFD')
    expect((await site.agent().get(`/own/${respondent.token}`)).text).not.to.include('has no sign for')
  })

  it('says before what a PDF cannot show', async () => {
    respondent = await sender(site, consultation, { obstacles: 'Ask 漢 and them.' })
    expect((await site.agent().get(`/own/${respondent.token}`)).text).to.include(
      'The PDF has no sign for 漢, and shows \uFFFD in their place.',
    )
    expect((await get('copy.html')).text).to.include('漢')
    expect((await pdfOf('copy.pdf')).body).to.include('\uFFFD')
  })

  it('is made of each revision, the newest unless another is asked for', async () => {
    await change(site, respondent, { obstacles: 'Changed words.' })
    expect((await get('copy.html')).text)
      .to.include('Changed words.')
      .and.not.include('漢')
    const earlier = (await get('copy.html?revision=1')).text
    expect(earlier).to.include('漢').and.include('You have changed this since')
    expect((await site.agent().get(`/own/${respondent.token}`)).text).to.include('copy.html?revision&#x3D;1')
    for (const revision of ['0', '3', '1.5', 'x', '__proto__'])
      expect((await get(`copy.html?revision=${revision}`)).status, revision).to.equal(404)
    await get('copy.docx').expect(404)
  })

  it('is not offered of what is too long for a PDF, nor of a draft, nor of what was withdrawn', async () => {
    const long = 'word '.repeat(90_000)
    const wordy = await sender(site, consultation, { people: long })
    expect((await site.agent().get(`/own/${wordy.token}`)).text).to.include('too long for a PDF')
    await site.agent().get(`/own/${wordy.token}/copy.pdf`).expect(404)
    expect((await site.agent().get(`/own/${wordy.token}/copy.html`).expect(200)).text).to.include(long.trim())
    const { token } = await respondentTo(site, consultation)
    expect((await site.agent().get(`/own/${token}/copy.html`)).headers.location).to.equal(`/answer/${token}`)
    await pressOn(site, `/own/${respondent.token}/withdraw`)
    for (const path of ['copy.html', 'copy.pdf'])
      expect((await get(path)).headers.location).to.equal(`/own/${respondent.token}`)
  })
})
