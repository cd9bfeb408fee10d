import { createHash } from 'node:crypto'
import { expect } from 'chai'
import mongoose from 'mongoose'
import { changeHeld, holdBack } from '../../../server/coding/care/holdBack.ts'
import { recordOf } from '../../../server/coding/record.ts'
import { findConsultation } from '../../../server/consultations/store.ts'
import { createReport } from '../../../server/reports/create.ts'
import { freeze } from '../../../server/reports/publication/freeze.ts'
import { inLondon } from '../../../server/reports/publication/londonTime.ts'
import { markedQuotes, publicationsQuoting } from '../../../server/reports/publication/store.ts'
import { findReport } from '../../../server/reports/store.ts'
import { findResponses } from '../../../server/responses/store.ts'
import { findWritten } from '../../../server/responses/textStore.ts'
import { withdraw } from '../../../server/responses/withdraw.ts'
import { correctionsIn } from '../../../server/testimony/corrections.ts'
import { type Agent, openSite, post, type Site } from '../../site.ts'
import { addChapter, type Chapter, rewrite, said, template } from './published.ts'

const aDay = 24 * 60 * 60 * 1000

describe('Publishing a report', () => {
  let site: Site
  let author: Agent
  let reader: Agent
  let chapter: Chapter
  let desk: string
  let address: string
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
    reader = site.agent()
  })
  beforeEach(async () => {
    chapter = await addChapter(site)
    desk = `/desk/${chapter.consultation}/reports/${chapter.report._id}/publication`
    address = `/c/${chapter.consultation}/reports/recommendation-1`
  })
  after(() => site.close())

  /** Publishes it as the page's form does; the page that follows is returned. */
  const publish = async (fields: Record<string, unknown> = {}) => {
    const { version } = (await findReport(chapter.consultation, chapter.report._id)) ?? chapter.report
    await post(author, desk, { seen: version, publishAt: '', ...fields }, desk)
    return (await author.get(desk).expect(200)).text
  }
  const read = async (path = '') => (await reader.get(`${address}${path}`).expect(200)).text

  it('gives it an address, a version and the hash of its file', async () => {
    await reader.get(address).expect(404)
    expect(await publish()).to.include('Version 1 of recommendation 1 is frozen and published')
    const page = await read()
    expect(page).to.include('<h1>Mend the gantry</h1>').and.include(said.named.slice(0, -1))
    expect(page)
      .to.match(/<a href="#note-2" id="from-note-2"/)
      .and.match(/<li id="note-2">Respondent A, /)
    const { text, headers } = await reader.get(`${address}/versions/1/report.md`).expect(200)
    expect(headers['content-disposition']).to.include('recommendation-1-version-1.md')
    expect(page).to.include(createHash('sha256').update(text).digest('hex'))
    expect((await reader.get(`${address}/versions/1/report.html`).expect(200)).text).to.match(
      /^<!doctype html>/,
    )
    expect((await reader.get(`/c/${chapter.consultation}/reports`)).text).to.include('Mend the gantry')
  })

  it('shows its charts on its page and in its files, also where a passage was withdrawn since', async () => {
    await rewrite(chapter, template.replace('{{method}}', '{{chart "gantry" by="theme"}}\n\n{{method}}'))
    await publish()
    const chart = /<figure class="chart"><svg[^>]*>/
    for (const shown of [await read(), await read('/versions/1/report.html')]) expect(shown).to.match(chart)
    expect(await read('/versions/1/report.md')).to.match(/^\[chart-1\]: data:image\/svg/m)
    await withdraw(chapter.consultation, chapter.named.respondent)
    const page = await read()
    expect(page).to.match(chart).and.not.include('[chart-1]').and.not.include(said.named.slice(0, -1))
  })

  it('asks for a correction while words it prints are held back, and no longer than that', async () => {
    await publish()
    const { consultation, named } = chapter
    const [response] = await findResponses([named.respondent])
    if (!response) throw new Error('no response')
    const record = await recordOf(consultation, response._id)
    const hold = { kind: 'legal', note: '', by: 'owner' } as const
    const marked = async () => {
      await site.runner.idle()
      const [publication] = await publicationsQuoting(named.respondent)
      return {
        waits: (await correctionsIn(consultation)).length,
        quotes: markedQuotes(publication?.marks ?? []),
      }
    }
    const release = async () => {
      const [text] = await findWritten([named.text])
      const which = { text: named.text, hold: text?.holds?.at(-1)?.id ?? '' }
      const to = { state: 'released', by: 'owner', reason: '' } as const
      await changeHeld(consultation, which, ['waiting'], to, () => true)
    }
    for (const _time of ['first', 'again']) {
      await holdBack(record, { text: named.text, start: 0, end: 12 }, hold)
      expect(await marked()).to.deep.equal({ waits: 1, quotes: ['Q2'] })
      await release()
      expect(await marked()).to.deep.equal({ waits: 0, quotes: [] })
    }
    await withdraw(consultation, named.respondent)
    expect((await marked()).waits).to.equal(1)
  })

  it('names to its readers no reference of ours, and keeps the private key at the desk', async () => {
    await publish()
    const { unnamed, named } = chapter
    const served = [await read(), await read('/versions/1/report.md'), await read('/versions/1/report.html')]
    for (const page of served)
      for (const secret of [unnamed, named].flatMap(each => [each.respondent, each.text, each.reference]))
        expect(page).not.to.include(secret)
    const key = (await author.get(`${desk}/1/sidecar`).expect(200)).body
    expect(key.published).to.include({ version: 1 })
    expect(key.hashes.markdown).to.equal(
      createHash('sha256')
        .update(served[1] ?? '')
        .digest('hex'),
    )
    expect(key.hashes.html).to.equal(
      createHash('sha256')
        .update(served[2] ?? '')
        .digest('hex'),
    )
    await reader.get(`${desk}/1/sidecar`).expect(303)
  })

  it('stays as it was published when its source changes', async () => {
    await publish()
    const before = await read()
    await rewrite(chapter, 'Something else.')
    expect(await read()).to.equal(before)
  })

  it('publishes nothing that may not be exported, and says what stands in the way', async () => {
    await withdraw(chapter.consultation, chapter.unnamed.respondent)
    const page = await publish()
    expect(page).to.include('There is a problem').and.include('Q1 comes from someone who has withdrawn')
    await reader.get(address).expect(404)
  })

  it('publishes only what its author saw', async () => {
    await rewrite(chapter, template.replace('closed', 'shut'))
    expect(await publish({ seen: 1 })).to.include('Someone changed the report while you looked at it')
    await reader.get(address).expect(404)
  })

  it('corrects by another version, with what was changed and what the author says of it', async () => {
    await publish()
    expect(await publish({ correction: 'x' })).to.include('Nothing has changed since version 1')
    await rewrite(chapter, template.replace('lifts nothing', 'lifts <nothing> at all'))
    expect(await publish()).to.include('Say what was corrected, for those who read version 1')
    await publish({ correction: 'We said too little.' })
    const page = await read()
    expect(page).to.include('We said too little.')
    expect(page).to.include('<del>A gantry that is closed lifts nothing.</del>')
    expect(page).to.include('<ins>A gantry that is closed lifts &lt;nothing&gt; at all.</ins>')
    expect(page).not.to.include('Put in:').and.not.include('Taken out:')
    const first = await read('/versions/1')
    expect(first).to.include('Version 2 corrects it').and.include('lifts nothing.')
    await reader.get(`${address}/versions/3`).expect(404)
  })

  it('keeps its address when its number changes, and leaves no two reports the same name', async () => {
    await publish()
    const { consultation, report } = chapter
    const other = await createReport({ consultation, title: 'Another', subtitle: '', template })
    const numbered = (_id: string, number: number) =>
      mongoose.connection.collection<{ _id: string }>('reports').updateOne({ _id }, { $set: { number } })
    await numbered(other._id, 1)
    const page = `/desk/${consultation}/reports/${other._id}/publication`
    const publishOther = async () => {
      await post(author, page, { seen: 1 }, page)
      return (await author.get(page)).text
    }
    expect(await publishOther()).to.include('Another report stands published as recommendation 1')
    await numbered(report._id, 7)
    await rewrite(chapter, template.replace('lifts', 'moves'))
    await publish({ correction: 'It has another number now.' })
    expect(await read()).to.include('version 2 of recommendation 7')
    expect(await publishOther()).to.include('Version 1 of recommendation 1 is frozen')
    expect((await reader.get(`/c/${consultation}/reports/recommendation-1-2`).expect(200)).text).to.include(
      'version 1 of recommendation 1',
    )
  })

  it('publishes reports of different kinds under the same number, each by its kind’s name', async () => {
    await publish()
    const { consultation } = chapter
    const made = { consultation, kind: 'heard' as const, title: 'What we heard', subtitle: '', template }
    const { _id } = await createReport(made)
    const page = `/desk/${consultation}/reports/${_id}/publication`
    expect((await author.get(page)).text).to.include('Publish “You said, we heard” 1')
    await post(author, page, { seen: 1 }, page)
    const { text } = await reader.get(`/c/${consultation}/reports/you-said-we-heard-1`).expect(200)
    expect(text).to.include('version 1 of “You said, we heard” 1').and.not.include('recommendation')
    const file = await reader.get(`/c/${consultation}/reports/you-said-we-heard-1/versions/1/report.md`)
    expect(file.headers['content-disposition']).to.include('you-said-we-heard-1-version-1.md')
    const list = (await reader.get(`/c/${consultation}/reports`).expect(200)).text
    expect(list).to.include('You said, we heard 1: What we heard').and.include('Recommendation 1: Mend')
  })

  it('still answers at the address by number alone', async () => {
    await publish()
    const old = `/c/${chapter.consultation}/reports/1`
    for (const path of ['', '/versions/1', '/versions/1/report.md'])
      await reader.get(`${old}${path}`).expect(301).expect('location', `${address}${path}`)
    for (const path of ['/2', '/99999999', '/recommendation-2', '/recommendation-1/versions/x'])
      await reader.get(`/c/${chapter.consultation}/reports${path}`).expect(404)
  })

  it('answers nobody before its time has come', async () => {
    const publishAt = inLondon(new Date(Date.now() + aDay))
    expect(await publish({ publishAt })).to.include('appears at the time you gave')
    for (const path of ['', '/versions/1', '/versions/1/report.md', '/versions/1/report.html'])
      await reader.get(`${address}${path}`).expect(404)
    expect((await reader.get(`/c/${chapter.consultation}/reports`)).text).to.include('Nothing was published')
    await mongoose.connection
      .collection('publications')
      .updateOne({ report: chapter.report._id }, { $set: { publishAt: new Date(Date.now() - 1) } })
    expect(await read()).to.include('Mend the gantry')
  })

  it('takes no time that has passed or is none, and keeps what was entered', async () => {
    const past = await publish({ publishAt: '2020-01-01T09:00' })
    expect(past).to.include('Enter a time that is still to come').and.include('value="2020-01-01T09:00"')
    expect(await publish({ publishAt: 'soon' })).to.include('Enter a date and a time')
    await reader.get(address).expect(404)
  })

  it('publishes one version where two press the button at once', async () => {
    const consultation = await findConsultation(chapter.consultation)
    if (!consultation) throw new Error('the consultation is gone')
    const now = new Date()
    const once = () =>
      freeze(consultation, chapter.report, { seen: 1, by: 'someone', publishAt: now, correction: '' }, now)
    const results = await Promise.all([once(), once()])
    expect(results.map(({ ok }) => ok)).to.have.members([true, false])
    await reader.get(`${address}/versions/1`).expect(200)
    await reader.get(`${address}/versions/2`).expect(404)
  })
})
