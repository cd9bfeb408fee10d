import { expect } from 'chai'
import mongoose from 'mongoose'
import { record } from '../../server/accounts/auditStore.ts'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { useModel } from '../../server/codebook/changeSuggestions.ts'
import { addExample } from '../../server/codebook/examples/change.ts'
import { codebookOf, versionsBefore } from '../../server/codebook/store.ts'
import { addMemo, listMemos } from '../../server/coding/memos/memoStore.ts'
import { put } from '../../server/coding/put.ts'
import { findConsultation } from '../../server/consultations/store.ts'
import { newId } from '../../server/database/ids.ts'
import { listFindings } from '../../server/findings/store.ts'
import { addModel, learnedFrom } from '../../server/learning/modelStore.ts'
import { takeUpErasures } from '../../server/privacy/erasing/ask.ts'
import { eraseAgain, findErasure } from '../../server/privacy/erasing/erasureStore.ts'
import { addComment } from '../../server/reports/comments/commentStore.ts'
import { createReport } from '../../server/reports/create.ts'
import { freeze } from '../../server/reports/publication/freeze.ts'
import { changeReport, findReport } from '../../server/reports/store.ts'
import type { Response } from '../../server/responses/response.ts'
import { findResponse } from '../../server/responses/store.ts'
import { keepSearch, savedSearches } from '../../server/search/saved/savedStore.ts'
import { readyClaim } from '../findings/claim.ts'
import { change, pressOn, responseOf, sender } from '../responses/changing.ts'
import {
  answerAll,
  declaration,
  openConsultation,
  type Respondent,
  respondentTo,
} from '../responses/respondent.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { whereStand } from './everyWord.ts'

const first =
  'The Brindlewick jetty closed last winter and the Tarnhollow office gave no notice to any pilot.'
const second = 'The Ravensholt crossing still runs late and nobody there answers the letters that we write.'
const attached = 'The Skellinger survey counted forty sailings that never left because no mate was on duty.'
const remarks = 'Our Eskdrummel depot keeps the long quiet after every flood.'
/** No other respondent wrote any of these. */
const theirs = [
  ...['Brindlewick', 'Tarnhollow', 'Ravensholt', 'Skellinger', 'Eskdrummel'],
  ...['Quillfeather', 'Mossgarth', 'the long quiet', 'gave no notice to any pilot'],
]

