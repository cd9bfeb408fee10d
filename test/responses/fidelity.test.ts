import { expect } from 'chai'
import fc from 'fast-check'
import { draftIdOf, findDraft } from '../../server/responses/draftStore.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { answerAll, declaration, openConsultation, type Respondent, respondentTo } from './respondent.ts'

/** Any text of whole characters but the two that are refused: NUL, and the one that stands for what was lost. */
const written = fc.string({ unit: 'binary', maxLength: 60 }).map(text => text.replace(/[\0\uFFFD]/g, ''))

describe('The words of an answer', () => {
  let site: Site
  let consultation: string
  let respondent: Respondent
  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
    respondent = await respondentTo(site, consultation)
  })
  after(() => site.close())

  it('are kept in the draft as they were typed, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(written, async text => {
        await respondent.send('experience', { people: text })
        expect((await findDraft(respondent.token))?.values.people).to.equal(text)
      }),
      { numRuns: 60 },
    )
  })

  it('are stored in NFC with LF line ends, and otherwise as they were typed', async () => {
    const sample = fc.sample(
      written.filter(text => /\S/.test(text)),
      { numRuns: 12, seed: 7 },
    )
    for (const text of sample) {
      const someone = await respondentTo(site, consultation)
      await answerAll(someone, { people: text })
      await someone.send('send', declaration)
      const response = await findByOrigin(draftIdOf(someone.token))
      const texts = await storedTexts(consultation, response?._id ?? '')
      expect(texts.find(({ question }) => question === 'people')?.text).to.equal(
        text.replace(/\r\n?/g, '\n').normalize('NFC'),
      )
    }
  })
})
