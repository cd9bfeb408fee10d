import { expect } from 'chai'
import { isNonAnswer, nonAnswers, stem } from '../../../analysis/index.ts'

const families = [
  'hierarchy hierarchies hierarchical hierarchically',
  'organise organize organisation organizations Organisational',
  'labour labor',
  'programme program programmes',
  'defence defense',
  'skilful skillful',
  'centre center centred',
  'travelled traveling',
  'analyse analyze analysis',
  'outsource outsourced outsourcing',
  'deliver delivery delivering',
  'apprentice apprenticeships',
  'café cafe',
  'U.K. UK',
  'government government’s governments',
  '_very_ very',
  'realise realize realisation realized',
  'focussed focused',
  'enquiry inquiry',
  'prioritise priorities prioritization',
  'fail failure',
  'lose lost loss',
  'decide decisions',
  'recognised recognition',
  'minister ministerial',
  'devolve devolution',
  'rely reliance reliant',
  'staff staffing',
  'employ employment',
  'adviser advisor',
  'slow slowly',
]
const strangers = [
  'policy police',
  'university universe',
  'general generic',
  'organization organ',
  'community communication',
  'authority author',
  'internal international',
  'experience experiment',
  'morale morality',
  'important import',
  'use us',
  'use user',
  'position positive',
  'product productivity',
  'effect effective',
  'critical criticism',
  'compete competent',
  'diversity diversion',
  'custom customise',
  'author authorise',
  'house housing',
  'witness wit',
  'opposition opposite',
  'project projection',
  'success succession',
  'conversation conversion',
]

describe('stems', () => {
  for (const family of families) {
    it(`takes ${family} for one family`, () => {
      expect(new Set(family.split(' ').map(stem)).size).to.equal(1)
    })
  }

  for (const pair of strangers) {
    it(`keeps ${pair} apart`, () => {
      expect(new Set(pair.split(' ').map(stem)).size).to.equal(2)
    })
  }

  it('takes other scripts, numbers and constructor as they are', () => {
    for (const word of ['привет', '日本', '37%', 'constructor', '😀']) expect(stem(word)).to.equal(word)
  })

  it('does not slow on a word of a megabyte', () => {
    const word = 'b'.repeat(1_000_000)
    expect(stem(word)).to.equal(word)
  })
})

describe('non-answers', () => {
  it('are recognised with courtesies, capitals and punctuation around them', () => {
    for (const text of [
      'N/A',
      'No comment.',
      ' none ',
      'Please see attached!',
      'As above',
      '...',
      '',
      '—',
      'See question 3',
      'I have nothing to add',
      'No thank you',
    ]) {
      expect(isNonAnswer(text), text).to.equal(true)
    }
    for (const text of nonAnswers) expect(isNonAnswer(text.replace('#', '4')), text).to.equal(true)
  })

  it('leave answers alone', () => {
    for (const text of [
      'No',
      'Yes',
      '👍',
      '5',
      'No comment can do justice to this',
      'None of our suppliers stayed',
      '日本',
    ]) {
      expect(isNonAnswer(text), text).to.equal(false)
    }
  })
})