describe('Erasing a response', () => {
  let site: Site
  let owner: Agent
  let consultation: string
  let respondent: Respondent
  let response: Response
  let texts: Map<string, string>
  const at = new Date()
  const desk = (path: string) => `/desk/${consultation}/${path}`

  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
    consultation = await openConsultation()
    respondent = await respondentTo(site, consultation)
    await answerAll(respondent, { obstacles: first, role: 'a Mossgarth pilot' })
    const file = { name: 'Skellinger.txt', bytes: Buffer.from(attached) }
    await respondent.attach('documents', { remarks }, file)
    await respondent.send('send', {
      ...declaration,
      choice: 'named',
      name: 'Ines Quillfeather',
      organisation: 'Mossgarth Pilots',
      email: 'ines@quillfeather.example',
    })
    await sender(site, consultation, { obstacles: 'The Thornwyke office answers the same day.' })
    await site.runner.idle()
    response = await responseOf(respondent)
    texts = new Map((await storedTexts(consultation, response._id)).map(({ _id, text }) => [text, _id]))
    await workWithIt()
    await change(site, respondent, { obstacles: second }, { choice: 'named', name: 'Ines Quillfeather' })
    await site.runner.idle()
  })
  after(() => site.close())

  const idOf = (text: string) => texts.get(text) ?? ''

  /** Codes, quotes and repeats what they wrote, wherever people can. */
  async function workWithIt(): Promise<void> {
    const theme = { parent: null, colour: 'blue', exclude: '' } as const
    const rules = (id: string, ...sources: string[]) =>
      sources.map((source, i) => ({ id: `${id}${i}`, source }))
    await addThemes(
      consultation,
      'tester',
      [
        {
          ...theme,
          ...{
            id: 'boats',
            name: 'Boats',
            definition: 'Of boats.',
            rules: rules('b', 'jetty', 'brindlewick NEAR/3 jetty'),
          },
          include: 'For example “gave no notice to any pilot”, and the Tarnhollow office.',
        },
        {
          ...theme,
          id: 'late',
          name: 'Late',
          definition: 'Of delay.',
          include: '',
          rules: rules('l', 'thornwyke'),
        },
      ],
      'Added Boats, after Brindlewick',
    )
    const quoted = remarks.indexOf('the long quiet')
    await post(owner, desk(`responses/${response._id}/in-vivo`), {
      ...{ text: idOf(remarks), start: quoted, end: quoted + 'the long quiet'.length, stance: 'supports' },
    })
    await put(
      {
        ...{ consultation, respondent: response._id, question: 'obstacles', text: idOf(first) },
        ...{ start: 0, end: first.length, theme: 'boats', coder: 'coder' },
      },
      {
        verdict: 'accepted',
        stance: 'supports',
        origin: 'unaided',
        codebookVersion: 1,
        reason: 'Brindlewick',
      },
      { at, by: 'coder', action: newId(), did: 'coded' },
    )
    await addExample(consultation, 'boats', {
      ...{ id: 'one', kind: 'include', by: 'tester', at, words: 'At Brindlewick a jetty is closed.' },
    })
    await addExample(consultation, 'boats', {
      ...{ id: 'two', kind: 'include', by: 'tester', at, text: idOf(first), start: 0, end: 20 },
    })
    const memo = { consultation, by: 'tester', at }
    const whole = { kind: 'whole' as const, id: '' }
    await addMemo({
      ...{ ...memo, _id: newId(), about: whole },
      versions: [
        { at, text: 'Asked about Tarnhollow.' },
        {
          at,
          text: 'One says they “gave no notice”; Ines Quillfeather of Skellinger fame. Ask Thornwyke too.',
        },
      ],
    })
    const about = { kind: 'response' as const, id: response._id }
    await addMemo({ ...memo, _id: newId(), about, versions: [{ at, text: 'A pilot, and angry.' }] })
    const asks = { q: 'tarnhollow', theme: '', question: '', verdict: '', who: '', as: 'passages' } as const
    await keepSearch({ consultation, name: 'Offices', asks, by: 'tester', at })
    await keepSearch({ consultation, name: 'Others', asks: { ...asks, q: 'thornwyke' }, by: 'tester', at })
    await owner.get(desk(`search?q=eskdrummel`))
    const finding = await readyClaim(consultation, {
      ...{ key: 'jetty', statement: 'The Brindlewick jetty is closed.', themes: ['boats'] },
      text: 'We were told of it, and of Thornwyke.',
      quotes: [{ text: idOf(first), start: 0, end: first.length - 1, edits: [], side: 'quote' }],
    })
    expect(finding.statement).to.include('Brindlewick')
    const template =
      '{{heading}}\n\n{{#own}}Thornwyke answers. Brindlewick does not.{{/own}}\n\n{{quote "Q1" lead="{who} wrote:"}}\n'
    const report = await createReport({ consultation, title: 'Of Tarnhollow', subtitle: '', template })
    await changeReport(report, { subtitle: 'After Ravensholt' })
    await addComment({
      ...{ _id: newId(), consultation, report: report._id, by: 'tester', at },
      words: 'Is Eskdrummel meant?',
      replies: [{ _id: newId(), by: 'tester', at, words: 'Yes, Eskdrummel.' }],
    })
    await publish(report._id)
    const quality = {
      ...{ microF1: 0, macroF1: 0, samplesF1: 0, accuracy: 0, precision: 0, recall: 0, measured: 0 },
      labels: [],
    }
    const respondents = [response._id]
    const learned = {
      consultation,
      learnedAt: at,
      passages: 2,
      respondents,
      texts: [...texts.values()],
      quality,
    }
    await useModel(consultation, await addModel(learned as never, Buffer.from('brindlewick tarnhollow')), 2)
    await raw('approvals', {
      ...{ consultation, report: report._id, respondent: 'other', link: newId(), hash: newId() },
      ...{
        sentence: 'It closed last winter, and another agrees.',
        quotes: [{ words: 'closed last winter' }],
      },
      ...{ quoted: ['other', response._id], answers: [], asked: [], expiresAt: at, choice: 'unnamed' },
    })
    await raw('mails', { kind: 'copy', to: response.reference, about: { respondent: response._id } })
    await raw('codingBatches', { consultation, asks: { ...asks, q: '"Tarnhollow office"' }, at, pending: [] })
    await raw('transfers', {
      consultation,
      at,
      report: [{ place: 'Ines Quillfeather', message: 'Has no source.' }],
    })
    await owner.get(desk(`responses/${response._id}`))
    await record('tester', 'looked up whom', response.reference)
  }

  async function publish(id: string): Promise<void> {
    const [asking, report] = await Promise.all([findConsultation(consultation), findReport(consultation, id)])
    if (!asking || !report) throw new Error('there is no report')
    const frozen = await freeze(
      asking,
      report,
      { seen: report.version, by: 'tester', publishAt: new Date(), correction: '' },
      new Date(),
    )
    expect(frozen.ok, JSON.stringify(frozen)).to.equal(true)
  }

  const raw = (name: string, document: object) =>
    mongoose.connection.collection<{ _id: string }>(name).insertOne({ _id: newId(), ...document } as never)
  const published = async (path = '') =>
    (await site.agent().get(`/c/${consultation}/reports/recommendation-1${path}`)).text

  it('finds their words in many places before', async () => {
    const places = new Set((await whereStand(theirs)).map(found => found.split(':')[0]))
    expect([...places]).to.include.members([
      ...['attachments.chunks', 'codebooks', 'codings', 'comments', 'draftVersions', 'findings'],
      ...[
        'identities',
        'memos',
        'modelFiles.chunks',
        'publications',
        'reports',
        'responses',
        'savedSearches',
      ],
      ...['texts', 'wordEntries', 'codingBatches', 'transfers'],
    ])
  })

  it('asks its respondent to be sure, by their private link', async () => {
    const page = `/own/${respondent.token}/erase`
    const unsure = await pressOn(site, page)
    expect(unsure.status).to.equal(422)
    expect(unsure.text).to.include('Tick the box to show that you understand')
    expect(await findResponse(consultation, response._id)).to.include({ state: 'submitted' })
  })

  it('leaves no word of it in the database, and what others wrote as it was', async () => {
    const done = await pressOn(site, `/own/${respondent.token}/erase`, { sure: 'yes' })
    expect(done.text).to.include('All that is kept of you is erased').and.include(response.reference)
    expect((await site.agent().get(`/own/${respondent.token}`)).text).not.to.include('What became of it')
    await site.runner.idle()
    await site.runner.idle()
    expect(await whereStand(theirs)).to.deep.equal([])
    expect(await whereStand(['closed last winter', 'forty sailings', 'a pilot, and angry'])).to.deep.equal([])
    const places = new Set((await whereStand(['Thornwyke'])).map(found => found.split(':')[0]))
    expect([...places]).to.include.members([
      'texts',
      'codebooks',
      'memos',
      'findings',
      'reports',
      'savedSearches',
    ])
    expect((await site.agent().get(`/own/${respondent.token}`)).status).to.equal(404)
    expect(await findErasure(response._id)).to.deep.include({ consultation, pending: [] })
  })

  it('puts a sign where people had repeated it', async () => {
    const [memo, ...others] = await listMemos(consultation)
    expect(others).to.deep.equal([])
    expect(memo?.versions.map(({ text }) => text)).to.deep.equal([
      'Asked about [erased].',
      'One says they “[erased]”; [erased] of [erased] fame. Ask Thornwyke too.',
    ])
    const [finding] = await listFindings(consultation)
    expect(finding).to.include({ statement: 'The [erased] jetty is closed.', state: 'look' })
    expect((await savedSearches(consultation)).map(({ name }) => name)).to.deep.equal(['Others'])
  })

  it('keeps the codebook going, without rules, examples and names that were their words, in any version', async () => {
    const now = await codebookOf(consultation)
    const named = now.themes.map(({ name }) => name)
    expect(named.slice(0, 2)).to.deep.equal(['Boats', 'Late'])
    expect(named[2]).to.match(/^Erased name /)
    const [boats] = now.themes
    expect(boats?.rules.map(({ source }) => source)).to.deep.equal(['jetty'])
    expect(boats?.examples).to.deep.equal([])
    expect(boats?.include).to.equal('For example “[erased]”, and the [erased] office.')
    expect(now).to.include({ suggests: 'rules' }).and.not.have.property('model')
    expect(await learnedFrom(consultation, response._id, [])).to.equal(false)
    for (const before of await versionsBefore(consultation, now.version, 50))
      expect(before.change).not.to.match(/brindlewick/i)
  })

  it('goes on showing what was published, without the passage that quoted it', async () => {
    for (const path of ['', '/versions/1/report.md', '/versions/1/report.html'])
      expect(await published(path), path)
        .to.include('Thornwyke answers')
        .and.include('may not be shown any more')
  })

  it('is done again where what it erased is there again', async () => {
    const before = await mongoose.connection.collection<{ _id: string }>('erasures').countDocuments()
    await mongoose.connection
      .collection<{ _id: string }>('responses')
      .insertOne({ ...response, state: 'submitted', pending: [], identity: 'gone' } as never)
    await takeUpErasures(site.config, () => {})
    expect((await findResponse(consultation, response._id))?.state).to.equal('withdrawn')
    await site.runner.idle()
    await site.runner.idle()
    expect(await findResponse(consultation, response._id)).to.equal(null)
    await eraseAgain([response._id])
    await site.runner.idle()
    expect(await findErasure(response._id)).to.deep.include({ pending: [] })
    expect(await mongoose.connection.collection('erasures').countDocuments()).to.equal(before)
  })

  it('is asked for at the desk by owners, and stands in the trail by its reference', async () => {
    const other = await sender(site, consultation, { obstacles: 'Nothing works at Corvenstead.' })
    await site.runner.idle()
    const { _id, reference } = await responseOf(other)
    const path = desk(`responses/${_id}/erase`)
    expect((await owner.get(path)).text).to.include(`Erase response ${reference}`)
    await post(owner, path, {}, path)
    expect((await owner.get(`${path}?unsure`)).text).to.include('Tick that its respondent asks for this')
    await post(owner, path, { sure: 'yes' }, path)
    await site.runner.idle()
    await site.runner.idle()
    expect(await whereStand(['Corvenstead'])).to.deep.equal([])
    const [event] = await mongoose.connection.collection('audit').find({ on: reference }).toArray()
    expect(event?.what).to.equal('erased a response at its respondent’s request')
  })
})
