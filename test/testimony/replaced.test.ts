import { expect } from 'chai'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { codebookOf } from '../../server/codebook/store.ts'
import { teachingOf } from '../../server/coding/examples.ts'
import { put } from '../../server/coding/put.ts'
import { readingOrder } from '../../server/coding/readingOrder.ts'
import { taggingsOf } from '../../server/coding/taggingStore.ts'
import { newId } from '../../server/database/ids.ts'
import { codingsFor, readCountFacts } from '../../server/findings/count.ts'
import { chooseQuote } from '../../server/findings/quotes/choose.ts'
import { type Finding, findFinding } from '../../server/findings/store.ts'
import { createReport } from '../../server/reports/create.ts'
import { findVersionOf } from '../../server/reports/publication/store.ts'
import type { Response } from '../../server/responses/response.ts'
import { readyClaim, wordsOf } from '../findings/claim.ts'
import { change, responseOf, sender } from '../responses/changing.ts'
import { openConsultation, type Respondent } from '../responses/respondent.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

const old = 'The gantry is closed most winters, and nobody mends it.'
const stays = 'Mend the gantry before the spring.'
const template = `{{heading}}

{{finding "old"}} {{quote "Q1" lead="{who} wrote:"}} {{finding "stays"}} {{quote "Q2" lead="{who} wrote:"}}
`

describe('An answer that its respondent replaced', () => {
  let site: Site
  let owner: Agent
  let consultation: string
  let respondent: Respondent
  let first: Response
  let findings: Finding[]
  let report: string
  let address: string
  const textTo = (question: string, { revisions }: Response = first) => {
    const given = revisions.at(-1)?.answers[question]
    return given && 'text' in given ? (given.text ?? '') : ''
  }
  const finding = (index: number) => findFinding(consultation, findings[index]?._id ?? '')
  const read = async (path: string) => (await site.agent().get(path).expect(200)).text

  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
    consultation = await openConsultation()
    const gantry = { id: 'gantry', name: 'Gantry', parent: null, colour: 'blue' as const }
    const rules = [{ id: 'gantry1', source: 'gantry' }]
    await addThemes(
      consultation,
      '',
      [{ ...gantry, definition: 'Of it.', include: '', exclude: '', rules }],
      'Begin',
    )
    respondent = await sender(site, consultation, { obstacles: old, people: stays })
    await site.runner.idle()
    first = await responseOf(respondent)
    for (const question of ['obstacles', 'people'])
      await put(
        {
          ...{ consultation, question, respondent: first._id, coder: 'coder', theme: 'gantry' },
          ...{ text: textTo(question), start: 0, end: 16 },
        },
        { verdict: 'accepted', stance: 'supports', origin: 'unaided', codebookVersion: 1 },
        { at: new Date(), by: 'coder', action: newId(), did: 'coded' },
      )
    findings = []
    for (const [key, question, words] of [
      ['old', 'obstacles', old],
      ['stays', 'people', stays],
    ] as const)
      findings.push(
        await readyClaim(consultation, {
          ...{ key, statement: `It is shut (${key}).`, text: `Some told us (${key}).` },
          ...{ themes: ['gantry'], scope: ['obstacles', 'people'] },
          quotes: [wordsOf({ text: textTo(question) }, words.length - 1)],
        }),
      )
    report = (await createReport({ consultation, title: 'Mend it', subtitle: '', template }))._id
    const desk = `/desk/${consultation}/reports/${report}/publication`
    await post(owner, desk, { seen: 1 }, desk)
    address = `/c/${consultation}/reports/recommendation-1`
    expect(await read(address))
      .to.include('closed most winters')
      .and.include('before the spring')
    await site.runner.idle()
    await change(site, respondent, { obstacles: 'It was mended in May.', people: stays })
  })
  after(() => site.close())

  it('is shown no more by what was published, from that moment on', async () => {
    for (const path of ['', '/versions/1', '/versions/1/report.md', '/versions/1/report.html'])
      expect(await read(`${address}${path}`), path)
        .to.include('before the spring')
        .and.not.include('closed most winters')
  })

  it('has its finding looked at again and its publication corrected, and leaves others alone', async () => {
    await site.runner.idle()
    expect([(await finding(0))?.state, (await finding(1))?.state]).to.deep.equal(['look', 'published'])
    expect((await findVersionOf(report, 1))?.marks.map(({ quotes }) => quotes)).to.deep.equal([['Q1']])
    expect((await owner.get(`/desk/${consultation}/corrections`)).text).to.include('Withdrawn: Q1')
    expect((await owner.get(`/desk/${consultation}/findings/${findings[0]?._id}`)).text).to.include(
      'comes from an answer that its author has replaced',
    )
  })

  it('is counted, taught, suggested and read no more, while what stays keeps its codings', async () => {
    await site.runner.idle()
    const scope = { themes: ['gantry'], scope: ['obstacles', 'people'] }
    const facts = await readCountFacts(consultation, [scope])
    expect(codingsFor(scope, facts).map(({ text }) => text)).to.deep.equal([textTo('people')])
    const { themes } = await teachingOf(await codebookOf(consultation))
    expect(themes.map(({ passages }) => passages)).to.deep.equal([1])
    expect(await taggingsOf([textTo('obstacles')])).to.deep.equal([])
    expect(await taggingsOf([textTo('people')])).to.have.length(1)
    expect((await readingOrder(consultation)).map(each => each.themes)).to.deep.equal([['gantry']])
    for (const page of ['queue', 'themes/gantry', 'themes/gantry?show=rejected', `responses/${first._id}`])
      expect((await owner.get(`/desk/${consultation}/${page}`)).text, page).not.to.include('most winters')
  })

  it('is not newly quoted', async () => {
    const { problem } = {
      problem: undefined,
      ...(await chooseQuote(
        { _id: findings[0]?._id ?? '', consultation },
        wordsOf({ text: textTo('obstacles') }, 10),
      )),
    }
    expect(problem).to.deep.include({
      message: 'The passage comes from an answer that its author has replaced. Choose another one.',
    })
  })
})
