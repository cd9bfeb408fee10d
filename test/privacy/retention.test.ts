import { expect } from 'chai'
import mongoose from 'mongoose'
import {
  changeRetention,
  keptDates,
  retentionOf,
} from '../../server/consultations/retention/retentionStore.ts'
import { findConsultation } from '../../server/consultations/store.ts'
import { dueOf } from '../../server/privacy/retention/due.ts'
import { deleteDue } from '../../server/privacy/retention/job.ts'
import { freeze } from '../../server/reports/publication/freeze.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { addChapter } from '../reports/publication/published.ts'
import { responseOf } from '../responses/changing.ts'
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

const aDay = 24 * 60 * 60 * 1000
const later = (days: number) => new Date(Date.now() + days * aDay)
let made = 0

describe('What is kept until a day', () => {
  let site: Site
  let owner: Agent
  let consultation: string
  let respondent: Respondent
  let path: string
  let attached: string
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  beforeEach(async () => {
    consultation = await openConsultation()
    path = `/desk/${consultation}/retention`
    attached = `The Wexcombe sluice ${++made} was shut for nine weeks.`
    respondent = await respondentTo(site, consultation)
    await answerAll(respondent)
    await respondent.attach(
      'documents',
      { remarks: '' },
      { name: 'sluice.txt', bytes: Buffer.from(attached) },
    )
    await respondent.send('send', { ...declaration, choice: 'named' })
    await site.runner.idle()
  })
  after(() => site.close())

  const save = async (fields: Record<string, string>) => {
    const { version } = await retentionOf(consultation)
    await post(owner, path, { months: '', files: '', whole: '', drafts: '30', version, ...fields }, path)
    return (await owner.get(path)).text
  }
  const setMonths = (fields: { months?: number | null; files?: number | null; whole?: number | null }) =>
    changeRetention(consultation, 0, fields.months ?? null, fields)
  const asking = async () => {
    const found = await findConsultation(consultation)
    if (!found) throw new Error('there is no consultation')
    return found
  }

  it('is set by an owner for each kind, and told to respondents in both languages', async () => {
    const page = await save({ months: '6', files: '3', whole: '12', drafts: '14' })
    for (const told of [
      'The files are deleted on',
      'and what was made of them, go on',
      'They are deleted on',
    ])
      expect(page).to.include(told)
    const agent = site.agent()
    const notice = (await agent.get(`/c/${consultation}/privacy`)).text
    expect(notice)
      .to.include('14 days after the close')
      .and.include('On that day all responses are deleted')
      .and.include('Attached files are deleted on')
    await mongoose.connection
      .collection<{ _id: string }>('consultations')
      .updateOne({ _id: consultation }, { $set: { languages: ['en', 'cy'] } })
    await new Promise(resolve => setTimeout(resolve, 1100))
    expect((await agent.get(`/c/${consultation}/privacy?lang=cy`)).text).to.include(
      'Caiff ffeiliau a atodwyd eu dileu',
    )
  })

  it('may be brought forward, and not put off behind what respondents were told', async () => {
    await save({ months: '6', files: '6', whole: '12', drafts: '20' })
    expect(await save({ months: '7', files: '6', whole: '12', drafts: '20' })).to.include(
      'Respondents were told that names and addresses are deleted on',
    )
    expect(await save({ months: '6', files: '', whole: '12', drafts: '20' })).to.include(
      'Respondents were told that attached files are deleted on',
    )
    expect(await save({ months: '6', files: '6', whole: '12', drafts: '21' })).to.include('Enter 20 or fewer')
    await save({ months: '5', files: '2', whole: '11', drafts: '10' })
    expect(await retentionOf(consultation)).to.include({ months: 5, files: 2, whole: 11 })
  })

  it('is no later than the privacy notice told, where no day was set before', async () => {
    expect(await save({ whole: '25' })).to.include('Respondents were told that all responses are deleted on')
    expect(await save({ whole: '24' })).not.to.include('Respondents were told')
  })

  it('holds also where the close is moved', async () => {
    await save({ whole: '12' })
    const before = await keptDates(await asking())
    const hours = `/desk/${consultation}/hours`
    const moved = { act: 'move', closesAt: '2031-01-01T12:00' }
    const { text } = await owner.get(`${hours}/confirm`).query(moved)
    const [, seen = ''] = /name="seen" value="(\d+)"/.exec(text) ?? []
    await post(owner, hours, { ...moved, seen }, hours)
    expect((await asking()).closesAt.getUTCFullYear()).to.equal(2031)
    expect(await keptDates(await asking())).to.deep.equal(before)
  })

  it('takes files on their day, keeps the words that were read from them, and the receipt stays genuine', async () => {
    await setMonths({ files: 1 })
    const receipt = (await site.agent().get(`/receipt/${respondent.token}/file`)).text
    await deleteDue(later(20))
    expect(await whereStand([attached])).to.include(`attachments.chunks: ${attached}`)
    await deleteDue(later(40))
    await deleteDue(later(41))
    const response = await responseOf(respondent)
    expect(await whereStand([attached])).to.deep.equal([`texts: ${attached}`])
    expect((await storedTexts(consultation, response._id)).map(({ _id }) => _id)).to.have.members(
      currentTexts(response),
    )
    expect((await site.agent().get(`/receipt/${respondent.token}/file`)).text).to.have.length(receipt.length)
    expect((await site.agent().get(`/own/${respondent.token}`)).status).to.equal(200)
  })

  it('says beforehand what would go, and changes nothing by that', async () => {
    await setMonths({ months: 2, files: 1, whole: 3 })
    await respondentTo(site, consultation)
    const counts = async (days: number) =>
      (await dueOf(await asking(), later(days))).map(
        ({ kind, isDue, count }) => `${kind} ${isDue ? count : 'stay'}`,
      )
    expect(await counts(0)).to.deep.equal([
      'drafts stay',
      'names stay',
      'rejected stay',
      'files stay',
      'responses stay',
    ])
    expect(await counts(40)).to.deep.equal([
      'drafts 1',
      'names stay',
      'rejected stay',
      'files 1',
      'responses stay',
    ])
    expect(await counts(100)).to.deep.equal(['drafts 1', 'names 1', 'rejected 0', 'files 1', 'responses 1'])
    const page = (await owner.get(`${path}/due?by=2099-01-01`)).text
    expect(page).to.include('this would go by 1 January 2099')
    expect((await owner.get(`${path}/due?by=soon`)).text).to.include('Enter a day as 2027-03-31')
    expect((await owner.get(`${path}/due`)).text).to.include('Nothing would go by')
    expect((await responseOf(respondent)).state).to.equal('submitted')
  })
})

