import { expect } from 'chai'
import { copiesSentBy, findSearch, hotCampaigns } from '../../server/campaigns/campaignStore.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { hotLetterBatches, letterBatches } from '../../server/coding/letters/letterStore.ts'
import { sameWords } from '../../server/coding/letters/sameWords.ts'
import { countWaiting, hotMentions } from '../../server/coding/mentionStore.ts'
import { readingOrder } from '../../server/coding/readingOrder.ts'
import { addRound } from '../../server/coding/rounds/roundStore.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import { hotFolded } from '../../server/responses/foldedStore.ts'
import { receiveResponses } from '../../server/responses/receive.ts'
import type { Response } from '../../server/responses/response.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { pathOf, standing } from './desk.ts'

const letter =
  'We ask the harbour board to keep the winter timetable. Pay on the ferries is far too low to keep a crew. The board should answer every letter within a month.'
const ownWords = 'My brother rows for a living, and his pay never covers the winter.'

describe('a letter that several sent', () => {
  let site: Site
  let ines: Agent
  let consultation: string
  let made = 0
  let sent: Response[]
  let alone: Response
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
  })
  after(() => site.close())

  /** Four send a letter, one with words of their own and one who answers another question too; a fifth writes alone. */
  beforeEach(async () => {
    consultation = `letters${made++}`
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', ['pay']), theme('boards', ['answer']))
    sent = [
      await respond(consultation, 'a', { obstacles: letter }),
      await respond(consultation, 'b', { obstacles: `${letter} ${ownWords}` }),
      await respond(consultation, 'c', {
        obstacles: letter.replace('far too low', 'far too  LOW'),
        people: 'A ferry on Sundays.',
      }),
      await respond(consultation, 'd', { obstacles: letter }),
    ]
    alone = await respond(consultation, 'e', { obstacles: 'The quay is dark and the pay is late.' })
    await site.runner.idle()
  })

  const at = (place: number): Response => {
    const response = sent[place]
    if (!response) throw new Error(`no sender ${place}`)
    return response
  }
  const textOf = (response: Response) => currentTexts(response)[0] ?? ''
  const page = async (path: string, agent = ines) =>
    (await agent.get(path).expect(200)).text.replace(/\s+/g, ' ').replaceAll('&#x3D;', '=')
  const letterPath = (response = at(0)) => `/desk/${consultation}/letters/${textOf(response)}`
  /** The queue's page, and where its decision is sent. */
  const queue = async (path = `/desk/${consultation}/queue`, agent = ines) => {
    const text = await page(path, agent)
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
    return {
      text,
      action: /action="([^"]+\/tags\/[^"]+)"/.exec(text)?.[1] ?? '',
      where: { back: 'queue', after: field('after'), past: field('past'), theme: '', question: '' },
    }
  }
  const decide = async (deed: string, path?: string) => {
    const { action, where } = await queue(path)
    const answer = await post(ines, action, { ...where, do: deed })
    return String(answer.headers.location)
  }
  const all = () => Promise.all(sent.map(standing))

  it('is one row of the list, unfolded to the words that are each person’s own', async () => {
    const list = await page(`/desk/${consultation}/responses`)
    expect(list).to.include('<strong>4 people</strong> sent this letter; 2 added words of their own.')
    expect(list.match(/<tr class="letter-row">/g)).to.have.length(1)
    expect(list).to.include(`<mark class="own-words">${ownWords}</mark>`)
    expect(list).to.include('<mark class="own-words">A ferry on Sundays.</mark>')
    expect(list)
      .to.include(alone.reference)
      .and.not.include(`>${at(0).reference}<`)
    const unfolded = await page(letterPath())
    expect(unfolded).to.include('4 people sent this letter').and.include(`${ownWords}</mark>`)
    expect(unfolded).to.not.include(at(3).reference)
    expect(await page(`${letterPath()}?show=all`)).to.include(at(3).reference)
    await withdraw(consultation, at(1)._id)
    expect(await page(letterPath())).to.not.include('My brother')
    await site.runner.idle()
    expect(await page(`/desk/${consultation}/responses`)).to.include('<strong>3 people</strong>')
  })

  it('stands once in the list however many pages it has', async () => {
    const arriving = [...Array(52).keys()].map(n => `Berth ${n} is full.`)
    await receiveResponses(
      [...arriving, letter].map(text => ({
        ...{
          origin: `${consultation}:${text}`,
          consultation,
          version: 1,
          source: 'import',
          capacity: 'personal',
        },
        ...{ choice: 'unnamed', consentWording: '1', attributes: {}, submittedOn: new Date() },
        answers: { obstacles: { text } },
      })),
    )
    await site.runner.idle()
    const first = await page(`/desk/${consultation}/responses`)
    const next = /href="([^"]+\?after=[^"]+)"/.exec(first)?.[1] ?? ''
    const second = await page(next)
    const rows = (text: string) => (text.match(/<tr/g)?.length ?? 1) - 1
    expect([rows(first), rows(second)]).to.deep.equal([50, 4])
    expect(`${first}${second}`.match(/<strong>5 people<\/strong>/g)).to.have.length(1)
  })

  it('comes first in the queue, once for all, and what is decided holds for every copy', async () => {
    expect(await countWaiting(consultation)).to.equal(9)
    const first = await queue()
    expect(first.text).to.include('<strong>4 people sent this letter</strong>; 2 added words of their own')
    expect(first.action).to.include('/letters/')
    const second = await decide('accept-supports')
    await site.runner.idle()
    const third = await decide('reject', second)
    await site.runner.idle()
    const told = ['boards rejected mentions rule', 'pay accepted supports rule']
    const other = ['boards accepted supports rule', 'pay rejected mentions rule']
    const decided = await all()
    expect([told, other]).to.deep.include(decided[0])
    for (const each of decided) expect(each).to.deep.equal(decided[0])
    // What is left is each person's own, one by one.
    const left = await queue(third)
    expect(left.text).to.not.include('sent this letter')
    expect(left.action).to.include('/responses/')
    expect(await countWaiting(consultation)).to.equal(2)
    const codings = await codingsOf(consultation, { respondent: at(3)._id })
    for (const { text, tag, batch } of codings) {
      expect(text).to.equal(textOf(at(3)))
      expect(tag).to.be.a('string')
      expect(batch).to.be.a('string')
    }
  })

  it('is undone in one step, and offered again', async () => {
    const after = await decide('accept-supports', `/desk/${consultation}/queue?theme=pay`)
    await site.runner.idle()
    expect((await all()).flat()).to.have.length(4)
    const undo = /action="([^"]+\/undo)"/.exec(await page(after))?.[1] ?? ''
    expect(undo).to.include('/letters/batches/')
    const other = await site.signIn('researcher')
    await post(other, undo, {}).then(({ status }) => expect(status).to.equal(409))
    await post(ines, undo, { back: 'queue' })
    await site.runner.idle()
    expect((await all()).flat()).to.deep.equal([])
    expect((await queue()).text).to.include('4 people sent this letter')
  })

  it('is done again in one step, from the queue, for copies too that it was taken back before', async () => {
    await decide('accept-supports', `/desk/${consultation}/queue?theme=pay`)
    // Taken back at once: only the copy that was read has been coded.
    const [batch] = await letterBatches(consultation)
    const taken = await post(ines, `/desk/${consultation}/letters/batches/${batch?._id}/undo`, {
      back: 'queue',
    })
    await site.runner.idle()
    expect((await all()).flat()).to.deep.equal([])
    expect(await page(letterPath())).to.include('Do it again in every copy')
    const redo = /action="([^"]+\/redo)"/.exec(await page(String(taken.headers.location)))?.[1] ?? ''
    expect(redo).to.include('/letters/batches/')
    const other = await site.signIn('researcher')
    await post(other, redo, {}).then(({ status }) => expect(status).to.equal(409))
    const again = await post(ines, redo, { back: 'queue' })
    expect(await page(String(again.headers.location))).to.include('Undo my last decision in every copy')
    await site.runner.idle()
    expect(await all()).to.deep.equal(sent.map(() => ['pay accepted supports rule']))
    expect((await letterBatches(consultation))[0]).to.include({ state: 'applied', coded: 4 })
  })

  it('offers to mend the rule whose suggestion is rejected for all, until that is taken back', async () => {
    const after = await page(await decide('reject', `/desk/${consultation}/queue?theme=pay`))
    expect(after.match(/Mend the rule/g)).to.have.length(1)
    const mend = /href="([^"]+\/mend)"/.exec(after)?.[1] ?? ''
    expect(await page(mend)).to.include('Mend a rule')
    await site.runner.idle()
    expect(await page(letterPath())).to.include(mend)
    const [batch] = await letterBatches(consultation)
    await post(ines, `/desk/${consultation}/letters/batches/${batch?._id}/undo`, {})
    expect(await page(letterPath())).to.not.include('Mend the rule')
  })

  it('is taken back while it is still being put into the copies', async () => {
    await decide('accept-supports', `/desk/${consultation}/queue?theme=pay`)
    const [batch] = await letterBatches(consultation)
    await post(ines, `/desk/${consultation}/letters/batches/${batch?._id}/undo`, {})
    await site.runner.idle()
    expect((await all()).flat()).to.deep.equal([])
    expect((await letterBatches(consultation))[0]?.state).to.equal('undone')
  })

  it('is passed over in the queue as one, and skipped to what others wrote alone', async () => {
    const seen: string[] = []
    let path = `/desk/${consultation}/queue`
    for (let step = 0; step < 5; step++) {
      const { action, where, text } = await queue(path)
      if (action === '') break
      seen.push(text.includes('sent this letter') ? 'letter' : 'alone')
      path = `/desk/${consultation}/queue?${new URLSearchParams({ after: where.after, past: where.past })}`
    }
    // In the letter a rule of pay and one of boards; then the one who added words on pay, whose mention is of both, and the fifth.
    expect(seen.slice(0, 2)).to.deep.equal(['letter', 'letter'])
    expect(seen.slice(2)).to.not.include('letter')
  })

  it('comes in the queue before letters that fewer sent, whatever they are called', async () => {
    const smaller = [
      'The lifeboat station needs a crew by day, and its volunteers need pay for the hours that they train.',
      'Mooring fees rose twice in a year; pay at the marina has not, and its office is shut at weekends.',
    ]
    for (const [n, words] of smaller.entries())
      for (const who of ['f', 'g', ...(n === 1 ? ['h'] : [])])
        await respond(consultation, `${who}${n}`, { obstacles: words })
    await site.runner.idle()
    const seen: string[] = []
    let path = `/desk/${consultation}/queue?theme=pay`
    for (let step = 0; step < 3; step++) {
      const { text, where } = await queue(path)
      seen.push(/<strong>(\d people) sent this letter/.exec(text)?.[1] ?? '')
      path = `/desk/${consultation}/queue?${new URLSearchParams({ after: where.after, past: where.past, theme: 'pay' })}`
    }
    expect(seen).to.deep.equal(['4 people', '3 people', '2 people'])
  })

  it('is coded unaided in every copy from its page, but for words that are a sender’s own', async () => {
    const text = textOf(at(1))
    const words = 'keep the winter timetable'
    const start = letter.indexOf(words)
    const codings = `${letterPath(at(1))}/codings`
    const fields = { theme: 'boards', stance: 'supports' }
    const own = { ...fields, text, start: letter.length + 1, end: letter.length + 10 }
    expect((await post(ines, codings, own)).status).to.equal(303)
    expect(await page(letterPath(at(1)))).to.include('Some of these words are this sender’s own')
    await post(ines, codings, { ...fields, text, start, end: start + words.length })
    await site.runner.idle()
    expect(await all()).to.deep.equal(sent.map(() => ['boards accepted supports unaided']))
    const after = await page(letterPath())
    expect(after).to.include('Done: 4 codings').and.include(words)
    // The letter is one reading, of the copy that was read.
    expect(await readingOrder(consultation)).to.deep.equal([{ response: at(1)._id, themes: ['boards'] }])
  })

  it('leaves copies as they are that were decided on before, or whose senders want people alone', async () => {
    const shy = await respond(consultation, 'shy', { obstacles: letter }, 'unnamed', true)
    await site.runner.idle()
    const [pay] = (await codingsAfter(at(0), 'Pay on the ferries is far too low to keep a crew.')) ?? []
    expect(pay?.verdict).to.equal('accepted')
    await decide('reject', `/desk/${consultation}/queue?theme=pay`)
    await site.runner.idle()
    expect(await standing(at(0))).to.deep.equal(['pay accepted supports unaided'])
    expect(await standing(at(3))).to.deep.equal(['pay rejected mentions rule'])
    expect(await standing(shy)).to.deep.equal([])
    const [batch] = await letterBatches(consultation)
    expect(batch?.left).to.deep.equal({ missing: 0, decided: 1, blind: 0, byHand: 1 })
  })

  async function codingsAfter(response: Response, words: string) {
    const start = letter.indexOf(words)
    const sentence = `${textOf(response)}:${start}:${start + words.length}`
    await post(ines, `${pathOf(response)}/codings`, { sentence, theme: 'pay', stance: 'supports' })
    return codingsOf(consultation, { respondent: response._id })
  }

  it('leaves the copies of a blind round to be coded blind, and shows nothing of what others decided', async () => {
    const me = await codingsAfter(alone, 'We').then(() => codingsOf(consultation, { respondent: alone._id }))
    const coder = me[0]?.coder ?? ''
    const other = await site.signIn('researcher')
    const { action, where } = await queue(`/desk/${consultation}/queue?theme=pay`, other)
    await addRound({
      ...{ _id: `round${consultation}`, consultation, by: coder, at: new Date(), coders: [coder, 'another'] },
      ...{ responses: [at(2)._id], state: 'open', pending: [], how: 'chosen' },
      ...{ filter: '', of: 1, seed: 1 },
    })
    await post(other, action, { ...where, do: 'accept-supports' })
    await site.runner.idle()
    expect(await page(letterPath()))
      .to.include('hidden from you')
      .and.not.include('Undo in every copy')
    expect(await page(letterPath(), other)).to.include('Done: 4 codings')
    await decide('accept-opposes', `/desk/${consultation}/queue?theme=boards`)
    await site.runner.idle()
    expect((await standing(at(2))).filter(told => told.startsWith('boards'))).to.deep.equal([])
    expect((await standing(at(3))).filter(told => told.startsWith('boards'))).to.have.length(1)
    const blind = await page(`${letterPath(at(2))}?tags=show`)
    expect(blind).to.include('in a blind round').and.not.include('passage--suggested')
    expect(
      (
        await post(ines, `${letterPath(at(2))}/codings`, {
          ...{ text: textOf(at(2)), start: 0, end: 6, theme: 'pay', stance: 'supports' },
        })
      ).status,
    ).to.equal(409)
  })

  it('is nowhere else but where somebody says it', async () => {
    await ines.get(`/desk/${consultation}/letters/${textOf(alone)}`).expect(404)
    await withdraw(consultation, at(0)._id)
    await ines.get(letterPath()).expect(404)
  })

  it('finds its words whatever their case, marks and white space, the same time on', () => {
    const words = (text: string, passage: string, other: string, from = 0) => {
      const start = text.indexOf(passage, from)
      const span = sameWords({ text, span: { start, end: start + passage.length } }, other)
      return span && other.slice(span.start, span.end)
    }
    expect(words('So. We don’t agree. End', 'We don’t agree.', "SO: we don't\n agree! End")).to.equal(
      "we don't\n agree!",
    )
    expect(words('No pay.', 'No pay.', 'No pays.')).to.equal(undefined)
    const twice = sameWords({ text: 'No. Yes. No.', span: { start: 9, end: 12 } }, 'No, no. No')
    expect(twice).to.deep.equal({ start: 4, end: 7 })
    expect(words('… …', '…', '…')).to.equal(undefined)
  })

  it('is read by index', async () => {
    const search = await findSearch(consultation)
    const [copy] = search ? await copiesSentBy(search, [at(0)._id]) : []
    const place = { letter: copy?.letter ?? '', theme: 'boards', _id: 'x' }
    const queries: Record<string, { lean(): { explain(how: 'queryPlanner'): Promise<unknown> } }> = {
      'own words': hotCampaigns.withOwnWords(consultation, 'search', 0, '', 50),
      'sent by': hotCampaigns.sentBy(consultation, 'search', ['r']),
      'first page': hotFolded.before(consultation, undefined, 50),
      'later page': hotFolded.before(consultation, new Date(), 50),
      'same day': hotFolded.ofDay(consultation, { submittedOn: new Date(), _id: 'r' }, 50),
      behind: hotFolded.behind(consultation),
      'next letter': hotMentions.firstOfLetter(consultation, {}, place.letter),
      'next letter of a theme': hotMentions.firstOfLetter(consultation, { theme: 'pay' }, place.letter),
      'next letters': hotCampaigns.letters(consultation, 'search'),
      'next theme': hotMentions.nextTheme(consultation, {}, place),
      'of a letter': hotMentions.ofLetter(consultation, place.letter, 'pay', {}),
      batches: hotLetterBatches.all(consultation),
      awaiting: hotLetterBatches.awaiting(),
    }
    for (const [name, query] of Object.entries(queries)) {
      const plan = JSON.stringify(await query.lean().explain('queryPlanner'))
      expect(plan, name).to.include('IXSCAN').and.not.include('COLLSCAN')
      if (/page|day|next|own words/.test(name)) expect(plan, name).to.not.match(/"stage":"SORT"/)
    }
  })
})
