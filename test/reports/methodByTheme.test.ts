import { expect } from 'chai'
import { britishStyle } from '../../analysis/application.ts'
import { codingWords } from '../../server/reports/method/coding.ts'
import type { MethodAudit } from '../../server/reports/method/facts.ts'
import { finding, methodFacts } from './material.ts'

const estimate = (value: number, low: number, high: number) => ({ value, low, high })
const counts = { tagged: 20, right: 16, untagged: 20, missed: 2 }
const all = { precision: estimate(0.8, 0.7, 0.9), recall: estimate(0.6, 0.5, 0.7), ...counts }
const nothing = { precision: null, recall: null, ...counts }

function told(themes: MethodAudit['themes'], changes: Partial<MethodAudit> = {}): string {
  const audit = { ...all, about: '', passages: 40, themes, ...changes }
  const on = finding({}, { themes: ['pay', 'layers', 'skills', 'pride'] })
  return codingWords(methodFacts({ audit }), [on], britishStyle).join(' ')
}

describe('What a method note says of the machine, theme by theme', () => {
  it('gives precision and recall of each theme with their intervals, where enough passages were checked', () => {
    const note = told([
      { id: 'pay', name: 'Pay', result: all },
      { id: 'layers', name: 'Layers', result: { ...nothing, precision: estimate(1, 1, 1) } },
      { id: 'skills', name: 'Skills', result: nothing },
      { id: 'pride', name: 'Pride', result: null },
      { id: 'other', name: 'Other', result: all },
    ])
    expect(note).to.include(
      'without its marks, over all themes together: 80 % (95 % interval 70 to 90 %) of what it suggested was right',
    )
    expect(note).to.include(
      'By theme: “Pay”, precision 80 % (95 % interval 70 to 90 %), recall 60 % (95 % interval 50 to 70 %); “Layers”, precision 100 %, recall too few to say. On “Skills” too few passages were checked to say. “Pride” was not among the themes checked.',
    )
    expect(note).not.to.include('Other')
  })

  it('says the themes too where nothing can be said of all together, and none where one alone was checked', () => {
    expect(told([{ id: 'pay', name: 'Pay', result: nothing }], { precision: null, recall: null })).to.include(
      'too little to say of its precision and recall. On “Pay” too few passages',
    )
    const one = told([], { about: 'Pay' })
    expect(one).to.include('was checked for “Pay” on 40 passages').and.not.include('By theme')
    expect(one).not.to.include('all themes together')
  })
})
