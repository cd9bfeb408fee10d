import { expect } from 'chai'
import { checkZip, readEntry } from '../../server/files/zip.ts'
import { chooseQuote } from '../../server/findings/quotes/choose.ts'
import { noLongerAllowed } from '../../server/reports/publication/allowed.ts'
import { carryHolds } from '../../server/responses/care/carryHolds.ts'
import { heldSign } from '../../server/responses/care/hold.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import { goneWordsOf } from '../../server/responses/gone/goneWords.ts'
import { makeReceipt } from '../../server/responses/receipts/receipt.ts'
import type { Response } from '../../server/responses/response.ts'
import { findTexts, findWritten } from '../../server/responses/textStore.ts'
import { claim } from '../findings/claim.ts'
import { bytesOf } from '../projects/bytesOf.ts'
import { routesOf } from '../routes.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { decide, pathOf, tagOf, tagsOf } from './desk.ts'

const secret = 'My neighbour Aled Prosser pays his crew in cash'
const answer = `The pay is low on every boat. ${secret}. Better pay would help.`

describe('passages that are held back', () => {
  let site: Site
  let author: Agent
  let researcher: Agent
  let owner: Agent
  let response: Response
  before(async () => {
    site = await openSite()
    await addCorpus('care')
    await addCodebook('care', theme('pay', ['pay', 'pays']))
    response = await respond('care', 'a', { obstacles: answer })
    await respond('care', 'b', { obstacles: 'Low pay, and nothing else.' })
    await site.runner.idle()
    author = await site.signIn('author')
    researcher = await site.signIn('researcher')
    owner = await site.signIn('owner')
  })
  after(() => site.close())

  const held = '/desk/care/passages-held'
  const holdBack = (agent: Agent, fields: Record<string, unknown>) =>
    post(agent, `${pathOf(response)}/holds`, { kind: 'thirdParty', note: 'Names the neighbour.', ...fields })
  const holds = async () => (await findWritten(currentTexts(response)))[0]?.holds ?? []
  const newest = async () => {
    const hold = (await holds()).at(-1)
    return { text: currentTexts(response)[0] ?? '', hold: hold?.id ?? '' }
  }

  it('asks which passage, and why, and keeps what was entered', async () => {
    await post(author, `${pathOf(response)}/holds`, { heldWords: 'words that nobody wrote', note: 'A note.' })
    const page = (await author.get(pathOf(response))).text
    expect(page).to.contain('Choose why it is to be held back')
    expect(page).to.contain('A note.')
    await holdBack(author, { heldWords: 'words that nobody wrote' })
    expect((await author.get(pathOf(response))).text).to.contain(
      'These words do not stand so in the response',
    )
    await holdBack(author, {})
    expect((await author.get(pathOf(response))).text).to.contain('Choose a sentence or a whole answer')
    expect(await holds()).to.deep.equal([])
  })

  describe('once one is held', () => {
    before(async () => {
      await decide(researcher, response, await tagOf(response, 'pay'), { do: 'accept-supports' })
      await post(researcher, `${pathOf(response)}/codings`, {
        text: currentTexts(response)[0],
        start: answer.indexOf(secret),
        end: answer.indexOf(secret) + secret.length,
        theme: 'pay',
        stance: 'supports',
      })
      const sent = await holdBack(author, { heldWords: secret })
      expect(sent.status).to.equal(303)
      await site.runner.idle()
    })

    for (const [name, address] of [
      ['its response', () => `${pathOf(response)}?tags=show`],
      ['the queue', () => '/desk/care/queue'],
      ['the theme', () => '/desk/care/themes/pay'],
      ['a search', () => '/desk/care/search?q=pay'],
      ['a search of the codings', () => '/desk/care/search?theme=pay'],
      ['the list of what is held', () => held],
    ] as const)
      it(`leaves its words out of ${name}`, async () => {
        const { status, text } = await researcher.get(address())
        expect(status).to.equal(200)
        expect(text).to.not.contain('Prosser')
      })

    it('leaves them out of every page and file of the desk', async () => {
      const finding = await claim('care', { themes: ['pay'] })
      const known: Record<string, string> = {
        ...{ consultation: 'care', response: response._id, theme: 'pay', finding: finding._id },
        ...{ picture: 'prevalence', file: 'codings', use: 'whole' },
      }
      const addresses = routesOf(site.app)
        .filter(route => route.startsWith('GET /desk/:consultation'))
        .map(route => route.slice('GET '.length).replace(/:([a-zA-Z]+)/g, (all, name) => known[name] ?? all))
      const each = addresses.flatMap(address =>
        address.includes(':format')
          ? ['csv', 'md'].map(format => address.replace(':format', format))
          : [address.replace(/:[a-zA-Z]+/g, 'nothing')],
      )
      const asked = [
        'findings/propose',
        'search?q=cash',
        'search/code?q=pay&theme=pay',
        'memos?about=response',
      ]
      let shown = 0
      for (const address of [...each, ...asked.map(page => `/desk/care/${page}`)]) {
        const first = await researcher.get(address)
        const { status, text, body } = first.status === 403 ? await author.get(address) : first
        if (status === 200) shown++
        expect(`${text ?? ''}${Buffer.isBuffer(body) ? body.toString() : ''}`, address).not.to.match(
          /Prosser|in cash/,
        )
      }
      expect(shown).to.be.greaterThan(40)
    })

    it('leaves them out of a project for other programs', async () => {
      const project = await bytesOf(researcher, '/desk/care/transfers/project.qdpx')
      const names = [...(await checkZip(project))]
      const files = String(await Promise.all(names.map(name => readEntry(project, name))))
      expect(files)
        .to.include('Better pay would help')
        .and.not.match(/Prosser|in cash/)
    })

    it('shows a sign in their place, with every other word where it was', async () => {
      const [text] = await findTexts(currentTexts(response))
      expect(text?.text).to.have.length(answer.length)
      expect(text?.text.slice(answer.indexOf('Better pay'))).to.equal('Better pay would help.')
      expect((await researcher.get(pathOf(response))).text).to.contain(heldSign)
    })

    it('finds nobody by the words', async () => {
      expect((await researcher.get('/desk/care/search?q=neighbour')).text).to.contain('Nothing')
    })

    it('has the machine suggest nothing by them', async () => {
      const start = answer.indexOf(secret)
      for (const tag of await tagsOf(response))
        expect(tag.end <= start || tag.start >= start + secret.length).to.equal(true)
    })

    for (const file of ['results/responses.csv', 'results/responses.jsonl', 'transfers/codings.csv'])
      it(`leaves them out of ${file}`, async () => {
        const { status, body, text } = await researcher.get(`/desk/care/${file}`).buffer(true)
        expect(status).to.equal(200)
        expect(text ?? String(body)).to.not.contain('Prosser')
      })

    it('tells them to those who decide alone, and the note to them and who wrote it', async () => {
      expect((await owner.get(held)).text)
        .to.contain('Aled Prosser')
        .and.contain('Names the neighbour.')
      expect((await owner.get('/desk/care')).text).to.contain('Passages held back')
      expect((await author.get(held)).text)
        .to.contain('Names the neighbour.')
        .and.not.contain('Prosser')
      expect((await researcher.get(held)).text).to.not.contain('Names the neighbour.')
      expect((await researcher.get('/desk/care')).text).to.not.contain('Passages held back')
    })

    it('has whatever repeats them be found like words that were withdrawn', async () => {
      expect((await goneWordsOf('care')).repeats(`They say: ${secret.toLowerCase()}.`)).to.equal(true)
    })

    it('holds the same passage once', async () => {
      await holdBack(researcher, {
        held: `${currentTexts(response)[0]}:${answer.indexOf(secret)}:${answer.indexOf(secret) + secret.length}`,
      })
      expect(await holds()).to.have.length(1)
    })

    it('lets nobody quote them, and what was published of them is shown no more', async () => {
      const [text] = currentTexts(response)
      if (!text) throw new Error('no text')
      const start = answer.indexOf('Aled')
      const passage = { text, start, end: start + 'Aled Prosser'.length, edits: [] }
      const chosen = await chooseQuote({ _id: 'f', consultation: 'care' }, { ...passage, side: 'quote' })
      expect(JSON.stringify(chosen)).to.contain('holds words that are held back')
      const published = { key: 'Q1', note: 1, respondent: response._id, words: 'Aled Prosser', names: [] }
      const source = { ...passage, question: 'obstacles' }
      const printed = [
        { ...published, ...passage, source, choice: 'unnamed' as const },
        { ...published, ...passage, source: { ...source, start: 0, end: 7 }, choice: 'unnamed' as const },
      ]
      expect(await noLongerAllowed(printed)).to.deep.equal([printed[0]])
    })

    it('leaves the answer as it was sent to its receipt', async () => {
      const before = await respond('care', 'c', { obstacles: answer })
      const [mine, other] = await Promise.all([makeReceipt(response), makeReceipt(before)])
      const hashes = (receipt: typeof mine) => JSON.stringify(receipt).match(/"hash":"[0-9a-f]{64}"/g)
      expect(hashes(mine)).to.deep.equal(hashes(other)).and.not.equal(null)
    })

    it('is decided on by those alone who may, and taken back by nobody else', async () => {
      const which = await newest()
      expect((await post(researcher, held, { ...which, verdict: 'released' })).status).to.equal(403)
      expect((await post(researcher, `${held}/undo`, which)).status).to.equal(404)
      expect((await findTexts([which.text]))[0]?.held).to.have.length(1)
    })
  })

  describe('once somebody decides', () => {
    it('is readable again when it is released, and cannot be decided on twice', async () => {
      const which = await newest()
      await post(owner, held, { ...which, verdict: 'kept' })
      expect((await post(author, `${held}/undo`, which)).status).to.equal(409)
      await post(owner, held, { ...which, verdict: 'released', reason: 'He agreed.' })
      await site.runner.idle()
      expect((await researcher.get(pathOf(response))).text).to.contain('Prosser')
      expect((await post(owner, held, { ...which, verdict: 'kept' })).status).to.equal(409)
      expect((await owner.get(`${held}?show=all`)).text).to.contain('He agreed.')
    })

    it('is taken back by who held it, until somebody decided', async () => {
      await holdBack(author, { heldWords: 'Better pay' })
      expect((await researcher.get(pathOf(response))).text).to.not.contain('Better pay')
      await post(author, `${held}/undo`, await newest())
      expect((await researcher.get(pathOf(response))).text).to.contain('Better pay')
    })

    it('never comes back once it is redacted', async () => {
      await holdBack(researcher, { heldWords: secret })
      const which = await newest()
      await post(owner, held, { ...which, verdict: 'redacted' })
      expect((await post(owner, held, { ...which, verdict: 'released' })).status).to.equal(409)
      expect((await researcher.get(pathOf(response))).text).to.not.contain('Prosser')
    })

    it('stays held when the answer is written anew, all of it where the words are not to be found', async () => {
      const before = await findWritten(currentTexts(response))
      const [old] = before
      if (!old) throw new Error('no text')
      const anew = (text: string) => {
        const [carried] = carryHolds(response, before, [
          { ...old, _id: 'new', text, holds: undefined } as never,
        ])
        return (carried?.holds ?? []).map(({ start, end, state }) => ({
          words: text.slice(start, end),
          state,
        }))
      }
      expect(anew(`Again: ${secret}!`)).to.deep.equal([{ words: secret, state: 'redacted' }])
      expect(anew('Another name entirely.')).to.deep.equal([
        { words: 'Another name entirely.', state: 'waiting' },
      ])
    })
  })
})
