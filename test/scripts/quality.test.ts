import { expect } from 'chai'
import { demoExamples } from '../../scripts/evaluation/demoExamples.ts'
import { crossValidate, variants } from '../../scripts/evaluation/ingredients.ts'

describe('the table of what each ingredient adds', () => {
  it('reads the demo’s coded answers, with the themes whose rules match', () => {
    const examples = demoExamples()
    expect(examples.length).to.be.greaterThan(50)
    expect(new Set(examples.map(({ id }) => id)).size).to.equal(examples.length)
    expect(examples.some(({ rules }) => (rules?.length ?? 0) > 0)).to.equal(true)
    expect(examples.some(({ labels }) => labels.includes('outsourcing'))).to.equal(true)
  })

  it('has a figure for each plainer rule, from one cross-validation', () => {
    const plain = variants.filter(({ options }) => options === undefined)
    const figures = crossValidate(demoExamples(), 1, {}, plain)
    expect([...figures.keys()]).to.deep.equal(plain.map(({ name }) => name))
    for (const { micro, macro } of figures.values()) {
      expect(micro).to.be.within(0, 1)
      expect(macro).to.be.within(0, 1)
    }
  })
})
