import { createHash } from 'node:crypto'
import { expect } from 'chai'
import mongoose from 'mongoose'
import { moveFinding } from '../../server/findings/move.ts'
import { quotesOf, removeQuote } from '../../server/findings/quotes/store.ts'
import { listFindings } from '../../server/findings/store.ts'
import { markWithdrawn } from '../../server/reports/publication/mark.ts'
import { findVersionOf } from '../../server/reports/publication/store.ts'
import { findReport } from '../../server/reports/store.ts'
import { say } from '../findings/corpus.ts'
import { addChapter, type Chapter, said } from '../reports/publication/published.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

describe('Withdrawing words that were published', () => {
  let site: Site
  let owner: Agent
  let chapter: Chapter
  let desk: string
  let address: string
  const words = 'gantry is closed most winters'
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  beforeEach(async () => {
    chapter = await addChapter(site)
    desk = `/desk/${chapter.consultation}/reports/${chapter.report._id}/publication`
    address = `/c/${chapter.consultation}/reports/recommendation-1`
    await post(owner, desk, { seen: 1 }, desk)
    expect((await read()).includes(words)).to.equal(true)
  })
  after(() => site.close())

  const read = async (path = '') => (await site.agent().get(`${address}${path}`).expect(200)).text
  const withdraw = async (respondent = chapter.unnamed.respondent) => {
    const page = `/desk/${chapter.consultation}/responses/${respondent}/withdraw`
    const { text } = await owner.get(page)
    await post(owner, page, {}, page)
    return text
  }

  /** Somebody else supports the claim, its withdrawn quote is taken off, and it is marked as ready again. */
  const mendFinding = async () => {
    await say(site, chapter.consultation, { text: 'It was shut again all March.', stance: 'supports' })
    const [finding] = await listFindings(chapter.consultation)
    if (!finding) throw new Error('the finding is there')
    const quotes = await quotesOf(finding._id)
    for (const { _id, respondent } of quotes)
      if (respondent === chapter.unnamed.respondent) await removeQuote(finding._id, _id)
    expect(await moveFinding(finding, 'ready')).to.deep.equal([])
  }

  it('leads from the withdrawal over the mark to the version that corrects it', async () => {
    expect(await withdraw()).to.include('Recommendation 1, version 1 (“Mend the gantry”) was published')
    // At once, before any work in the background is done.
    for (const path of ['', '/versions/1', '/versions/1/report.md', '/versions/1/report.html'])
      expect(await read(path), path)
        .to.include('A passage that stood here may not be shown any more')
        .and.not.include(words)
    expect(await read()).to.include(
      'a passage in it was withdrawn by the person who wrote it, or is held back',
    )

    await site.runner.idle()
    expect((await owner.get(`/desk/${chapter.consultation}/reports`)).text).to.include(
      '1 published report prints',
    )
    const list = `/desk/${chapter.consultation}/corrections`
    expect((await owner.get(list)).text)
      .to.include('Withdrawn: Q1')
      .and.not.include(words)
    const proposal = `${list}/${chapter.report._id}`
    const page = (await owner.get(proposal).expect(200)).text
    expect(page).to.include('{{counter &quot;Q2&quot;').and.not.include('{{quote &quot;Q1&quot;')

    const report = await findReport(chapter.consultation, chapter.report._id)
    const template = report?.template.replace('{{quote "Q1" lead="{who} wrote:"}} ', '') ?? ''
    const sent = await post(owner, proposal, { version: 1, template }, proposal)
    expect(sent.headers.location).to.equal(desk)
    const form = (await owner.get(desk)).text
    expect(form).to.include('>\nA quote that may not be shown any more has been taken out.')
    await post(owner, desk, { seen: 2, correction: 'A quote was withdrawn.' }, desk)
    expect((await owner.get(desk)).text).to.include('needs a look')
    await site.agent().get(`${address}/versions/2`).expect(404)
    await mendFinding()
    await post(owner, desk, { seen: 2, correction: 'A quote was withdrawn.' }, desk)

    const corrected = await read()
    expect(corrected).to.include('version 2').and.include('A quote was withdrawn.')
    expect(corrected).not.to.include(words)
    expect(corrected).to.include('<del>[A passage that stood here may not be shown any more].</del>')
    expect((await owner.get(list)).text).to.include('There is nothing to correct')
    expect(await read('/versions/1'))
      .to.include('Version 2 corrects it')
      .and.not.include(words)
  })

  it('keeps the frozen document, and with it the hash that was published', async () => {
    await withdraw()
    await site.runner.idle()
    const kept = await findVersionOf(chapter.report._id, 1)
    expect(kept?.files.markdown).to.include(words)
    expect(
      createHash('sha256')
        .update(kept?.files.markdown ?? '')
        .digest('hex'),
    ).to.equal(kept?.hash)
    expect(await read())
      .to.include(kept?.hash)
      .and.include('so its own is another')
    expect(kept?.marks).to.have.length(1)
    expect(kept?.marks[0]).to.include({ respondent: chapter.unnamed.respondent })
  })

  it('shows no name any more of whoever allowed theirs, nor words whose permission was narrowed', async () => {
    await mongoose.connection
      .collection<{ _id: string; consent: object[] }>('responses')
      .updateOne(
        { _id: chapter.named.respondent },
        { $push: { consent: { at: new Date(), choice: 'unnamed', wording: '1' } } },
      )
    for (const path of ['', '/versions/1/report.md', '/versions/1/report.html'])
      expect(await read(path), path)
        .to.not.include('Ada Sample')
        .and.not.include(said.named.slice(0, 20))
  })

  it('marks what was published while the withdrawal was being made', async () => {
    await withdraw()
    await site.runner.idle()
    await mongoose.connection.collection('publications').updateMany({}, { $set: { marks: [] } })

    const kept = await findVersionOf(chapter.report._id, 1)
    if (kept) await markWithdrawn(kept)
    if (kept) await markWithdrawn(kept)
    expect((await findVersionOf(chapter.report._id, 1))?.marks).to.have.length(1)
  })

  it('refuses a correction that repeats the words to its readers', async () => {
    await withdraw()
    const proposal = `/desk/${chapter.consultation}/corrections/${chapter.report._id}`
    await site.runner.idle()
    await post(owner, proposal, { version: 1, template: 'We were wrong.' }, proposal)
    await post(owner, desk, { seen: 2, correction: `We take back “${said.unnamed}”` }, desk)
    expect((await owner.get(desk)).text).to.include('repeats words or a name that were withdrawn')
    await site.agent().get(`${address}/versions/2`).expect(404)
  })

  it('keeps what an author entered in a correction that cannot be read', async () => {
    await withdraw()
    await site.runner.idle()
    const proposal = `/desk/${chapter.consultation}/corrections/${chapter.report._id}`
    await post(owner, proposal, { version: 1, template: 'Kept {{quote "Q1}}' }, proposal)
    const page = (await owner.get(proposal)).text
    expect(page).to.include('There is a problem').and.include('>\nKept {{quote &quot;Q1}}</textarea>')
    await post(owner, proposal, { version: 9, template: 'Kept too' }, proposal)
    expect((await owner.get(proposal)).text)
      .to.include('Someone else changed')
      .and.include('>\nKept too<')
  })
})
