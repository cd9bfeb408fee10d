import { expect } from 'chai'
import { model } from 'mongoose'
import { overviewPage } from '../../server/coding/pages/overviewPage.ts'
import { findConsultation } from '../../server/consultations/store.ts'
import { countAnswered } from '../../server/responses/countStore.ts'
import { addDraft, changeDraft, draftIdOf, findDraft, newToken } from '../../server/responses/draftStore.ts'
import { fileBytes, saveFile } from '../../server/responses/fileStore.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { sweep } from '../../server/responses/sweep.ts'
import { openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { answerAll, declaration, openConsultation, type Respondent, respondentTo } from './respondent.ts'

const day = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(Date.now() + days * day)

describe('The sweep', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  describe('of drafts', () => {
    async function draftWithFile(closesAt: Date) {
      const consultation = await openConsultation({ opensAt: inDays(-90), closesAt })
      const token = newToken()
      await addDraft(token, consultation, 1, inDays(-60))
      const file = await saveFile(draftIdOf(token), {
        name: 'note.txt',
        bytes: Buffer.from('Words.'),
        text: 'Words.',
      })
      const files = { evidence: { file, name: 'note.txt', bytes: 6, words: 1 } }
      await changeDraft(draftIdOf(token), { values: { obstacles: 'Not sent.' }, files })
      return { token, file }
    }

    it('removes those of a consultation that closed more than 30 days ago, with their files', async () => {
      const { token, file } = await draftWithFile(inDays(-31))
      await sweep(new Date())
      expect(await findDraft(token)).to.equal(null)
      const error = await fileBytes(file).catch((problem: unknown) => problem)
      expect(String(error)).to.include('FileNotFound')
    })

    it('finishes what a killed one left half done', async () => {
      const { token, file } = await draftWithFile(inDays(-31))
      await model('Draft').updateOne({ _id: draftIdOf(token) }, { $set: { 'files.remarks': { file } } })
      await sweep(new Date())
      expect(await findDraft(token)).to.equal(null)
      await sweep(new Date())
    })

    it('leaves those that closed lately, and those that can still be resumed', async () => {
      for (const closesAt of [inDays(-29), inDays(1)]) {
        const { token, file } = await draftWithFile(closesAt)
        await sweep(new Date())
        expect((await findDraft(token))?.values).to.deep.equal({ obstacles: 'Not sent.' })
        expect(String(await fileBytes(file))).to.equal('Words.')
      }
    })

    it('leaves the files of a response whose draft is not marked as sent yet', async () => {
      const consultation = await openConsultation()
      const respondent = await respondentTo(site, consultation)
      await answerAll(respondent)
      const file = { name: 'note.txt', bytes: Buffer.from('What the river taught us.') }
      await respondent.attach('documents', { remarks: '' }, file)
      await respondent.send('send', declaration)
      const kept = (await findDraft(respondent.token))?.files.evidence?.file ?? ''
      await model('Consultation').updateOne({ _id: consultation }, { $set: { closesAt: inDays(-31) } })
      await sweep(new Date())
      expect(await fileBytes(kept)).to.deep.equal(file.bytes)
    })
  })

  describe('of what a killed server wrote for a response that never came to be', () => {
    let consultation: string
    let respondent: Respondent
    let identity: string
    beforeEach(async () => {
      consultation = await openConsultation()
      respondent = await respondentTo(site, consultation)
      await answerAll(respondent)
      const draft = await findDraft(respondent.token)
      await respondent.send('send', declaration)
      await site.runner.idle()
      identity = (await findByOrigin(draft?._id ?? ''))?.identity ?? ''
      await model('Response').deleteOne({ origin: draft?._id })
      await model('Draft').replaceOne({ _id: draft?._id }, draft ?? {})
    })

    it('removes its texts and its identity a day after they were first seen, and not before', async () => {
      for (const days of [0, 0.9]) {
        await sweep(inDays(days))
        expect(await storedTexts(consultation)).to.have.length(1)
        expect(await findIdentities([identity])).to.have.length(1)
      }
      await sweep(inDays(1.1))
      expect(await storedTexts(consultation)).to.deep.equal([])
      expect(await findIdentities([identity])).to.deep.equal([])
    })

    it('leaves them once the response is sent again, however long they lay', async () => {
      await sweep(new Date())
      await respondent.send('send', declaration)
      const response = await findByOrigin(draftIdOf(respondent.token))
      for (const days of [1.1, 9]) await sweep(inDays(days))
      expect(await storedTexts(consultation, response?._id ?? '')).to.have.length(1)
      expect(await findIdentities([response?.identity ?? ''])).to.have.length(1)
    })

    it('no longer takes them for nobody’s while the response is being sent again', async () => {
      await sweep(new Date())
      await respondent.send('send', declaration)
      // Killed again before the response stood: the day begins anew.
      await model('Response').deleteOne({ origin: draftIdOf(respondent.token) })
      await sweep(inDays(1.1))
      expect(await storedTexts(consultation)).to.have.length(1)
      await sweep(inDays(2.2))
      expect(await storedTexts(consultation)).to.deep.equal([])
    })

    it('is not waited for: until then they are in no count', async () => {
      expect(await countAnswered(consultation, ['obstacles'])).to.equal(0)
      const found = await findConsultation(consultation)
      expect(found && (await overviewPage(found, new Set()))).to.include({ responses: 0, words: 0 })
    })
  })
})
