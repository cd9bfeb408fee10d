import { expect } from 'chai'
import { learnedRule } from '../../analysis/application.ts'
import { passagesOf } from '../../server/coding/audit/auditStore.ts'
import { beginAudit } from '../../server/coding/audit/begin.ts'
import { drawAudit } from '../../server/coding/audit/draw.ts'
import { refreshMentions } from '../../server/coding/refreshMentions.ts'
import { replaceTaggings, taggingsOf } from '../../server/coding/taggingStore.ts'
import type { Response } from '../../server/responses/response.ts'
import { findTexts } from '../../server/responses/textStore.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { standing } from './desk.ts'

describe('the queue of suggestions', () => {
  let site: Site
  let ines: Agent
  const consultation = 'queue'
  const queue = `/desk/${consultation}/queue`
  const responses = new Map<string, Response>()
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
    await addCorpus(consultation)
  })
  after(() => site.close())

  /** What the queue's page offers: where its decision is sent, and its hidden fields. */
  async function look(path: string) {
    const { text } = await ines.get(path)
    const action = /action="([^"]+\/tags\/[^"]+)"/.exec(text)?.[1] ?? ''
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
    // One after another, since the words that made a suggestion are marked once more.
    const marked = [
      ...text.matchAll(/(?:<mark[^>]*><span data-start="\d+"[^>]*>[^<]*<\/span><\/mark>)+/g),
    ].map(([marks]) => marks.replace(/<[^>]*>/g, ''))
    const names = ['after', 'past', 'order', 'step'].filter(name => text.includes(`name="${name}" value`))
    const where = {
      back: 'queue',
      after: '',
      past: '',
      step: '0',
      ...Object.fromEntries(names.map(n => [n, field(n)])),
    }
    return { text, action, marked, where }
  }

  const press = async (path: string, deed: string) => {
    const { action, where } = await look(path)
    const query = new URL(path, 'http://desk').searchParams
    const filter = { theme: query.get('theme') ?? '', question: query.get('question') ?? '' }
    const sent = await post(ines, action, { ...where, ...filter, do: deed })
    return String(sent.headers.location)
  }

  it('says what to do while there are no themes, and while nothing waits', async () => {
    expect((await look(queue)).text).to.include('There are no suggestions yet')
    await addCodebook(consultation, theme('pay', ['pay']), theme('layers', ['layers']))
    expect((await look(queue)).text).to.include('Nothing waits for a decision')
  })

  it('offers one suggestion at a time, marked in its context with the reason, and goes on to the next', async () => {
    responses.set(
      'a',
      await respond(consultation, 'a', { obstacles: 'Pay is low. Rain fell.', people: 'More pay.' }),
    )
    responses.set('b', await respond(consultation, 'b', { obstacles: 'Too many layers.' }))
    await site.runner.idle()
    const seen: (string | undefined)[] = []
    let path = queue
    for (let step = 0; step < 3; step++) {
      const page = await look(path)
      expect(page.marked).to.have.length(1)
      expect(page.text).to.include('Why:').and.include('the rule “')
      seen.push(page.marked[0])
      path = await press(path, 'accept-supports')
    }
    expect(seen).to.have.members(['Pay is low.', 'More pay.', 'Too many layers.'])
    const end = await look(path)
    expect(end.text).to.include('That was the last one.')
    expect(end.text).to.include('Undo my last decision')
  })

  it('takes the last decision back and offers it again', async () => {
    const [response] = [...responses.values()].slice(1)
    if (!response) throw new Error('no response')
    const sent = await post(ines, `/desk/${consultation}/responses/${response._id}/undo`, { back: 'queue' })
    expect(sent.headers.location).to.equal(queue)
    expect(await standing(response)).to.deep.equal([])
    expect((await look(queue)).marked).to.deep.equal(['Too many layers.'])
  })

  it('filters by theme and by question', async () => {
    responses.set(
      'c',
      await respond(consultation, 'c', { obstacles: 'Layers upon layers.', people: 'Fair pay.' }),
    )
    await site.runner.idle()
    expect((await look(`${queue}?theme=pay`)).marked).to.deep.equal(['Fair pay.'])
    expect((await look(`${queue}?question=people`)).marked).to.deep.equal(['Fair pay.'])
    expect((await look(`${queue}?theme=layers&question=people`)).text).to.include(
      'Nothing waits for a decision here',
    )
    const next = await press(`${queue}?theme=pay`, 'reject')
    expect(next).to.include('theme=pay')
    expect((await look(next)).text).to.include('Nothing waits for a decision here')
  })

  it('skips without deciding, and offers what was skipped again after the end', async () => {
    const first = await look(queue)
    const second = await look(
      `${queue}?${new URLSearchParams({ after: first.where.after, past: first.where.past })}`,
    )
    expect(second.marked).to.have.length(1)
    expect(second.action).to.not.equal(first.action)
    const end = await look(
      `${queue}?${new URLSearchParams({ after: second.where.after, past: second.where.past })}`,
    )
    expect(end.text).to.include('You have come to the end')
    expect(end.text).to.include('Some suggestions were skipped')
  })

  it('comes back with what is wrong, at the same suggestion', async () => {
    const { action, where } = await look(queue)
    const sent = await post(ines, action, { ...where, do: 'words', words: 'not there' })
    const page = await ines.get(String(sent.headers.location))
    expect(page.text).to.include('There is a problem').and.include('These words do not stand so')
    expect(page.text).to.include(action)
  })

  describe('in the order of the least sure', () => {
    const sure = `/desk/sure/queue`
    const leastSure = `${sure}?order=leastSure`
    const margins = [0.4, 0.01, 0.2, 0.1]
    before(async () => {
      await addCorpus('sure')
      await addCodebook('sure', theme('pay', ['pay']), theme('layers', []))
      for (const [n, margin] of margins.entries()) {
        const response = await respond('sure', `learned${n}`, { obstacles: `Nine above me, ${margin}.` })
        await site.runner.idle()
        await learned(response, margin)
      }
      await respond('sure', 'negated', { obstacles: 'There is no pay problem.' })
      for (let n = 0; n < 8; n++) await respond('sure', `rule${n}`, { obstacles: `Pay is low, ${n}.` })
      await site.runner.idle()
    })

    /** Puts in place what a model would have suggested on all that a response says, so far above its threshold. */
    async function learned({ _id, consultation, revisions }: Response, margin: number) {
      const given = revisions[0]?.answers.obstacles
      const text = given && 'text' in given ? (given.text ?? '') : ''
      const [tagging] = await taggingsOf([text])
      const [written] = await findTexts([text])
      if (!tagging || !written) throw new Error('learned: the response is not tagged')
      const span = { start: 0, end: written.text.length }
      const tag = { id: `t${margin}`, text, theme: 'layers', rule: learnedRule, negated: false, evidence: [] }
      await replaceTaggings([{ ...tagging, tags: [{ ...tag, ...span, margin }] }])
      await refreshMentions(consultation, [_id])
    }

    /** What the queue marks, page after page, where each is skipped; "–" stands for a passage of a sample. */
    async function walk(pages: number): Promise<string[]> {
      const seen: string[] = []
      let path = leastSure
      for (let n = 0; n < pages; n++) {
        const page = await ines.get(path)
        if (page.status === 303) {
          const at = new URL(String(page.headers.location), 'http://desk')
          const fields = Object.fromEntries(at.searchParams)
          const sent = await post(ines, at.pathname, { ...fields, do: 'keep', none: 'none' })
          seen.push('–')
          path = String(sent.headers.location)
          continue
        }
        const { marked, where, text } = await look(path)
        if (marked.length === 0) {
          expect(text).to.include('You have come to the end')
          break
        }
        seen.push(marked[0] ?? '')
        const { back: _back, ...place } = where
        path = `${sure}?${new URLSearchParams({ ...place, step: String(Number(place.step) + 1) })}`
      }
      return seen
    }

    it('begins with what was only just suggested, then negated matches, and ends with rules by lot', async () => {
      const seen = await walk(30)
      expect(seen.slice(0, 5)).to.deep.equal([
        'Nine above me, 0.01.',
        'Nine above me, 0.1.',
        'Nine above me, 0.2.',
        'Nine above me, 0.4.',
        'There is no pay problem.',
      ])
      expect(seen).to.have.length(13)
      expect(new Set(seen).size).to.equal(13)
      expect(await walk(30)).to.deep.equal(seen)
    })

    it('says how it orders, keeps the order from decision to decision, and counts on', async () => {
      const { text } = await look(leastSure)
      expect(text)
        .to.include('Rules know no degrees')
        .and.match(/value="leastSure" selected/)
      const next = await press(leastSure, 'reject')
      expect(next).to.include('order=leastSure').and.include('step=1')
      expect((await look(next)).marked).to.deep.equal(['Nine above me, 0.1.'])
    })

    it('has a passage of the random sample after each three, without marks, and back to where one was', async () => {
      const draw = { size: 4, theme: 'layers', seed: 1 }
      const sample = await beginAudit('sure', 'someone', draw)
      await drawAudit(sample, async () => {})
      const held = (await passagesOf(sample)).filter(passage => !passage.answer)
      expect(held).to.have.length(4)
      const words = new Map((await findTexts(held.map(each => each.text))).map(each => [each._id, each.text]))
      const seen = await walk(8)
      expect([seen[3], seen[7]]).to.deep.equal(['–', '–'])
      expect(seen.filter(each => each === '–')).to.have.length(2)
      const open = (await passagesOf(sample)).filter(passage => !passage.answer)
      expect(open).to.have.length(2)
      for (const { text } of open) expect(seen).to.not.include(words.get(text))
      const author = await site.signIn('author')
      const { status } = await author.get(`${leastSure}&step=3`)
      expect(status, 'someone who may not code').to.equal(200)
    })
  })
})
