import { expect } from 'chai'
import { codingsOf, codingsWithHistory } from '../../server/coding/codingStore.ts'
import { firstCodings } from '../../server/coding/firstCodings.ts'
import { put, takeBack } from '../../server/coding/put.ts'
import { newId } from '../../server/database/ids.ts'
import { createReport } from '../../server/reports/create.ts'
import { addDraft, newToken } from '../../server/responses/draftStore.ts'
import { readyClaim } from '../findings/claim.ts'
import { addHarbour, type Spoken, say, sayAll } from '../findings/corpus.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

const statements = ['Contracts carry the knowledge away.', 'Pay drives people out.']

describe('The method note', () => {
  let site: Site
  let author: Agent
  let researcher: Agent
  let consultation: string
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
    researcher = await site.signIn('researcher')
  })
  beforeEach(async () => {
    consultation = await addHarbour()
  })
  after(() => site.close())

  const code = (spoken: Spoken, coder: string, theme: string, more: object = {}) =>
    put(
      {
        consultation,
        respondent: spoken.respondent,
        question: 'obstacles',
        text: spoken.text,
        start: 0,
        end: 4,
        theme,
        coder,
      },
      { verdict: 'accepted', stance: 'supports', origin: 'unaided', codebookVersion: 1, ...more },
      { at: new Date(), by: coder, action: newId(), did: 'coded' },
    )
  const claim = async (statement: string, theme: string) => {
    return (await readyClaim(consultation, { statement, text: statement, themes: [theme] })).key
  }
  const noteOf = async (keys: string[]) => {
    const report = await createReport({
      consultation,
      kind: 'method',
      title: 'How we counted',
      subtitle: '',
      template: `{{heading}}\n\n${keys.map(key => `{{claim "${key}"}}`).join(' ')}\n\n{{method}}\n`,
    })
    const page = `/desk/${consultation}/reports/${report._id}`
    return (await author.get(`${page}/export/markdown`).expect(200)).text
  }
  const answerPath = ({ respondent }: Spoken) => `/desk/${consultation}/responses/${respondent}`

  it('says the common once and tells what differs between findings in a table', async () => {
    await sayAll(site, consultation, [
      { text: 'They know the cranes and we do not.', stance: 'supports' },
      { text: 'The pilots left for the other port.', stance: 'supports', theme: 'pay' },
      { text: 'Pay was never why anybody here went.', stance: 'opposes', theme: 'pay' },
    ])
    const text = await noteOf([
      await claim(statements[0] ?? '', 'suppliers'),
      await claim(statements[1] ?? '', 'pay'),
    ])
    expect(text).to.include('| Finding | Out of | Said so | Against it |')
    expect(text).to.include('| Contracts carry the knowledge away. | 3 | 1 | 0 |')
    expect(text).to.include('| Pay drives people out. | 3 | 1 | 1 |')
    for (const once of ['not a sample of anybody', 'more than a non-answer', 'Silence is not counted'])
      expect(text.split(once), once).to.have.length(2)
  })

  it('tells who answered and how, and who began and did not send it', async () => {
    await addDraft(newToken(), consultation, 1, new Date())
    await say(site, consultation, { text: 'They know the cranes.', stance: 'supports' })
    const text = await noteOf([await claim(statements[0] ?? '', 'suppliers')])
    expect(text).to.include('since 1 January 2026; nobody was drawn by lot')
    expect(text).to.include('One more answer was begun and has not been sent')
  })

  it('tells how far coders agree on what each coded unaided, as first coded', async () => {
    const spoken = await sayAll(
      site,
      consultation,
      Array.from({ length: 24 }, (_, at) => ({ text: `Crane ${at} stands idle since the pilots left.` })),
    )
    for (const [at, each] of spoken.entries()) {
      await code(each, 'ann', at < 12 ? 'suppliers' : 'pay')
      await code(each, 'bob', at < 12 || at === 23 ? 'suppliers' : 'pay')
    }
    const key = await claim(statements[1] ?? '', 'pay')
    const before = await noteOf([key])
    expect(before).to.include('24 answers were coded unaided by two people or more')
    expect(before).to.match(/α \(with MASI as the distance\) of 0\.9\d, 95 % interval/)
    expect(before).to.include('By theme, α is: “Pay” 0.92.')
    // They talk, and bob comes round: what was first coded stays what is told.
    const last = spoken[23]
    const [own] = await codingsOf(consultation, { text: last?.text ?? '', theme: 'suppliers' })
    if (!last || !own) throw new Error('bob coded nothing')
    await takeBack(own, { at: new Date(), by: 'bob', action: newId(), did: 'removed' })
    await code(last, 'bob', 'pay', { replaces: own.id })
    expect(await noteOf([key])).to.include('By theme, α is: “Pay” 0.92.')
  })

  it('says when there is too little to tell agreement, or how well the machine does', async () => {
    const spoken = await say(site, consultation, { text: 'They know the cranes.', stance: 'supports' })
    const key = await claim(statements[0] ?? '', 'suppliers')
    expect(await noteOf([key])).to.include('No answer was coded unaided by two people')
    await code(spoken, 'ann', 'suppliers')
    const text = await noteOf([key])
    expect(text).to.include('1 answer was coded unaided by two people or more')
    expect(text).to.include('there is too little to say how far they agree')
    expect(text).to.include('was not checked on enough passages drawn by lot to say')
  })

  it('counts no coding as unaided that a suggestion came before, nor one that was undone', async () => {
    const spoken = await say(site, consultation, { text: 'They know the cranes.' })
    await code(spoken, 'ann', 'pay', { origin: 'rule', verdict: 'rejected' })
    await code(spoken, 'ann', 'suppliers')
    await code(spoken, 'bob', 'suppliers')
    await code(spoken, 'bob', 'pay', { audit: 'sample' })
    const found = (await firstCodings(consultation)).get(spoken.text)
    expect([...(found ?? [])].map(([coder, themes]) => [coder, ...themes])).to.deep.equal([
      ['bob', 'suppliers'],
    ])
    expect(await codingsWithHistory(consultation)).to.have.length(4)
  })

  it('tells of how many responses nobody says that they read them in full', async () => {
    const spoken = await sayAll(site, consultation, [
      { text: 'They know the cranes.', stance: 'supports' },
      { text: 'The pilots left.' },
    ])
    const key = await claim(statements[0] ?? '', 'suppliers')
    const unread = 'Of no response is it recorded that anybody read it in full.'
    const [first] = spoken
    if (!first) throw new Error('nobody answered')
    // Coding it, and opening its page, show no such thing.
    const page = answerPath(first)
    const shown = (await researcher.get(page).expect(200)).text
    expect(shown).to.include('Nobody has said yet that they read all of it.')
    expect(await noteOf([key])).to.include(unread)
    const texts = /name="texts" value="([^"]*)"/.exec(shown)?.[1]
    await post(researcher, `${page}/read`, { do: 'read', texts }, page)
    expect((await researcher.get(page)).text).to.include('You have read all of this response')
    expect(await noteOf([key])).to.include(
      'Of 1 of 2 responses (50 %) it is not recorded that anybody read them in full.',
    )
    await post(researcher, `${page}/read`, { do: 'unread' }, page)
    expect(await noteOf([key])).to.include(unread)
    // A page that showed other answers than there are now says nothing of these.
    await post(researcher, `${page}/read`, { do: 'read', texts: 'an-older-text' }, page)
    expect(await noteOf([key])).to.include(unread)
    expect((await author.get(page)).text).not.to.include('I have read all')
  })
})
