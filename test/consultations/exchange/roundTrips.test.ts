import { expect } from 'chai'
import { readQuestionnaire } from '../../../server/consultations/exchange/readQuestionnaire.ts'
import { writeSurveyjs } from '../../../server/consultations/exchange/surveyjs/write.ts'
import { writeXlsform } from '../../../server/consultations/exchange/xlsform/write.ts'
import { questionnaireProblems } from '../../../server/consultations/questionnaireProblems.ts'
import { everything } from './everything.ts'

describe('a questionnaire that goes out and comes back', () => {
  const read = async (name: string, content: Buffer) => {
    const found = await readQuestionnaire({ name, content })
    if (!found.ok) throw new Error(found.message)
    return found
  }

  it('is sound before', () => {
    expect(questionnaireProblems(everything)).to.deep.equal([])
  })

  it('is the same as an XLSForm', async () => {
    const found = await read('rivers.xlsx', await writeXlsform('Rivers', everything))
    expect(found.losses).to.deep.equal([])
    expect(found.title).to.equal('Rivers')
    expect(found.pages).to.deep.equal(everything)
  })

  it('is the same as a SurveyJS survey', async () => {
    const found = await read('rivers.json', Buffer.from(writeSurveyjs('Rivers', everything)))
    expect(found.losses).to.deep.equal([])
    expect(found.title).to.equal('Rivers')
    expect(found.pages).to.deep.equal(everything)
  })
})