describe('A whole consultation on its day', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('goes with all that was made of it, and what was published stays as it is served', async () => {
    const chapter = await addChapter(site)
    const other = await addChapter(site)
    const { consultation } = chapter
    const [asking, version] = [await findConsultation(consultation), chapter.report.version]
    if (!asking) throw new Error('there is no consultation')
    const now = new Date()
    const freezing = { seen: version, by: 'tester', publishAt: now, correction: '' }
    expect(await freeze(asking, chapter.report, freezing, now)).to.include({ ok: true })
    await withdraw(consultation, chapter.named.respondent)
    await site.runner.idle()
    const published = async () => (await site.agent().get(`/c/${consultation}/reports/recommendation-1`)).text
    const article = (html: string) => /<article[\s\S]*<\/article>/.exec(html)?.[0] ?? html
    const before = article(await published())
    expect(before).to.include('The gantry is closed most winters').and.not.include('both floods')

    await changeRetention(consultation, 0, null, { whole: 1 })
    const closed = asking.closesAt.getTime()
    await deleteDue(new Date(closed + 20 * aDay))
    expect(await mongoose.connection.collection('responses').countDocuments({ consultation })).to.equal(2)
    let steps = 0
    await deleteDue(new Date(closed + 40 * aDay), async () => {
      // As if the server were killed in the middle of it.
      if (++steps === 2) throw new Error('killed')
    }).catch(() => {})
    await deleteDue(new Date(closed + 40 * aDay))

    const { db } = mongoose.connection
    const left: string[] = []
    for (const { name } of (await db?.listCollections().toArray()) ?? [])
      if ((await db?.collection(name).countDocuments({ consultation })) !== 0) left.push(name)
    expect(left.sort()).to.deep.equal(['publications', 'questionnaires'])
    expect(article(await published())).to.equal(before)
    expect((await retentionOf(consultation)).emptied).to.be.an.instanceOf(Date)
    expect(
      await mongoose.connection.collection('responses').countDocuments({ consultation: other.consultation }),
    ).to.equal(2)
    const owner = await site.signIn('owner')
    for (const page of [
      '',
      '/responses',
      '/findings',
      '/reports',
      '/themes',
      '/memos',
      '/queue',
      '/retention',
    ])
      expect((await owner.get(`/desk/${consultation}${page}`)).status, page).to.be.oneOf([200, 303])
  })
})
