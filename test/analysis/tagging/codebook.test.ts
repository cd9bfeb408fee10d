import { expect } from 'chai'
import { codebookProblems, themesToRetag } from '../../../analysis/index.ts'

const theme = (id: string, parent: string | null, sources: string[] = [], name = id) => ({
  id,
  name,
  parent,
  rules: sources.map((source, index) => ({ id: `${id}-${index}`, source })),
})

describe('the problems of a codebook', () => {
  it('are none where all is well', () => {
    expect(codebookProblems([theme('a', null, ['pay']), theme('b', 'a', ['skill*'])])).to.deep.equal([])
  })

  it('name the rule and the character', () => {
    expect(
      codebookProblems([theme('Pay', null, ['pay', 'pay gap'])]).map(problem => problem.place),
    ).to.deep.equal(['Theme “Pay”, rule 2, character 5'])
  })

  it('include circles, lost parents, and ids and names used twice', () => {
    const messages = codebookProblems([
      theme('a', 'b'),
      theme('b', 'a'),
      theme('c', 'nowhere'),
      theme('d', null, [], 'Same'),
      theme('d', null, [], ' same '),
    ]).map(problem => problem.message)
    expect(messages.filter(message => message.includes('circle'))).to.have.length(2)
    expect(messages.join(' ')).to.include('“nowhere” is not in the codebook')
    expect(messages.join(' ')).to.include('id “d” is already used')
    expect(messages.join(' ')).to.include('has this name')
  })
})

describe('themes to retag', () => {
  it('are those whose rules changed, and those new or gone', () => {
    const before = [theme('a', null, ['x']), theme('b', null, ['y']), theme('c', null, ['z'])]
    const after = [theme('a', null, ['x'], 'Renamed'), theme('b', null, ['y', 'w']), theme('d', null, [])]
    expect(themesToRetag(before, after)).to.deep.equal(['c', 'b', 'd'])
  })
})
