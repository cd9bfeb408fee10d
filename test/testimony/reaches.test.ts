import { expect } from 'chai'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { useModel } from '../../server/codebook/changeSuggestions.ts'
import { addMemo } from '../../server/coding/memos/memoStore.ts'
import { newId } from '../../server/database/ids.ts'
import { addModel } from '../../server/learning/modelStore.ts'
import { createReport } from '../../server/reports/create.ts'
import { GoneWords, withheldSign } from '../../server/responses/gone/goneWords.ts'
import { permit } from '../../server/responses/permit.ts'
import { findResponse } from '../../server/responses/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { claim, readyClaim, wordsOf } from '../findings/claim.ts'
import { addHarbour, type Spoken, say } from '../findings/corpus.ts'
import { type Agent, openSite, type Site } from '../site.ts'

const gone = 'The slipway has had no light since the spring, and nobody answers our letters.'
const stands = 'Our crane was mended twice last year by people who know it well.'
const repeated = 'has had no light since the spring'

describe('Words that were withdrawn', () => {
  let site: Site
  let owner: Agent
  let consultation: string
  let desk: string
  let spoken: Spoken
  let report: string
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
    consultation = await addHarbour()
    desk = `/desk/${consultation}`
    spoken = await say(site, consultation, { text: gone, stance: 'supports' })
    const other = await say(site, consultation, { text: stands, stance: 'supports' })
    await say(site, consultation, { text: `${gone} So we wrote together.`, question: 'people' })
    const at = new Date()
    const memo = { consultation, about: { kind: 'whole' as const, id: '' }, by: 'someone', at }
    await addMemo({ ...memo, _id: 'dark', versions: [{ at, text: `One wrote that it ${repeated}. Ask.` }] })
    await addMemo({
      ...memo,
      _id: 'other',
      versions: [{ at, text: 'They wrote that the crane was mended.' }],
    })
    await addThemes(
      consultation,
      'tester',
      [
        {
          ...{ id: 'light', name: 'Light', parent: null, colour: 'blue', exclude: '', rules: [] },
          ...{ definition: 'Of lamps.', include: `For example: “the slipway ${repeated}”.` },
        },
      ],
      `Added Light, as one wrote it ${repeated}`,
    )
    await claim(consultation, { statement: `The slipway ${repeated}.` })
    await readyClaim(consultation, {
      ...{ key: 'crane', statement: 'It was mended.', text: 'Some told us that it was mended.' },
      quotes: [wordsOf(other, stands.length - 1)],
    })
    const template = `{{heading}}\n\n{{#own}}The slipway ${repeated}.{{/own}} {{finding "crane"}} {{quote "Q1" lead="{who} wrote:"}}\n`
    report = (await createReport({ consultation, title: 'Mend it', subtitle: '', template }))._id
    const quality = {
      ...{ microF1: 0, macroF1: 0, samplesF1: 0, accuracy: 0, precision: 0, recall: 0, measured: 0 },
      labels: [],
    }
    const respondents = [spoken.respondent, other.respondent]
    const learned = { consultation, learnedAt: at, passages: 2, respondents, texts: [], quality }
    await useModel(consultation, await addModel(learned as never, new Uint8Array([1])), 2)
    await site.runner.idle()
  })
  after(() => site.close())

  const read = async (path: string) => (await owner.get(`${desk}/${path}`).expect(200)).text
  const exported = (format: string) => owner.get(`${desk}/reports/${report}/export/${format}`)

  it('stand everywhere before, and nothing is said of them', async () => {
    expect(await read('memos'))
      .to.include(repeated)
      .and.not.include('words that were withdrawn')
    expect(await read('codebook/codebook.json')).to.include(repeated)
    expect((await exported('markdown')).text).to.include(repeated)
    expect(await read('corrections')).not.to.include('in what the desk wrote')
    expect(await read('learning')).not.to.include('Learn anew')
    expect(await read('campaigns')).to.include(repeated)
  })

  describe('once they are', () => {
    before(async () => {
      await withdraw(consultation, spoken.respondent)
      await site.runner.idle()
    })

    it('have a sign in their place in memos, and in their exports', async () => {
      const page = await read('memos')
      expect(page).to.include(`One wrote that it ${withheldSign}. Ask.`).and.not.include(repeated)
      expect(page).to.include('They wrote that the crane was mended.')
      expect(page).to.include('It repeats words that were withdrawn.')
      expect(await read('memos/dark'))
        .to.include(withheldSign)
        .and.not.include(repeated)
      for (const file of ['memos.md', 'memos.csv', 'history.md', 'history.csv'])
        expect(await read(`memos/${file}`), file)
          .to.include('words that were withdrawn')
          .and.not.include(repeated)
    })

    it('have it in exports of the codebook, where they were an example', async () => {
      for (const format of ['json', 'csv', 'qdc'])
        expect(await read(`codebook/codebook.${format}`), format)
          .to.include('words that were withdrawn')
          .and.include('Of lamps.')
          .and.not.include(repeated)
    })

    it('keep a report from being exported that repeats them outside a quote', async () => {
      const refused = await exported('markdown')
      expect(refused.status).to.equal(303)
      const page = await read(`reports/${report}`)
      expect(page).to.include('repeats words that were withdrawn or replaced')
    })

    it('are told of where people wrote them themselves', async () => {
      const page = await read('corrections')
      for (const where of ['A memo', 'The theme “Light”', 'The finding the-slipway', 'Recommendation 1'])
        expect(page, where).to.include(where)
      expect(page).not.to.include('The finding crane').and.not.include('/memos/other')
    })

    it('have the model that was learned from them said to rest on them', async () => {
      expect(await read('learning')).to.include('1 respondent whose words it was learned from withdrew since')
    })

    it('are no campaign’s any more', async () => {
      expect(await read('campaigns')).not.to.include(repeated)
    })
  })

  it('are found by six words in a row, whatever stands between, and not where others may be quoted so', () => {
    const found = new GoneWords(['One, two; three four five SIX seven.'])
    expect(found.withheld('So: “one two – three, four five six” it went')).to.equal(
      `So: “${withheldSign}” it went`,
    )
    expect(found.repeats('one two three four five and six')).to.equal(false)
    expect(found.withheld('one two three four five six seven')).to.equal(withheldSign)
    expect(
      new GoneWords(['one two three four five six'], ['One two three four five six!']).repeats(
        'one two three four five six',
      ),
    ).to.equal(false)
    expect(new GoneWords([]).withheld('')).to.equal('')
  })

  it('are not kept from reports while others of the same campaign stand', async () => {
    const harbour = await addHarbour()
    const letter =
      'We the undersigned ask the board to open the old ferry landing again before the summer, to light the steps at night, and to publish every year how often each crossing was late.'
    const first = await say(site, harbour, { text: letter })
    await say(site, harbour, { text: letter })
    await say(site, harbour, { text: letter, stance: 'supports' })
    const template =
      '{{heading}}\n\n{{#own}}They want to open the old ferry landing again before the summer.{{/own}}\n'
    const { _id } = await createReport({ consultation: harbour, title: 'Ferries', subtitle: '', template })
    await withdraw(harbour, first.respondent)
    await site.runner.idle()
    const sent = await owner.get(`/desk/${harbour}/reports/${_id}/export/markdown`)
    expect(sent.text).to.include('open the old ferry landing again before the summer')
    const { text } = await owner.get(`/desk/${harbour}/corrections`)
    expect(text).not.to.include('in what the desk wrote')
  })

  it('are not those of somebody who only allows less', async () => {
    const narrowed = await say(site, consultation, {
      text: 'The harbour master reads each letter on the same day.',
    })
    const response = await findResponse(consultation, narrowed.respondent)
    if (response) await permit(response, 'none')
    await addMemo({
      ...{ _id: newId(), consultation, about: { kind: 'whole', id: '' }, by: 'someone', at: new Date() },
      versions: [{ at: new Date(), text: 'The harbour master reads each letter on the same day.' }],
    })
    expect(await read('memos')).to.include('The harbour master reads each letter')
  })
})
