import { expect } from 'chai'
import { codebookProblems, compileCodebook, tagAnswer } from '../../analysis/index.ts'
import { starterThemes } from '../../server/codebook/starter.ts'

const examples: [string, string[]][] = [
  ['Our culture punishes every mistake.', ['culture']],
  ['People are so risk averse that nobody decides.', ['culture-risk']],
  ['Sign-off takes six weeks and three committees.', ['hierarchy-approval']],
  ['We outsourced the platform and are locked in.', ['outsourcing', 'outsourcing-lock-in']],
  ['Catering was outsourced long ago.', []],
  ['There has been a lack of vision for years.', ['vision', 'vision-absent']],
  ['The hospital consultant saw me late.', []],
  ['Apprentices brought new energy.', ['training-apprenticeships']],
  ['My train was late again.', []],
  ['The old mainframe still runs payroll.', ['delivery-legacy']],
  ['Internal experts are ignored.', ['talent']],
]

describe('the starter codebook', () => {
  it('has no problems', () => {
    expect(codebookProblems(starterThemes)).to.deep.equal([])
  })

  it('says of each theme what it is, when to use it and when not', () => {
    for (const { id, definition, include, exclude, rules } of starterThemes) {
      expect(
        [definition, include, exclude].every(text => text.endsWith('.')),
        id,
      ).to.equal(true)
      expect(rules, id).not.to.have.length(0)
    }
  })

  for (const [text, themes] of examples) {
    it(`finds ${themes.join(' and ') || 'nothing'} in “${text}”`, () => {
      const tags = tagAnswer(compileCodebook(starterThemes), { id: 'a', text })
      expect([...new Set(tags.map(tag => tag.theme))]).to.deep.equal(themes)
    })
  }
})
