import { expect } from 'chai'
import { questionnaireProblems } from '../../server/consultations/questionnaireProblems.ts'
import type { Page } from '../../server/consultations/questions.ts'

const asked = { type: 'longText', label: 'Why?', required: false } as const

describe('Checking a questionnaire', () => {
  it('finds nothing wrong with one that can be asked', () => {
    expect(
      questionnaireProblems([{ id: 'one', title: 'One', questions: [{ id: 'why', ...asked }] }]),
    ).to.deep.equal([])
  })

  it('finds every problem at once, each with its place', () => {
    const pages: Page[] = [
      { id: 'check', title: 'One', questions: [{ id: 'a.b', ...asked }] },
      {
        id: 'two',
        title: 'Two',
        questions: [
          { id: 'why', ...asked },
          { id: 'why', ...asked, label: ' ' },
          { id: 'pick', type: 'one', label: 'Pick', required: true, options: [] },
          {
            id: 'several',
            type: 'several',
            label: 'Pick',
            required: true,
            options: [
              { value: 'x', label: 'X' },
              { value: 'x', label: 'Y' },
            ],
          },
        ],
      },
      { id: 'two', title: 'Two', questions: [] },
    ]
    expect(questionnaireProblems(pages).map(({ place }) => place)).to.have.members([
      'check',
      'check.a.b',
      'two.why',
      'two.pick',
      'two.several',
      'two',
      'two',
      'why',
    ])
  })

  it('takes no id that could steer a query or a prototype', () => {
    for (const id of ['$set', '__proto__', 'a.b', '1st', '', 'a b'])
      expect(
        questionnaireProblems([{ id: 'one', title: 'One', questions: [{ id, ...asked }] }]),
      ).to.have.length(1)
  })

  it('needs a page', () => {
    expect(questionnaireProblems([])).to.have.length(1)
  })
})
