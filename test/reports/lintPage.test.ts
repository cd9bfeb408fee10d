import { expect } from 'chai'
import { createEvidence } from '../../server/findings/evidence/create.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { docx } from '../files/made/documents.ts'
import { addHarbour, say } from '../findings/corpus.ts'
import { type Agent, openSite, type Site, tokenOf } from '../site.ts'

describe('The page that checks the quotes of a draft', () => {
  let site: Site
  let author: Agent
  let consultation: string
  let path: string

  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
    consultation = await addHarbour()
    path = `/desk/${consultation}/lint`
    await say(site, consultation, { text: 'The slipway has had no light since the winter before last.' })
    await say(site, consultation, {
      text: 'Nobody asked the pilots before the channel was moved.',
      choice: 'none',
    })
    const gone = await say(site, consultation, { text: 'The office shuts at noon and the tide does not.' })
    await withdraw(consultation, gone.respondent)
    await createEvidence({
      ...{ consultation, key: 'tide-review', citation: 'Review', link: 'https://example.org/r' },
      ...{ publisher: 'Tide House', year: 2024, excerpt: 'Two harbours in five keep no record of repairs.' },
    })
  })
  after(() => site.close())

  const send = async (fields: Record<string, string | string[]>, to = path) => {
    const token = await tokenOf(author, path)
    return author
      .post(to)
      .type('form')
      .send({ _csrf: token, ...fields })
  }
  const upload = async (name: string, bytes: Buffer) => {
    const token = await tokenOf(author, path)
    return author.post(path).field('_csrf', token).field('draft', '').attach('file', bytes, name)
  }

  it('tells what each quote is, from the stored texts, consents and excerpts', async () => {
    const draft = [
      'One respondent wrote that “the slipway has had no light”.',
      'It has had “no light since the summer before last”.',
      'They say “nobody asked the pilots”, and “the office shuts at noon”.',
      'The review found “Two harbours in five keep no record”.',
    ].join('\n\n')
    const { text } = await send({ draft }).then(response => response)
    for (const words of ['As written, set differently', 'Altered', 'Not permitted', 'From evidence on file'])
      expect(text).to.include(words)
    expect(text).to.match(/<del>.*winter<\/del>/)
    expect(text).to.include('its respondent does not allow their words to be quoted')
    expect(text).to.include('its respondent has withdrawn')
    expect(text).to.include('line 3')
    expect(text).to.include('One respondent wrote that “the slipway')
  })

  it('makes the ticked changes and checks again, and gives the draft to take away', async () => {
    const draft = 'It has had “no light since the summer before last”.'
    const { text } = await send({ draft })
    const mend = mendCalled(text, 'Use the words as they were written')
    const again = await send({ draft, mends: mend })
    expect(again.text).to.include('1 quote: 0 to mend')
    expect(again.text).to.include('no light since the winter before last”.</textarea>')
    const file = await send({ draft, mends: mend }, `${path}/draft`)
    expect(file.text).to.equal('It has had “no light since the winter before last”.')
    expect(file.headers['content-type']).to.match(/^text\/plain/)
    expect(file.headers['content-disposition']).to.include('draft.md')
  })

  it('refuses two changes to the same words, and keeps the draft', async () => {
    const draft = 'It has had “no light since the summer before last”.'
    const { text } = await send({ draft })
    const mends = [
      mendCalled(text, 'Use the words as they were written'),
      mendCalled(text, 'Take the quote marks off'),
    ]
    const refused = await send({ draft, mends })
    expect(refused.text).to.include('Two of the chosen changes are to the same words')
    expect(refused.text).to.include('summer before last”.</textarea>')
    expect(refused.text.match(/ checked>/g)).to.have.length(2)
  })

  it('refuses changes that are none of the page’s', async () => {
    for (const mends of [
      '{"start":0,"end":9000,"with":"x"}',
      '{"start":-1}',
      'x',
      '{"start":5,"end":2,"with":""}',
    ]) {
      const { text, status } = await send({ draft: 'A “slipway”.', mends })
      expect(status).to.equal(200)
      expect(text, mends).to.include('There is a problem')
    }
  })

  it('reads a Word file, and says where each quote is and what to write', async () => {
    const { text } = await upload(
      'chapter.docx',
      docx(['First.', 'It has had “no light since the summer before last”.']),
    )
    expect(text).to.include('paragraph 2').and.include('Altered')
    expect(text).to.include('To mend it, in the document')
    expect(text).to.include('no light since the winter before last')
  })

  it('reads a page of HTML, and runs nothing in it', async () => {
    const page =
      '<html><body><script>alert("no light")</script><p><q>no light since the winter</q> <b onclick="x">“<i>boo</i>”</b></p>'
    const { text } = await upload('chapter.html', Buffer.from(page))
    expect(text).to.include('As written')
    expect(text).to.include('&lt;script&gt;alert')
    expect(text).to.not.include('<script>alert')
  })

  it('says what is wrong with a file or an empty form', async () => {
    expect((await send({ draft: ' ' })).text).to.include('Paste the draft, or choose a file')
    expect((await upload('chapter.docx', Buffer.from('PK\x03\x04broken'))).text).to.include('is damaged')
    expect((await upload('scan.pdf', Buffer.from('%PDF-1.7\n%âã'))).text).to.include(
      'not a draft that can be read',
    )
    expect((await send({ draft: 'x'.repeat(500_001) })).text).to.include('Shorten the draft')
  })
})

/** The value of the first box of that name. */
function mendCalled(html: string, label: string): string {
  const boxes = [...html.matchAll(/id="(mend-[\d-]+)" value="([^"]*)">\s*<label[^>]*>([^:]*):/g)]
  const value = boxes.find(([, , , name]) => name === label)?.[2] ?? ''
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&#x3D;', '=')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
}
