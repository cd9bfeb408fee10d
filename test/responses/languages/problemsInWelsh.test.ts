import { expect } from 'chai'
import { extractDocument } from '../../../server/files/extract/extractDocument.ts'
import { extractProblems } from '../../../server/files/extract/problems.ts'
import { extractProblem } from '../../../server/files/extract/problemWords.ts'
import { inLanguage } from '../../../server/http/languages/current.ts'
import { attachBy } from '../../../server/responses/answering/attach.ts'
import { textProblem } from '../../../server/responses/answering/textProblem.ts'

describe('what cannot be kept, said in Welsh', () => {
  const problemOf = (text: string) => inLanguage('cy', () => textProblem(text, 'Eich ateb', 10_000))

  it('says the reason in Welsh too, with its line and character', () => {
    expect(problemOf('Un llinell.\nHanner \uD83D nod')).to.equal(
      'Eich ateb: ni ellir cadw’r testun fel y mae. Llinell 2, nod 8: hanner nod sydd yma, a adawyd ar ôl pan dorrwyd y testun yn ddau. Dilëwch ef a’i deipio eto',
    )
    expect(problemOf(`a${'\u0301'.repeat(1001)}`)).to.contain('Llinell 1, nod 2: mae mwy na 1,000 o acenion')
  })

  it('says what is wrong with a file, whatever it is', async () => {
    const empty = await inLanguage('cy', () => extractDocument({ name: 'nodyn.txt', bytes: Buffer.alloc(0) }))
    expect(empty).to.have.nested.property(
      'problem.message',
      'Mae “nodyn.txt” yn wag. Dewiswch y ffeil eto, neu un arall.',
    )
    for (const code of extractProblems) {
      const english = extractProblem('nodyn.txt', code).message
      expect(
        inLanguage('cy', () => extractProblem('nodyn.txt', code).message),
        code,
      ).not.to.equal(english)
    }
  })

  it('says why the words of a file cannot be kept', async () => {
    const bytes = Buffer.from(`Testun\na${'\u0301'.repeat(1001)}`)
    const found = await inLanguage('cy', () => attachBy({ name: 'nodyn.txt', bytes }, async () => 'kept'))
    expect(found).to.have.nested.property(
      'refused.message',
      'Ni ellir cadw geiriau’r ffeil “nodyn.txt”. Llinell 2, nod 2: mae mwy na 1,000 o acenion yn olynol yn dechrau yma. Dilëwch nhw a theipiwch y geiriau eto. Wedyn cadwch y ffeil a’i dewis eto.',
    )
  })
})
