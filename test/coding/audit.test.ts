import { expect } from 'chai'
import { codebookOf } from '../../server/codebook/store.ts'
import { answerPassage } from '../../server/coding/audit/answer.ts'
import { type AuditPassage, keepAnswer, passageId } from '../../server/coding/audit/auditStore.ts'
import { beginAudit } from '../../server/coding/audit/begin.ts'
import { drawAudit } from '../../server/coding/audit/draw.ts'
import { overallResult, themeResult } from '../../server/coding/audit/estimates.ts'
import { type Sample, sampleOf } from '../../server/coding/audit/sample.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { codePassage, removeCoding } from '../../server/coding/decide.ts'
import { teachingOf } from '../../server/coding/examples.ts'
import { recordOf } from '../../server/coding/record.ts'
import { findConsultation } from '../../server/consultations/store.ts'
import { readMethodFacts } from '../../server/reports/method/facts.ts'
import type { Response } from '../../server/responses/response.ts'
import { findTexts } from '../../server/responses/textStore.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { decide, standing, tagOf } from './desk.ts'

const sentences = [
  'Pay is low for registrars.',
  'There are nine layers above me.',
  'We cannot hire at the wages on offer.',
  'The canteen serves soup.',
  'Pay and layers both keep people away.',
  'The windows were cleaned in May.',
]
/** What each sentence speaks of in truth: the rules miss the wages. */
const truth: Record<string, string[]> = {
  'Pay is low for registrars.': ['pay'],
  'There are nine layers above me.': [],
  'We cannot hire at the wages on offer.': ['pay'],
  'Pay and layers both keep people away.': ['pay', 'layers'],
}

