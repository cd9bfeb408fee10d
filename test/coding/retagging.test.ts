import { expect } from 'chai'
import { learnedRule, seededRandom } from '../../analysis/application.ts'
import { compileCodebook, type Tag, tagAnswer } from '../../analysis/index.ts'
import { changeSuggestions } from '../../server/codebook/changeSuggestions.ts'
import { archiveTheme, restoreTheme, saveTheme } from '../../server/codebook/changeTheme.ts'
import { editCodebook, suggestedByRules } from '../../server/codebook/edit.ts'
import { codebookOf, codebookVersion } from '../../server/codebook/store.ts'
import { countStates } from '../../server/coding/mentionStore.ts'
import { replaceTaggings, type Tagging, taggingsOf } from '../../server/coding/taggingStore.ts'
import { tagTexts } from '../../server/coding/tagTexts.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Response } from '../../server/responses/response.ts'
import { findTexts } from '../../server/responses/textStore.ts'
import { openSite, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'

describe('tagging anew after an edit of the codebook', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  const setRules = (consultation: string, id: string, ...rules: string[]): Promise<string> =>
    saveTheme(
      consultation,
      { name: id, parent: '', definition: '', include: '', exclude: '', colour: 'blue', rules },
      '',
      id,
    )

  async function tagging(response: Response): Promise<Tagging> {
    const [found] = await taggingsOf(currentTexts(response))
    if (!found) throw new Error('the text is tagged')
    return found
  }

  const themesOf = async (response: Response): Promise<string[]> =>
    (await tagging(response)).tags.map(tag => tag.theme)

  /** A mark that tagging a text anew overwrites, and a mark with a new version does not. */
  const putMark = async (response: Response): Promise<void> =>
    replaceTaggings([{ ...(await tagging(response)), question: 'marked' }])
  const isMarked = async (response: Response): Promise<boolean> =>
    (await tagging(response)).question === 'marked'

  /** The tags of texts by the codebook as it stands, all of its rules run. */
  async function tagsByAllRules(consultation: string, texts: string[]): Promise<[string, Tag[]][]> {
    const tagger = compileCodebook(suggestedByRules(await codebookOf(consultation)))
    return (await findTexts(texts)).map(({ _id, text }) => [_id, tagAnswer(tagger, { id: _id, text })])
  }

  it('writes only the tags that the edit changes, and marks all others with the new version', async () => {
    await addCorpus('part')
    await addCodebook('part', theme('pay', ['pay']), theme('skills', ['skill*']))
    const paid = await respond('part', 'a', { obstacles: 'Pay is low. Skills are rare.' })
    const unpaid = await respond('part', 'b', { obstacles: 'Skills are rare, and buses late.' })
    await site.runner.idle()
    await putMark(paid)
    await putMark(unpaid)
    await setRules('part', 'pay', 'wage')
    await site.runner.idle()
    const version = await codebookVersion('part')
    expect(await tagging(unpaid)).to.include({ codebookVersion: version, question: 'marked' })
    expect(await tagging(paid)).to.include({ codebookVersion: version, question: 'obstacles' })
    expect(await themesOf(paid)).to.deep.equal(['skills'])
    expect(await themesOf(unpaid)).to.deep.equal(['skills'])
    expect(await countStates('part', 'pay')).to.include({ unreviewed: 0 })
    expect(await countStates('part', 'skills')).to.include({ unreviewed: 2 })
  })

  it('makes all tags anew that another engine made', async () => {
    await addCorpus('engine')
    await addCodebook('engine', theme('pay', ['pay']), theme('skills', ['skill*']))
    const response = await respond('engine', 'a', { obstacles: 'Skills are rare, and buses late.' })
    await site.runner.idle()
    await replaceTaggings([{ ...(await tagging(response)), engine: 0, tags: [] }])
    await setRules('engine', 'pay', 'wage')
    await site.runner.idle()
    expect(await themesOf(response)).to.deep.equal(['skills'])
  })

  it('follows a theme that is archived and restored, and suggestions switched off and on', async () => {
    await addCorpus('switched')
    await addCodebook('switched', theme('pay', ['pay']), theme('skills', ['skill*']))
    const both = await respond('switched', 'a', { obstacles: 'Pay is low. Skills are rare.' })
    const neither = await respond('switched', 'b', { obstacles: 'Buses are late.' })
    await site.runner.idle()
    await putMark(neither)
    const steps: [() => Promise<void>, string[]][] = [
      [() => archiveTheme('switched', 'pay', ''), ['skills']],
      [() => restoreTheme('switched', 'pay', ''), ['pay', 'skills']],
      [() => changeSuggestions('switched', '', 'nothing'), []],
      [() => changeSuggestions('switched', '', 'rules'), ['pay', 'skills']],
    ]
    for (const [step, expected] of steps) {
      await step()
      await site.runner.idle()
      expect(await themesOf(both)).to.deep.equal(expected)
      expect((await countStates('switched', 'pay')).unreviewed).to.equal(expected.includes('pay') ? 1 : 0)
    }
    expect(await isMarked(neither)).to.equal(true)
  })

  it('comes to what all rules give, whatever is edited before and while texts are tagged anew', async () => {
    const random = seededRandom(5)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    const sources = [
      'pay',
      'skill*',
      '=IT',
      '"low pay"',
      'pay NOT low',
      'organisation',
      'pay AND skill WITHIN answer',
    ]
    const parts = [
      'Pay is low.',
      'IT matters.',
      'Skills are paid for.',
      'An organization.',
      'The café.',
      'Tea.',
    ]
    await addCorpus('edits')
    await addCodebook('edits', theme('a', ['pay']), theme('b', ['skill*']), theme('c', []))
    const texts: string[] = []
    for (let n = 0; n < 24; n++) {
      const text = Array.from({ length: 3 }, () => pick(parts)).join(' ')
      texts.push(...currentTexts(await respond('edits', String(n), { obstacles: text })))
    }
    await site.runner.idle()
    for (let round = 0; round < 8; round++) {
      await setRules('edits', pick(['a', 'b', 'c']), ...new Set([pick(sources), pick(sources)]))
      // Some are brought up to date between two edits, as by a run that the second edit overtakes.
      await tagTexts(
        'edits',
        texts.filter(() => random() < 0.4),
      )
      await setRules('edits', pick(['a', 'b', 'c']), ...(random() < 0.3 ? [] : [pick(sources)]))
      await site.runner.idle()
      const found = new Map((await taggingsOf(texts)).map(({ _id, tags }) => [_id, tags]))
      for (const [text, tags] of await tagsByAllRules('edits', texts))
        expect(found.get(text)).to.deep.equal(tags)
    }
    const tagged = (await taggingsOf(texts)).flatMap(({ tags }) => tags)
    expect(tagged.length).to.be.above(0)
  })

  it('counts what changed when it is killed between a write and the counting', async () => {
    await addCorpus('cut')
    await addCodebook('cut', theme('pay', ['pay']))
    const response = await respond('cut', 'a', { obstacles: 'Pay is low.' })
    await site.runner.idle()
    await setRules('cut', 'pay', 'wage')
    // The first half of a step, as a killed process leaves it.
    await tagTexts('cut', currentTexts(response))
    expect(await themesOf(response)).to.deep.equal([])
    expect(await countStates('cut', 'pay')).to.include({ unreviewed: 1 })
    await site.runner.idle()
    expect(await countStates('cut', 'pay')).to.include({ unreviewed: 0 })
  })

  it('tags in full where a model suggested before, or the version is not known', async () => {
    await addCorpus('full')
    await addCodebook('full', theme('pay', ['pay']), theme('skills', ['skill*']))
    const learned = await respond('full', 'a', { obstacles: 'Skills are rare.' })
    const unknown = await respond('full', 'b', { obstacles: 'Skills are rare.' })
    await site.runner.idle()
    await editCodebook('full', '', () => ({ suggests: 'learning', model: 'gone', change: 'Learned' }))
    const byModel = await codebookVersion('full')
    await changeSuggestions('full', '', 'rules')
    const [tag] = (await tagging(learned)).tags
    if (!tag) throw new Error('the text has a tag')
    const guess: Tag = { ...tag, id: 'guess', theme: 'pay', rule: learnedRule }
    await replaceTaggings([
      { ...(await tagging(learned)), codebookVersion: byModel, tags: [guess] },
      { ...(await tagging(unknown)), codebookVersion: -7, tags: [guess] },
    ])
    await site.runner.idle()
    expect(await themesOf(learned)).to.deep.equal(['skills'])
    expect(await themesOf(unknown)).to.deep.equal(['skills'])
  })
})
