import { expect } from 'chai'
import { learnedRule } from '../../analysis/application.ts'
import { editCodebook } from '../../server/codebook/edit.ts'
import { codebookOf } from '../../server/codebook/store.ts'
import { codePassage } from '../../server/coding/decide.ts'
import { teachingOf } from '../../server/coding/examples.ts'
import { recordOf } from '../../server/coding/record.ts'
import { chooseStartingPoint } from '../../server/coding/starting/startingStore.ts'
import { findJob } from '../../server/jobs/store.ts'
import type { Measured } from '../../server/learning/learn.ts'
import { measuredOf } from '../../server/learning/measuredStore.ts'
import { findModel } from '../../server/learning/modelStore.ts'
import type { Response } from '../../server/responses/response.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { decide, standing, tagsOf } from './desk.ts'

const places = ['the depot', 'the archive', 'our lab', 'the call centre', 'the library', 'the court']
const times = ['every spring', 'again']
const neutral = [
  'The canteen serves soup.',
  'Parking is free on Sundays.',
  'The windows were cleaned in May.',
]

/** What twelve people wrote, each in two sentences of which the first speaks of waiting for a signature. */
const testimony = Array.from({ length: 12 }, (_, n) => {
  const about = [
    `At ${places[n % 6]} we wait weeks ${times[n < 6 ? 0 : 1]} for a signature from above.`,
    `Every form in ${places[n % 6]} waits ${times[n < 6 ? 0 : 1]} for a signature from somebody above us.`,
  ]
  return `${about[n % 2]} ${neutral[n % 3]}`
})

