import { expect } from 'chai'
import { hotCodings } from '../../server/coding/codingQueryStore.ts'
import { hotMentions } from '../../server/coding/mentionStore.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { unread } from '../../server/responses/words/attributeStore.ts'
import { hotWords } from '../../server/responses/words/wordStore.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { decide, tagOf } from '../coding/desk.ts'
import { type Agent, openSite, type Site } from '../site.ts'

describe('searching', () => {
  let site: Site
  let agent: Agent
  before(async () => {
    site = await openSite()
    await addCorpus('sea')
    await addCodebook('sea', theme('pay', ['pay']), theme('boats', ['boat*']))
    const first = await respond('sea', 'a', {
      obstacles: 'The pay is low. Boats lie idle at the quay.',
      people: 'Better pay would keep the crews.',
    })
    const second = await respond('sea', 'b', { obstacles: 'Our boats are old, and the pay is worse.' })
    await respond('sea', 'c', { obstacles: 'Mae’r cychod yn hen iawn, ac mae’r harbwr yn wag.' })
    await respond(
      'sea',
      'd',
      { obstacles: 'A respondent who asks people to sort: harbourmasters.' },
      'unnamed',
      true,
    )
    await site.runner.idle()
    agent = await site.signIn('researcher')
    await decide(agent, first, await tagOf(first, 'pay'), { do: 'accept-supports' })
    await decide(agent, second, await tagOf(second, 'boats'), { do: 'reject' })
  })
  after(() => site.close())

  async function page(query: Record<string, string>): Promise<string> {
    const { status, text } = await agent.get(`/desk/sea/search?${new URLSearchParams(query)}`)
    expect(status).to.equal(200)
    return text
  }
  const heading = (html: string) => /id="found">([^<]*)</.exec(html)?.[1]
  const marked = (html: string) => [...html.matchAll(/<mark[^>]*>([^<]*)</g)].map(match => match[1])

  it('finds a word and its family, with how much there is of it', async () => {
    const html = await page({ q: 'pays' })
    expect(heading(html)).to.equal('3 passages in 2 responses')
    expect(marked(html).sort()).to.deep.equal(['pay', 'pay', 'pay'])
    expect(html).to.contain('id="q" name="q" type="search" value="pays"')
  })

  it('finds words of other languages, and what only people may sort', async () => {
    expect(heading(await page({ q: 'harbwr' }))).to.equal('1 passage in 1 response')
    expect(heading(await page({ q: 'harbour*' }))).to.equal('1 passage in 1 response')
  })

  it('finds by theme, verdict, question and attribute, written or chosen', async () => {
    expect(heading(await page({ q: 'theme:Pay' }))).to.equal('1 passage in 1 response')
    expect(heading(await page({ theme: 'pay' }))).to.equal('1 passage in 1 response')
    expect(heading(await page({ theme: 'boats', verdict: 'rejected' }))).to.equal('1 passage in 1 response')
    expect(heading(await page({ q: 'verdict:unreviewed theme:Boats' }))).to.equal('1 passage in 1 response')
    expect(heading(await page({ q: 'pay', question: 'people' }))).to.equal('1 passage in 1 response')
    expect(heading(await page({ q: 'pay', who: 'role:"a registrar"' }))).to.equal('3 passages in 2 responses')
    expect(heading(await page({ q: 'pay role:nurse' }))).to.equal('Nothing was found')
    expect(heading(await page({ q: 'role:"a reg"* NOT pay' }))).to.equal('2 passages in 2 responses')
  })

  it('shows what was found in lines too, each with its response', async () => {
    const html = await page({ q: 'boat*', as: 'lines' })
    expect(html.match(/concordance__line/g)).to.have.length(2)
    expect(html).to.contain('<mark class="concordance__words">Boats</mark>')
    expect(html).to.contain('<option value="boats">')
  })

  it('sorts lines by the words before, after and found, and by date, over all that was found', async () => {
    const lines = async (sort: string) => {
      const html = await page({ q: 'pay OR boat*', as: 'lines', sort })
      const before = [...html.matchAll(/concordance__before">([^<]*)</g)].map(([, words = '']) =>
        words.trim(),
      )
      return before.map((words, at) => `${words.split(' ').at(-1)}|${marked(html)[at]}`)
    }
    // “… lies idle. Boats” follows “low”: the word before counts, whatever stands between.
    expect(await lines('left')).to.deep.equal(['Better|pay', 'low.|Boats', 'Our|boats', 'The|pay', 'the|pay'])
    const found = (await lines('match')).map(line => line.split('|')[1])
    expect(found).to.deep.equal(['Boats', 'boats', 'pay', 'pay', 'pay'].sort((a, b) => a.localeCompare(b)))
    const after = await page({ q: 'pay', as: 'lines', sort: 'right' })
    const words = [...after.matchAll(/concordance__after">([^<]*)</g)].map(([, words = '']) =>
      words.trim().split(' ').slice(0, 2).join(' '),
    )
    expect(words).to.deep.equal(['is low.', 'is worse.', 'would keep'])
    expect(await lines('date')).to.have.length(5)
    expect(after).to.contain('aria-current="page">By the words after')
    expect(await page({ q: 'pay', as: 'lines', sort: 'right', after: '2' })).to.contain('That was the last')
  })

  it('cuts what is too long for a line between words, and shows nothing behind it', async () => {
    await addCorpus('long')
    const words = Array.from({ length: 60 }, (_, n) => `reason${n}`)
    await respond('long', 'a', { obstacles: words.join(' ') })
    await site.runner.idle()
    const { text } = await agent.get('/desk/long/search?question=obstacles&as=lines')
    const line = /concordance__words">(.*?) …<\/mark><span class="concordance__after">(.*?)</.exec(text)
    const [, shown = '', after] = line ?? []
    const known = shown.split(' ')
    expect(known.length).to.be.within(5, 59)
    expect(known).to.deep.equal(words.slice(0, known.length))
    expect(after).to.equal('')
  })

  it('says of all that was found who made what is coded on it', async () => {
    const html = (await page({ q: 'pay' })).replace(/\s+/g, ' ')
    expect(html).to.contain('0 (0%) are coded by people unaided, 1 (33%) accepted from the machine')
    expect(html).to.contain('2 (67%) only suggested').and.contain('0 (0%) neither')
    expect(html).to.contain('The machine’s precision').and.contain('not checked yet')
    expect((await page({ q: 'harbwr' })).replace(/\s+/g, ' ')).to.contain('1 (100%) neither')
  })

  it('says where a query cannot be read, and keeps it', async () => {
    const html = await page({ q: 'pay AND "low', theme: 'pay' })
    expect(html).to.contain('<a href="#q">At character 9: This quotation mark is never closed')
    expect(html).to.contain('value="pay AND &quot;low"')
    expect(html).to.contain('<option value="pay" selected>')
  })

  it('tells a word that somebody did write where one was misspelled', async () => {
    const html = await page({ q: 'harbuor*' })
    expect(html).to.contain('Nothing was found')
    expect(await page({ q: 'quya' })).to.contain('q=quay">quay</a>')
  })

  it('asks for nothing at first', async () => {
    const html = await page({})
    expect(html).to.not.contain('id="found"')
    expect(html).to.contain('How to ask')
  })

  it('goes on from page to page until the last, and counts all when asked', async () => {
    await addCorpus('many')
    const tides = Array.from({ length: 60 }, (_, n) =>
      respond('many', String(n), { obstacles: `Tide ${n} was late.` }),
    )
    await Promise.all(tides)
    await site.runner.idle()
    const seen: string[] = []
    let path = '/desk/many/search?q=tide'
    for (let pages = 0; path && pages < 9; pages++) {
      const { text } = await agent.get(path)
      seen.push(...[...text.matchAll(/Response ([A-Z0-9-]+)<\/a>/g)].map(match => match[1] ?? ''))
      path = (/<a class="button" href="([^"]+)"/.exec(text)?.[1] ?? '')
        .replaceAll('&amp;', '&')
        .replaceAll('&#x3D;', '=')
    }
    expect(seen).to.have.length(60)
    expect(new Set(seen)).to.have.property('size', 60)
    const { text } = await agent.get('/desk/many/search?q=tide&all=yes')
    expect(heading(text)).to.equal('60 passages in 60 responses')
  })

  it('finds nothing of somebody who withdrew, even before the index knows', async () => {
    await addCorpus('gone')
    const leaving = await respond('gone', 'a', { obstacles: 'A lighthouse stands dark.' })
    await site.runner.idle()
    const before = await agent.get('/desk/gone/search?q=lighthouse')
    expect(heading(before.text)).to.equal('1 passage in 1 response')
    await withdraw('gone', leaving._id)
    const at = await agent.get('/desk/gone/search?q=lighthouse')
    expect(heading(at.text)).to.equal('Nothing was found')
    expect(at.text).to.not.contain('stands dark')
    await site.runner.idle()
    expect(await hotWords.holding('gone', 'lighthous').countDocuments()).to.equal(0)
  })

  const queries: Record<string, { explain(verbosity: 'queryPlanner'): { exec(): Promise<unknown> } }> = {
    'who wrote a word': hotWords.withKey('sea', 'pai', [['crew']], 'a', 10),
    'how many wrote a word': hotWords.holding('sea', 'pai'),
    'who wrote one of several words': hotWords.withAny('sea', ['pai', 'crew'], 10),
    'who has a mention of a kind': hotMentions.ofKind(
      'sea',
      'pay',
      { state: 'machine', stance: 'supports' },
      'a',
      10,
    ),
    'who has a mention that waits': hotMentions.ofKind('sea', 'pay', { waiting: true }, 'a', 10),
    'the codings that stand': hotCodings.standing('sea', ['r']),
    'the codings of a theme that stand': hotCodings.standing('sea', ['r'], ['pay']),
    'the codings of some texts that stand': hotCodings.standingOn('sea', ['t']),
    'what the machine has not read': unread('sea'),
  }
  for (const [name, query] of Object.entries(queries))
    it(`finds ${name} by index, without sorting`, async () => {
      const plan = JSON.stringify(await query.explain('queryPlanner').exec())
      expect(plan).to.contain('IXSCAN').and.not.contain('COLLSCAN').and.not.contain('"stage":"SORT"')
    })

  it('reads, of a theme’s codings, those of the candidates alone', async () => {
    const plan = JSON.stringify(
      await hotCodings.standing('sea', ['r'], ['pay']).explain('queryPlanner').exec(),
    )
    expect(plan).to.contain('consultation_1_respondent_1')
  })

  it('finds what the machine has not read among what waits, not among all responses', async () => {
    expect(JSON.stringify(await unread('sea').explain('queryPlanner').exec())).to.contain('pending_1')
  })
})
