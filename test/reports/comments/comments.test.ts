import { expect } from 'chai'
import mongoose from 'mongoose'
import { changeReport, findReport } from '../../../server/reports/store.ts'
import { type Agent, openSite, post, type Site } from '../../site.ts'
import { addChapter, type Chapter, rewrite, said, template } from '../publication/published.ts'

describe('The comments on a report', () => {
  let site: Site
  let author: Agent
  let reader: Agent
  let chapter: Chapter
  let report: string
  let desk: string
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
    reader = await site.signIn('researcher')
  })
  beforeEach(async () => {
    chapter = await addChapter(site)
    report = `/desk/${chapter.consultation}/reports/${chapter.report._id}`
    desk = `${report}/comments`
  })
  after(() => site.close())

  const shown = async (agent = author) => (await agent.get(desk).expect(200)).text
  /** What the form sends for the sentence that begins so. */
  const keyOf = async (words: string) =>
    new RegExp(`<option value="([^"]+)"[^>]*>\\d+\\. ${words}`).exec(await shown())?.[1] ?? 'no such sentence'
  const say = async (words: string, sentence = '', agent = author) => {
    await post(agent, desk, { words, sentence }, desk)
    return shown(agent)
  }
  const act = async (what: string, fields = {}, agent = author) => {
    const form =
      new RegExp(`action="(${desk}/[^"/]+/${what})"`).exec(await shown())?.[1] ?? `${desk}/gone/${what}`
    await post(agent, form, fields, desk)
    return shown(agent)
  }
  const replyField = async () => /name="(reply-[^"]+)"/.exec(await shown())?.[1] ?? ''

  it('are told by name, on a sentence or the whole, and may be replied to by another', async () => {
    expect(await shown())
      .to.include('0 open comments')
      .and.include('Nothing waits for an answer')
    await say('Is that so in every winter?', await keyOf('A gantry that is closed'), reader)
    await say('Good chapter.')
    const page = await act('replies', { [await replyField()]: 'In most: see the finding.' })
    expect(page).to.include('2 open comments').and.include('A researcher').and.include('On the whole report')
    expect(page).to.include('In most: see the finding.')
    expect(page.indexOf('every winter')).to.be.lessThan(page.indexOf('Good chapter'))
    expect((await author.get(report)).text).to.include('Comments (2 open)')
    expect(page).to.match(/<a id="sentence-\d+" class="commented"/)
  })

  it('are resolved, and opened again', async () => {
    await say('Too long.')
    expect(await act('resolve'))
      .to.include('0 open comments')
      .and.include('1 resolved comment')
    expect(await shown()).to.include('Resolved by A author')
    expect(await act('reopen'))
      .to.include('1 open comment')
      .and.not.include('Resolved by')
  })

  it('are taken back by who wrote them, while nobody has replied', async () => {
    await say('Never mind.')
    expect(await act('remove', {}, reader)).to.include('Only whoever wrote a comment can take it back')
    await act('replies', { [await replyField()]: 'Why?' }, reader)
    const { consultation } = chapter
    const id = (await mongoose.connection.collection('comments').findOne({ consultation }))?._id
    await post(author, `${desk}/${id}/remove`, {}, desk)
    expect(await shown())
      .to.include('Never mind.')
      .and.include('when somebody has replied')
    await say('Another.')
    expect(await act('remove')).not.to.include('Another.')
  })

  it('stay with their sentence when others are edited, and say when its own words have changed', async () => {
    await say('Is that so?', await keyOf('A gantry that is closed'))
    await rewrite(chapter, template.replace('{{#own}}', '{{#own}}Something new. '))
    expect(await shown()).to.match(/Sentence \d+<\/a>: A gantry that is closed lifts nothing\./)
    expect(await shown()).not.to.include('have changed since')
    await rewrite(chapter, template.replace('lifts nothing', 'serves nobody'))
    const page = await shown()
    expect(page)
      .to.include('The words have changed since')
      .and.include('A gantry that is closed lifts nothing.')
    await rewrite(chapter, template)
    expect(await shown()).not.to.include('have changed since')
  })

  it('stay with a sentence in which the software writes other words than it did, and say so', async () => {
    await rewrite(chapter, template.replace('{{method}}', '{{#own}}This is all about “{{title}}”.{{/own}}\n'))
    await say('Of what?', await keyOf('This is all about'))
    const now = await findReport(chapter.consultation, chapter.report._id)
    await changeReport(now ?? chapter.report, { title: 'Mend the old crane' })
    const page = await shown()
    expect(page).to.include('What the software writes in this sentence has changed since')
    expect(page).to.include('This is all about “Mend the old crane”.')
  })

  it('keep none of a respondent’s words', async () => {
    const keys = [...(await shown()).matchAll(/<option value="([^"]+)"/g)].map(([, key]) => key)
    for (const key of keys) await say('Strong.', key)
    const { _id } = chapter.report
    const kept = JSON.stringify(
      await mongoose.connection.collection('comments').find({ report: _id }).toArray(),
    )
    expect(keys.length).to.be.greaterThan(3)
    expect(kept.split('Strong.')).to.have.length(keys.length + 1)
    for (const words of Object.values(said))
      for (const part of words.split('. ')) expect(kept).not.to.include(part)
  })

  it('lose nothing that was typed when something is wrong', async () => {
    const key = await keyOf('A gantry that is closed')
    expect(await say(' ', key))
      .to.include('Enter the comment')
      .and.include(`value="${key}" selected`)
    await rewrite(chapter, template.replace('lifts nothing', 'serves nobody'))
    expect(await say('Kept words', key))
      .to.include('The sentence was changed while you wrote')
      .and.include('Kept words')
    expect(await say('Kept words', 'forged')).to.include('Choose what it is about')
    expect(await say('x'.repeat(5001)))
      .to.include('at most 5,000 characters')
      .and.include('x'.repeat(5001))
    await say('A comment')
    expect(await act('replies', { [await replyField()]: ' ' })).to.include('Enter the reply')
    await post(author, `${desk}/gone/replies`, { 'reply-gone': 'My reply' }, desk)
    expect(await shown()).to.include('That comment was taken back')
  })

  it('run nothing that is typed into them', async () => {
    const page = await say('<script>alert(1)</script> {{quote "Q1"}}')
    expect(page).to.include('&lt;script&gt;alert(1)').and.not.include('<script>alert')
  })

  it('are of one report, and reached from no other', async () => {
    await say('Here only.')
    const other = await addChapter(site)
    const there = `/desk/${other.consultation}/reports/${other.report._id}/comments`
    const id = (await mongoose.connection.collection('comments').findOne({ report: chapter.report._id }))?._id
    await post(author, `${there}/${id}/resolve`, {}, there)
    expect(await shown()).to.include('1 open comment')
    expect((await author.get(there)).text).not.to.include('Here only.')
  })

  it('leave in no export, preview or publication', async () => {
    await say('Between us: zanzibar.', await keyOf('A gantry that is closed'))
    for (const format of ['markdown', 'html', 'quotes', 'quotes-json', 'sidecar']) {
      const { text } = await author.get(`${report}/export/${format}`).expect(200)
      expect(text, format).not.to.include('zanzibar').and.not.include('commented')
    }
    await post(author, `${report}/previews`, { who: 'trustees', days: '1' }, `${report}/publication`)
    const link = /\/preview\/[\w-]+/.exec((await author.get(`${report}/publication`)).text)?.[0] ?? ''
    expect((await site.agent().get(link).expect(200)).text).not.to.include('zanzibar')
    await post(author, `${report}/publication`, { seen: 1 }, `${report}/publication`)
    const published = await site
      .agent()
      .get(`/c/${chapter.consultation}/reports/recommendation-1`)
      .expect(200)
    expect(published.text).not.to.include('zanzibar')
  })
})
