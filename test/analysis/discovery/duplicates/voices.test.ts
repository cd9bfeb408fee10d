import { expect } from 'chai'
import { duplicates, voices } from '../../../../analysis/index.ts'
import { answersOf, letter, otherLetter, ownWords } from './letters.ts'

const { clusters } = duplicates(
  answersOf([
    letter,
    letter,
    `${letter} ${ownWords}`,
    `${letter} Jo Bell`,
    otherLetter,
    otherLetter,
    ownWords,
  ]),
)
const everyone = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7']

describe('voices', () => {
  it('counts a campaign as many or as one, says which, and counts personal additions apart', () => {
    const each = voices(clusters, everyone, 'each')
    expect(each).to.include({
      campaigns: 'each',
      voices: 8,
      each: 8,
      asOne: 4,
      independent: 2,
      withAdditions: 1,
    })
    expect(each.says).to.equal(
      '8 voices: 8 respondents, of whom 6 sent the text of 2 campaigns, each counted; 1 of them added words of their own.',
    )
    const asOne = voices(clusters, everyone, 'as one')
    expect(asOne).to.include({ campaigns: 'as one', voices: 4, each: 8, asOne: 4 })
    expect(asOne.says).to.match(/^4 voices: 8 respondents, .* each counted as one voice;/)
    expect(asOne.clusters.map(({ respondents }) => respondents)).to.deep.equal([4, 2])
  })

  it('counts only the respondents that it is asked for, each once', () => {
    const found = voices(clusters, ['r0', 'r0', 'r2', 'r7', '__proto__'], 'as one')
    expect(found).to.include({ voices: 3, each: 4, independent: 2, withAdditions: 1 })
  })

  it('counts a respondent of several campaigns in the largest', () => {
    const [first, second] = clusters
    if (!first || !second) throw new Error('no clusters')
    const both = [first, { ...second, members: [...second.members, ...first.members.slice(0, 1)] }]
    expect(voices(both, everyone, 'as one').clusters.map(({ respondents }) => respondents)).to.deep.equal([
      4, 2,
    ])
  })

  it('says that there was no campaign', () => {
    expect(voices([], ['r0'], 'as one').says).to.equal(
      '1 voice: 1 respondent, none of whom sent the text of a campaign.',
    )
    expect(voices(clusters, [], 'each')).to.include({ voices: 0, independent: 0 })
  })
})