describe('learning from codings', function () {
  this.timeout(60_000)
  let site: Site
  let researcher: Agent
  before(async () => {
    site = await openSite()
    researcher = await site.signIn('researcher')
  })
  after(() => site.close())

  /** A consultation in which every first sentence was coded by hand; `late` is a response that nobody coded. */
  async function coded(consultation: string): Promise<{ late: Response; all: Response[] }> {
    await addCorpus(consultation)
    await addCodebook(consultation, theme('signatures', []), theme('pay', ['pay']))
    await chooseStartingPoint(consultation, 'beside')
    const all: Response[] = []
    for (const [n, obstacles] of testimony.entries()) {
      const response = await respond(consultation, String(n), { obstacles })
      const record = await recordOf(consultation, response._id)
      const text = record.texts[0]
      if (!text) throw new Error('the response has no text')
      await codePassage(record, 'someone', {
        text: text._id,
        span: { start: 0, end: text.text.indexOf('.') + 1 },
        theme: 'signatures',
        stance: 'supports',
        sawTags: false,
      })
      all.push(response)
    }
    const late = await respond(consultation, 'late', {
      obstacles: 'We still wait for a signature from above. The canteen serves tea. Pay is low.',
    })
    await site.runner.idle()
    return { late, all }
  }

  const learn = async (consultation: string) => {
    await post(researcher, `/desk/${consultation}/learning/learn`, {})
    await site.runner.idle()
  }
  const themesOf = async (response: Response) =>
    (await tagsOf(response)).map(({ theme, rule }) => `${theme}${rule === learnedRule ? ' learned' : ''}`)

  describe('once', () => {
    let late: Response
    /** What was suggested in it, and what the page offered, before anything was learned. */
    let earlier: { themes: string[]; page: string }
    before(async () => {
      late = (await coded('worded')).late
      const { text } = await researcher.get('/desk/worded/learning')
      earlier = { themes: await themesOf(late), page: text }
      await learn('worded')
    })

    it('suggests what is worded like that, and says by which words', async () => {
      expect(earlier.themes).to.deep.equal(['pay'])
      expect(earlier.page).to.include('Learn from the codings')
      expect(await findJob('learn', 'worded')).to.include({ state: 'done', done: 100, of: 100 })
      expect(await themesOf(late)).to.deep.equal(['pay', 'signatures learned'])
      const { text } = await researcher.get(`/desk/worded/responses/${late._id}?tags=show`)
      expect(text).to.match(/worded like passages that people coded so: [^.]*“signature”/)
    })

    it('shows how well it does beside it, theme by theme', async () => {
      const { text } = await researcher.get('/desk/worded/learning')
      expect(text).to.include('Learned')
      expect(text).to.include('15 sentences of 12 respondents')
      expect(text).to.include('too few examples to say')
      expect(text).to.include('Learn anew from the codings')
    })

    it('notes that a decision was led by what was learned', async () => {
      const tag = (await tagsOf(late)).find(each => each.rule === learnedRule)
      if (!tag) throw new Error('nothing was suggested')
      await decide(researcher, late, tag, { do: 'accept-supports' })
      expect(await standing(late)).to.deep.equal(['signatures accepted supports model'])
      const { text } = await researcher.get(`/desk/worded/responses/${late._id}?tags=show`)
      expect(text).to.include('Accepted from the machine, which had learned it from codings')
    })
  })

  it('goes with what is sent later, and stops for a theme that is taken out of use', async () => {
    await coded('later')
    await learn('later')
    const next = await respond('later', 'next', {
      obstacles: 'A signature from above takes weeks to wait for.',
    })
    await site.runner.idle()
    expect(await themesOf(next)).to.deep.equal(['signatures learned'])
    await editCodebook('later', '', themes => ({
      themes: themes.map(each => ({ ...each, archived: each.id === 'signatures' })),
      change: 'Archived',
    }))
    await site.runner.idle()
    expect(await themesOf(next)).to.deep.equal([])
  })

  it('can be switched off, alone or with the rules, and on again', async () => {
    const { late } = await coded('switched')
    await learn('switched')
    const choose = async (suggests: string) => {
      await post(researcher, '/desk/switched/learning', { suggests })
      await site.runner.idle()
      return themesOf(late)
    }
    expect(await choose('rules')).to.deep.equal(['pay'])
    expect(await choose('nothing')).to.deep.equal([])
    expect(await choose('learning')).to.deep.equal(['pay', 'signatures learned'])
    expect((await codebookOf('switched')).change).to.equal('Suggests by the rules and by what was learned')
  })

  it('learns what several sent word for word once', async () => {
    const { all } = await coded('copied')
    const before = await teachingOf(await codebookOf('copied'))
    const copy = await respond('copied', 'copy', { obstacles: testimony[0] ?? '' })
    const record = await recordOf('copied', copy._id)
    const passage = { text: record.texts[0]?._id ?? '', span: { start: 0, end: 10 }, sawTags: false }
    await codePassage(record, 'someone', { ...passage, theme: 'signatures', stance: 'supports' })
    expect((await teachingOf(await codebookOf('copied'))).themes).to.deep.equal(before.themes)
    expect(before.themes[0]).to.include({ passages: all.length, writers: all.length })
    await codePassage(record, 'someone', { ...passage, theme: 'pay', stance: 'supports' })
    const { examples } = await teachingOf(await codebookOf('copied'))
    expect(examples).to.have.length(before.examples.length + 1)
  })

  it('refuses a choice that is none, and says so', async () => {
    await coded('refused')
    await post(researcher, '/desk/refused/learning', { suggests: 'everything' })
    expect((await researcher.get('/desk/refused/learning')).text).to.include(
      'Choose what the machine suggests by',
    )
    expect(await codebookOf('refused')).to.include({ suggests: 'rules' })
  })

  it('tells when somebody withdrew whose words it rests on, and leaves these out the next time', async () => {
    const { all } = await coded('withdrawn')
    await learn('withdrawn')
    const { model } = await codebookOf('withdrawn')
    await withdraw('withdrawn', all[0]?._id ?? '')
    await site.runner.idle()
    expect((await researcher.get('/desk/withdrawn/learning')).text).to.include('1 respondent whose words')
    await learn('withdrawn')
    const next = await codebookOf('withdrawn')
    expect(next.model).not.to.equal(model)
    expect((await findModel(next.model ?? ''))?.respondents).to.not.include(all[0]?._id)
    expect(await findModel(model ?? '')).to.equal(null)
    expect((await researcher.get('/desk/withdrawn/learning')).text).to.not.include('whose words')
  })

  it('reads no words of those who want them sorted by people alone', async () => {
    const { all } = await coded('by-hand')
    const refusing = await respond('by-hand', 'refusing', { obstacles: testimony[0] ?? '' }, 'unnamed', true)
    await learn('by-hand')
    expect(await tagsOf(refusing)).to.deep.equal([])
    const { text } = await researcher.get(`/desk/by-hand/responses/${refusing._id}`)
    expect(text).to.include('people alone sort their answers into themes')
    const record = await recordOf('by-hand', refusing._id)
    await codePassage(record, 'someone', {
      text: record.texts[0]?._id ?? '',
      span: { start: 0, end: 10 },
      theme: 'signatures',
      stance: 'supports',
      sawTags: false,
    })
    await learn('by-hand')
    const { model } = await codebookOf('by-hand')
    expect((await findModel(model ?? ''))?.respondents).to.have.members(all.map(({ _id }) => _id))
  })

  it('goes on after a kill from what was measured, if the codings are still the same', async () => {
    await coded('killed')
    const { examples } = await teachingOf(await codebookOf('killed'))
    const missed = examples.map(({ labels }) => ({ labels, given: [] }))
    const keepAll = async (measured: Measured) => {
      for (let part = measured.known.length; part < 15; part++) await measured.keep(missed)
    }
    const recall = async () =>
      (await findModel((await codebookOf('killed')).model ?? ''))?.quality.labels[0]?.intervals.recall?.low

    await keepAll(await measuredOf('killed', examples.slice(1)))
    await learn('killed')
    expect(await recall()).to.be.greaterThan(0)
    // A run that was killed after all was measured, and before the model stood: its figures are believed.
    await keepAll(await measuredOf('killed', examples))
    await learn('killed')
    expect(await recall()).to.equal(0)
    await learn('killed')
    expect(await recall()).to.be.greaterThan(0)
  })

  it('does not begin on too few codings, and says what is missing', async () => {
    await addCorpus('few')
    await addCodebook('few', theme('pay', ['pay']))
    const { text } = await researcher.get('/desk/few/learning')
    expect(text).to.include('No theme has enough yet')
    expect(text).to.not.include('Learn from the codings')
    await learn('few')
    expect(await codebookOf('few')).to.include({ suggests: 'rules' })
    expect((await researcher.get('/desk/few/learning')).text).to.include(
      'No theme has enough codings to learn from yet',
    )
  })
})
