import { expect } from 'chai'
import { saveTheme } from '../../server/codebook/changeTheme.ts'
import { codebookOf } from '../../server/codebook/store.ts'
import { countStates } from '../../server/coding/mentionStore.ts'
import { countOutdated, replaceTaggings, taggingsOf } from '../../server/coding/taggingStore.ts'
import { askFor, findJob } from '../../server/jobs/store.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import { doneAsRead } from '../../server/responses/pendingStore.ts'
import { findResponse, findResponses, withdrawResponse } from '../../server/responses/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { openSite, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'

describe('tagging responses', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  const entry = { parent: '', definition: '', include: '', exclude: '', colour: 'blue' as const }

  it('tags what is sent, each tag with its rule and whether it is negated', async () => {
    await addCorpus('sent')
    await addCodebook('sent', theme('outsourcing', ['outsourc*']), theme('pay', ['pay']))
    const response = await respond('sent', 'a', { obstacles: 'We are no longer outsourced. Pay is low.' })
    await site.runner.idle()
    const [tagging] = await taggingsOf(currentTexts(response))
    expect(tagging?.tags.map(({ theme, negated }) => [theme, negated])).to.deep.equal([
      ['outsourcing', true],
      ['pay', false],
    ])
    const { themes } = await codebookOf('sent')
    expect(tagging?.tags.map(tag => tag.rule)).to.deep.equal(themes.map(each => each.rules[0]?.id))
    expect((await findResponse('sent', response._id))?.pending).to.deep.equal([])
  })

  it('tags anew when the rules change, and not when only words change', async () => {
    await addCorpus('anew')
    await addCodebook('anew', theme('pay', ['pay']))
    const response = await respond('anew', 'a', { obstacles: 'The salary is low.' })
    await site.runner.idle()
    const tagsNow = async () => (await taggingsOf(currentTexts(response)))[0]?.tags.length
    expect(await tagsNow()).to.equal(0)
    const before = await codebookOf('anew')
    await saveTheme('anew', { ...entry, name: 'Pay', definition: 'New words', rules: ['pay'] }, '', 'pay')
    await site.runner.idle()
    expect(await codebookOf('anew')).to.include({
      version: before.version + 1,
      rulesVersion: before.rulesVersion,
    })
    await saveTheme(
      'anew',
      { ...entry, name: 'Pay', definition: 'New words', rules: ['pay', 'salar*'] },
      '',
      'pay',
    )
    await site.runner.idle()
    expect(await tagsNow()).to.equal(1)
    expect(await countStates('anew', 'pay')).to.deep.equal({ unaided: 0, machine: 0, unreviewed: 1 })
  })

  it('takes a killed run up where it stopped, leaving what is done alone', async () => {
    await addCorpus('killed')
    await addCodebook('killed', theme('pay', ['pay']))
    const done = await respond('killed', 'a', { obstacles: 'Pay is low.' })
    const left = await respond('killed', 'b', { obstacles: 'Pay is fair.' })
    await site.runner.idle()
    const { version } = await codebookOf('killed')
    const [old] = await taggingsOf(currentTexts(left))
    const [fresh] = await taggingsOf(currentTexts(done))
    if (!old || !fresh) throw new Error('both are tagged')
    // As a run leaves them that is killed between two batches: one old and untagged, one done (here with a mark of its own).
    await replaceTaggings([
      { ...old, codebookVersion: version - 1, tags: [] },
      { ...fresh, question: 'done before' },
    ])
    await askFor('retag', 'killed')
    await site.runner.idle()
    expect((await taggingsOf([old._id]))[0]?.tags).to.deep.equal(old.tags)
    expect((await taggingsOf([fresh._id]))[0]?.question).to.equal('done before')
    expect(await countOutdated('killed', version)).to.equal(0)
    expect(await findJob('retag', 'killed')).to.include({ state: 'done', done: 1, of: 1 })
  })

  it('does not take tagging off the list of a response for which it was asked again meanwhile', async () => {
    await addCorpus('asked')
    const { _id } = await respond('asked', 'a', { obstacles: 'Pay is low.' })
    await site.runner.idle()
    const pending = async () => (await findResponse('asked', _id))?.pending
    const [read] = await findResponses([_id])
    if (!read) throw new Error('the response is there')
    await withdrawResponse('asked', _id, 'withdrawal-1')
    await doneAsRead([read], 'tag')
    expect(await pending()).to.include('tag')
    await doneAsRead(await findResponses([_id]), 'tag')
    expect(await pending()).not.to.include('tag')
  })

  it('drops the mentions of a respondent who withdraws', async () => {
    await addCorpus('gone')
    await addCodebook('gone', theme('pay', ['pay']))
    const response = await respond('gone', 'a', { obstacles: 'Pay is low.' })
    await site.runner.idle()
    expect(await countStates('gone', 'pay')).to.include({ unreviewed: 1 })
    await withdraw('gone', response._id)
    await site.runner.idle()
    expect(await countStates('gone', 'pay')).to.deep.equal({ unaided: 0, machine: 0, unreviewed: 0 })
  })
})