describe('checking the machine', function () {
  this.timeout(60_000)
  let site: Site
  let ines: Agent
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
  })
  after(() => site.close())

  /** A consultation with so many responses, of four to six of the sentences each. */
  async function corpus(consultation: string, many: number): Promise<Response[]> {
    await addCorpus(consultation)
    await addCodebook(consultation, theme('pay', ['pay']), theme('layers', ['layers']))
    const responses: Response[] = []
    for (let n = 0; n < many; n++) {
      const said = sentences.filter((_, at) => (n + at) % 5 !== 0)
      responses.push(await respond(consultation, String(n), { obstacles: said.join(' ') }))
    }
    await site.runner.idle()
    return responses
  }

  async function drawn(
    consultation: string,
    size: number,
    { seed = 1, theme = '' }: { seed?: number; theme?: string } = {},
  ): Promise<Sample> {
    await drawAudit(await beginAudit(consultation, 'someone', { size, theme, seed }), async () => {})
    const sample = await sampleOf(consultation)
    if (!sample?.audit.strata) throw new Error('drawn: no sample was drawn')
    return sample
  }

  async function wordsOf(passages: AuditPassage[]): Promise<string[]> {
    const texts = new Map(
      (await findTexts(passages.map(each => each.text))).map(each => [each._id, each.text]),
    )
    return passages.map(({ text, start, end }) => (texts.get(text) ?? '').slice(start, end))
  }

  /** The sample as if all of it had been answered by the truth. */
  async function answeredTruly({ audit, drawn }: Sample): Promise<Sample> {
    const words = await wordsOf(drawn)
    const answers = drawn.map((passage, at) => ({
      ...passage,
      answer: {
        themes: audit.themes.filter(id => truth[words[at] ?? '']?.includes(id)),
        by: 'x',
        at: new Date(),
      },
    }))
    return { audit, drawn: answers, usable: answers }
  }

  /** Answers a passage through its form. */
  const say = (consultation: string, place: number, fields: Record<string, unknown>) =>
    post(ines, `/desk/${consultation}/audit/${place}`, fields, '/desk/sign-in')

  it('keeps what was answered where another process draws the same sample, and is done later', async () => {
    await corpus('twice', 4)
    const id = await beginAudit('twice', 'someone', { size: 6, theme: '', seed: 1 })
    const answer = { themes: [], by: 'someone', at: new Date() }
    await drawAudit(id, async () => {
      // While this one reads, another draws, and a passage is answered.
      await drawAudit(id, async () => {})
      await keepAnswer(passageId(id, 1), answer)
    })
    const { drawn } = (await sampleOf('twice')) ?? { drawn: [] }
    expect(drawn.map(passage => passage.answer)).to.deep.equal([
      answer,
      ...Array(drawn.length - 1).fill(undefined),
    ])
    expect(drawn).to.have.length(6)
  })

  it('draws half of what was suggested on and half of the rest, once, from what nobody decided on', async () => {
    const [first, second] = await corpus('drawn', 20)
    if (!first || !second) throw new Error('no responses')
    await decide(ines, first, await tagOf(first, 'layers'), { do: 'reject' })
    await codePassage(await recordOf('drawn', second._id), 'someone', {
      text: (await recordOf('drawn', second._id)).texts[0]?._id ?? '',
      span: { start: 0, end: 5 },
      theme: 'pay',
      stance: 'supports',
      sawTags: false,
    })
    const refusing = await respond('drawn', 'refusing', { obstacles: 'Pay is low.' }, 'unnamed', true)
    const gone = await respond('drawn', 'gone', { obstacles: 'Pay is low.' })
    const welsh = await respond('drawn', 'welsh', {
      obstacles: "Mae'r cyflog yn isel, ac nid oes neb yn gofyn i ni.",
    })
    await respond('drawn', 'nothing', { obstacles: 'No comment.' })
    await site.runner.idle()
    await withdraw('drawn', gone._id)
    const sample = await drawn('drawn', 20)
    expect(sample.drawn).to.have.length(20)
    expect(sample.drawn.filter(passage => passage.tagged)).to.have.length(10)
    expect((await sampleOf('drawn'))?.drawn).to.deep.equal(sample.drawn)

    const all = (await drawn('drawn', 1000)).drawn
    const from = (response: Response) => all.filter(passage => passage.respondent === response._id)
    expect(await wordsOf(from(first))).to.not.include('There are nine layers above me.').and.not.be.empty
    expect(from(second), 'an answer that somebody read and coded').to.deep.equal([])
    expect([...from(refusing), ...from(gone), ...from(welsh)]).to.deep.equal([])
    expect(await wordsOf(all)).to.not.include('No comment.')
    const words = await wordsOf(all)
    for (const [at, passage] of all.entries())
      expect(passage.tags.length > 0, words[at]).to.equal(/pay|layers/i.test(words[at] ?? ''))
    expect(all.map(passage => passage.place)).to.deep.equal(all.map((_, at) => at + 1))
  })

  it('estimates what is so where all was answered: of each theme, and of all together', async () => {
    await corpus('full', 25)
    const sample = await answeredTruly(await drawn('full', 1000))
    const words = await wordsOf(sample.drawn)
    const isTrue = (at: number, id: string) => truth[words[at] ?? '']?.includes(id) ?? false
    const share = (of: boolean[]) => of.filter(Boolean).length / of.length
    for (const id of ['pay', 'layers']) {
      const at = [...sample.drawn.keys()]
      const given = at.filter(n => sample.drawn[n]?.tags.includes(id))
      const precision = share(given.map(n => isTrue(n, id)))
      const recall = share(
        at.filter(n => isTrue(n, id)).map(n => sample.drawn[n]?.tags.includes(id) ?? false),
      )
      const result = themeResult(sample, id)
      for (const end of ['value', 'low', 'high'] as const) {
        expect(result.precision?.[end]).to.be.closeTo(precision, 1e-9)
        expect(result.recall?.[end]).to.be.closeTo(recall, 1e-9)
      }
    }
    const pairs = sample.drawn.flatMap((passage, n) =>
      ['pay', 'layers'].map(id => ({ given: passage.tags.includes(id), so: isTrue(n, id) })),
    )
    const overall = overallResult(sample)
    expect(overall.precision?.value).to.be.closeTo(share(pairs.filter(p => p.given).map(p => p.so)), 1e-9)
    expect(overall.recall?.low).to.be.closeTo(share(pairs.filter(p => p.so).map(p => p.given)), 1e-9)
    expect(overall.recall?.high).to.be.closeTo(overall.recall?.low ?? 0, 1e-9)
  })

  it('weighs each answer by what it was drawn from: the mean of many samples is the truth', async () => {
    await corpus('weights', 10)
    // Many more in which nothing is suggested, so that half of a sample stands for far more than the other.
    for (let n = 0; n < 12; n++)
      await respond('weights', `more${n}`, {
        obstacles: `${'The canteen serves soup. '.repeat(9)}${sentences[2]}`,
      })
    await site.runner.idle()
    const whole = await answeredTruly(await drawn('weights', 1000))
    const exact = { theme: themeResult(whole, 'pay'), overall: overallResult(whole) }
    // Of the passages that speak of it so many were found, one in 1 / recall: without bias, as recall itself is not quite.
    const means = { theme: 0, overall: 0, unweighted: 0 }
    const held = { theme: 0, overall: 0 }
    const draws = 40
    for (let seed = 1; seed <= draws; seed++) {
      const sample = await answeredTruly(await drawn('weights', 40, { seed }))
      const results = { theme: themeResult(sample, 'pay'), overall: overallResult(sample) }
      for (const name of ['theme', 'overall'] as const) {
        const { recall } = results[name]
        if (!recall) throw new Error('a sample said nothing')
        means[name] += 1 / recall.value / draws
        const so = exact[name].recall?.value ?? 0
        if (recall.low <= so && so <= recall.high) held[name]++
      }
      means.unweighted += (results.theme.right + results.theme.missed) / results.theme.right / draws
    }
    const truly = 1 / (exact.theme.recall?.value ?? 0)
    expect(means.theme).to.be.closeTo(truly, 0.4)
    expect(means.overall).to.be.closeTo(1 / (exact.overall.recall?.value ?? 0), 0.4)
    expect(truly - means.unweighted).to.be.greaterThan(0.6)
    for (const count of Object.values(held)) expect(count / draws).to.be.at.least(0.8)
  })

  it('asks about one theme alone where that was asked for', async () => {
    await corpus('one', 12)
    const sample = await drawn('one', 20, { theme: 'layers' })
    expect(sample.audit.themes).to.deep.equal(['layers'])
    for (const passage of sample.drawn) expect(passage.tagged).to.equal(passage.tags.includes('layers'))
    const { text } = await ines.get('/desk/one/audit/1')
    expect(text).to.include('value="layers"').and.not.include('value="pay"')
  })

  it('shows a passage without marks: the same page whether the machine suggested something or not', async () => {
    await corpus('blind', 12)
    const sample = await drawn('blind', 20)
    const pages = new Map<boolean, string>()
    for (const passage of sample.drawn) {
      const { text } = await ines.get(`/desk/blind/audit/${passage.place}`)
      const main = /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? ''
      expect(main.match(/<mark/g)).to.have.length(1)
      pages.set(
        passage.tagged,
        main
          .replace(/<div class="testimony">[\s\S]*?<\/div>/, '')
          .replaceAll(/\d+ of \d+|audit\/\d+|value="[^"]{60,}"/g, '')
          .replace(/\s*<a class="button"[^>]*>Back to the one before<\/a>|\s*<div><dt><kbd>b<\/kbd>.*/g, ''),
      )
      expect(main).to.not.include('checked').and.not.include('/responses/')
    }
    expect(pages.get(true)).to.equal(pages.get(false)).and.be.a('string')
  })

  it('goes through the sample: keeps, skips, goes back, and says how far one has come', async () => {
    await corpus('through', 12)
    await post(ines, '/desk/through/audit', { size: '40', theme: '' })
    expect((await ines.get('/desk/through/audit')).text).to.include('being drawn')
    await site.runner.idle()
    expect((await ines.get('/desk/through/audit')).text).to.include('href="/desk/through/audit/1"')
    const kept = await say('through', 1, { do: 'keep', none: 'none' })
    expect(kept.headers.location).to.equal('/desk/through/audit/2')
    const skipped = await say('through', 2, { do: 'skip' })
    expect(skipped.headers.location).to.equal('/desk/through/audit/3')
    const third = (await ines.get('/desk/through/audit/3')).text
    expect(third)
      .to.include('Passage 3 of 40')
      .and.include('1 answered')
      .and.include('href="/desk/through/audit/2"')
    await say('through', 3, { do: 'keep', themes: ['pay', 'layers'] })
    const again = (await ines.get('/desk/through/audit/3')).text
    expect(again)
      .to.match(/value="pay" checked/)
      .and.include('what you keep now takes its place')
    // What was skipped comes first again.
    expect((await ines.get('/desk/through/audit')).text).to.include('href="/desk/through/audit/2"')
    expect((await ines.get('/desk/through/audit')).text).to.include('2 of 40 passages answered')
  })

  it('tells what is missing and what contradicts, and loses no tick', async () => {
    await corpus('wrong', 6)
    await drawn('wrong', 10)
    const refused = await say('wrong', 1, { do: 'keep' })
    expect(refused.headers.location).to.equal('/desk/wrong/audit/1')
    expect((await ines.get('/desk/wrong/audit/1')).text).to.include(
      'Tick the themes that the passage speaks of',
    )
    await say('wrong', 1, { do: 'keep', themes: 'pay', none: 'none' })
    const { text } = await ines.get('/desk/wrong/audit/1')
    expect(text)
      .to.include('not both')
      .and.match(/value="pay" checked/)
      .and.match(/value="none" checked/)
    expect((await sampleOf('wrong'))?.usable.filter(passage => passage.answer)).to.deep.equal([])
    await post(ines, '/desk/wrong/audit', { theme: 'gone' })
    expect((await ines.get('/desk/wrong/audit')).text).to.include('Choose how many passages')
    await post(ines, '/desk/wrong/audit', { size: '40', theme: 'gone' })
    expect((await ines.get('/desk/wrong/audit')).text).to.include('This theme is not in use')
    expect((await ines.get('/desk/wrong/audit/999')).status).to.equal(404)
  })

  it('keeps an answer as codings that were made unaided, and as others once it is changed', async () => {
    const [response] = await corpus('codes', 1)
    if (!response) throw new Error('no response')
    const sample = await drawn('codes', 20)
    const words = await wordsOf(sample.drawn)
    const placeOf = (start: string) => (words.findIndex(each => each.startsWith(start)) ?? -1) + 1
    const layers = placeOf('There are nine layers')
    await say('codes', layers, { do: 'keep', themes: ['pay'] })
    expect(await standing(response)).to.deep.equal([
      'layers rejected mentions unaided',
      'pay accepted mentions unaided',
    ])
    await say('codes', layers, { do: 'keep', none: 'none' })
    expect(await standing(response)).to.deep.equal(['layers rejected mentions unaided'])
    await say('codes', layers, { do: 'keep', themes: ['layers'] })
    await say('codes', placeOf('We cannot'), { do: 'keep', none: 'none' })
    expect(await standing(response)).to.deep.equal(['layers accepted mentions unaided'])
    const { text } = await ines.get('/desk/codes/queue?theme=layers')
    expect(text).to.not.include('There are nine layers above me.</mark>')
    // Nothing is learned of the sentences around it: nobody read the answer for themes.
    const { examples } = await teachingOf(await codebookOf('codes'))
    expect(examples.map(example => example.text)).to.deep.equal(['There are nine layers above me.'])
  })

  it('leaves a coding alone that says the same already, with its stance', async () => {
    const [response] = await corpus('stands', 1)
    if (!response) throw new Error('no response')
    const sample = await drawn('stands', 20)
    const passage = sample.drawn.find(each => each.tags.includes('layers') && each.tags.length === 1)
    if (!passage) throw new Error('no passage')
    const record = await recordOf('stands', response._id)
    await codePassage(record, 'ines', {
      text: passage.text,
      span: passage,
      theme: 'layers',
      stance: 'opposes',
      sawTags: false,
    })
    await answerPassage(await recordOf('stands', response._id), 'ines', sample.audit, passage, ['layers'])
    expect(await standing(response)).to.deep.equal(['layers accepted opposes unaided'])
    const [coding] = await codingsOf('stands', { respondent: response._id })
    if (!coding) throw new Error('no coding')
    await removeCoding(await recordOf('stands', response._id), 'ines', coding)
    expect((await sampleOf('stands'))?.usable.filter(each => each.answer)).to.have.length(1)
  })

  it('shows estimates, in figures and as bars, once there are enough answers', async () => {
    await corpus('results', 30)
    const sample = await drawn('results', 40)
    const words = await wordsOf(sample.drawn)
    for (const [at, passage] of sample.drawn.entries()) {
      if (at === 19) expect((await ines.get('/desk/results/audit')).text).to.include('from 1 more answer on')
      if (at === 19) expect((await ines.get('/desk/results/audit')).text).to.not.include('How well it does')
      const themes = sample.audit.themes.filter(id => truth[words[at] ?? '']?.includes(id))
      const record = await recordOf('results', passage.respondent)
      await answerPassage(record, 'ines', sample.audit, passage, themes)
    }
    const { text } = await ines.get('/desk/results/audit')
    expect(text).to.include('All of it is answered').and.include('How well it does').and.include('All themes')
    expect(text).to.match(/\.\d\d \(\.\d\d–(1|\.\d\d|1\.00)\)/)
    expect(text).to.match(/<rect class="interval__reach" x="[\d.]+" y="2" width="[\d.]+"/)
    const consultation = await findConsultation('results')
    if (!consultation) throw new Error('no consultation')
    const facts = await readMethodFacts(consultation, [{ themes: ['pay', 'gone'] }])
    const now = await sampleOf('results')
    expect(facts.audit?.themes).to.deep.equal([
      { id: 'pay', name: 'Pay', result: now && themeResult(now, 'pay') },
    ])
    expect(text).to.not.include('NaN')
    await addCodebook('results', theme('rare', ['wages']))
    await site.runner.idle()
    expect((await ines.get('/desk/results/audit')).text).to.include('was changed since')
  })

  it('leaves out those who withdraw or refuse later: out of the estimates, and their words are not shown', async () => {
    const responses = await corpus('later', 10)
    const before = await drawn('later', 1000)
    const [gone] = responses
    const theirs = before.drawn.filter(passage => passage.respondent === gone?._id)
    expect(theirs).to.not.be.empty
    await withdraw('later', gone?._id ?? '')
    await site.runner.idle()
    const sample = await sampleOf('later')
    if (!sample) throw new Error('no sample')
    expect(sample.usable).to.have.length(before.drawn.length - theirs.length)
    expect((await ines.get(`/desk/later/audit/${theirs[0]?.place}`)).status).to.equal(404)
    expect((await ines.get('/desk/later/audit')).text).to.include(`${theirs.length} passages are left out`)
    const { drawn: answered } = await answeredTruly(sample)
    const readable = new Set(sample.usable.map(each => each._id))
    const left = { ...sample, drawn: answered, usable: answered.filter(each => readable.has(each._id)) }
    const anew = await answeredTruly(await drawn('later', 1000))
    for (const id of ['pay', 'layers']) expect(themeResult(left, id)).to.deep.equal(themeResult(anew, id))
  })

  it('can be ended, so that its suggestions go back to the queue', async () => {
    await corpus('ended', 2)
    await drawn('ended', 1000)
    const held = await ines.get('/desk/ended/queue')
    expect(held.text).to.include('You have come to the end').and.include('wait in a random sample')
    await say('ended', 1, { do: 'keep', none: 'none' })
    await post(ines, '/desk/ended/audit/end', {})
    expect((await ines.get('/desk/ended/audit')).text).to.include('was ended before all were answered')
    expect((await ines.get('/desk/ended/queue')).text).to.include('Does it speak of')
  })

  it('says that there is nothing to draw, and nothing to ask about', async () => {
    await addCorpus('nothing')
    expect((await ines.get('/desk/nothing/audit')).text).to.include('The codebook has no themes yet')
    await addCodebook('nothing', theme('pay', ['pay']))
    await drawn('nothing', 40)
    expect((await ines.get('/desk/nothing/audit')).text).to.include('There was no passage to draw')
  })
})
