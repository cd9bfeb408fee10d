import { expect } from 'chai'
import fc from 'fast-check'
import {
  crossValidateInSteps,
  type Example,
  explainPrediction,
  measure,
  predict,
  qualityInSteps,
  stem,
  type ThemeModel,
  train,
  trainInSteps,
} from '../../../../analysis/index.ts'
import { fewestRespondents } from '../../../../analysis/tagging/classifier/featureTable.ts'
import { finish, inventExamples } from './invented.ts'

const givenTo = (model: ThemeModel, text: string) =>
  predict(model, { text })
    .filter(({ given }) => given)
    .map(({ theme }) => theme)
    .sort()

describe('learning themes from codings', () => {
  it('learns what can be told apart perfectly', () => {
    const model = train(inventExamples(240))
    for (const { text, labels } of inventExamples(60, 2))
      expect(givenTo(model, text), text).to.deep.equal([...labels].sort())
  })

  it('finds it again by cross-validation, where no text is judged by a model that read it', () => {
    const examples = inventExamples(200)
    const predictions = finish(crossValidateInSteps(examples, 5, { seed: 3 }))
    const quality = measure(
      examples.map(({ labels }, index) => ({
        labels,
        given: (predictions[index] ?? []).filter(({ given }) => given).map(({ theme }) => theme),
      })),
    )
    expect(quality.microF1).to.be.greaterThan(0.97)
    expect(quality.measured).to.equal(3)
  })

  it('measures by repeated cross-validation, without taking repeats for evidence', () => {
    const examples = inventExamples(100)
    const steps = [...qualityInSteps(examples, { repeats: 2 })]
    expect(steps.at(-1)).to.include({ done: 160, of: 160, did: 'ask' })
    const quality = finish(qualityInSteps(examples, { repeats: 2 }))
    expect(quality.texts).to.equal(100)
    const ferry = quality.labels.find(({ label }) => label === 'ferry')
    expect(ferry?.support).to.equal(examples.filter(({ labels }) => labels.includes('ferry')).length)
    expect(() => finish(qualityInSteps(examples, { repeats: 0 }))).to.throw('qualityInSteps')
  })

  it('measures the same when it goes on from the folds that are known', () => {
    const examples = inventExamples(60)
    const parts = [...qualityInSteps(examples, { repeats: 2 })].flatMap(({ judged }) =>
      judged ? [judged] : [],
    )
    expect(parts).to.have.length(10)
    const whole = finish(qualityInSteps(examples, { repeats: 2 }))
    for (const known of [parts.slice(0, 7), parts])
      expect(finish(qualityInSteps(examples, { repeats: 2, known }))).to.deep.equal(whole)
    const left = [...qualityInSteps(examples, { repeats: 2, known: parts.slice(0, 7) })]
    expect(left.filter(({ judged }) => judged)).to.have.length(3)
  })

  it('gives the same model for the same seed', () => {
    const examples = inventExamples(80)
    const [one, two] = [train(examples, { seed: 7 }), train(examples, { seed: 7 })]
    expect(one.weights).to.deep.equal(two.weights)
    expect(one.themes).to.deep.equal(two.themes)
  })

  it('tells its progress, one step a theme and part', () => {
    const steps = [...trainInSteps(inventExamples(60))]
    expect(steps).to.have.length(3 * 5)
    expect(steps.at(-1)).to.deep.equal({ done: 15, of: 15, did: 'learn' })
  })

  it('keeps no feature that fewer than three respondents used', () => {
    const text = fc
      .array(fc.constantFrom('quay', 'tide', 'ledger', 'heron', 'osprey', 'gale', 'harbour'), {
        maxLength: 5,
      })
      .map(words => words.join(' '))
    const examples = fc.array(
      fc.record({ text, respondent: fc.constantFrom('a', 'b', 'c', 'd', 'e'), labels: fc.constant(['sea']) }),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(examples, made => {
        const model = train(made.map((example, index) => ({ ...example, id: `t${index}` })))
        for (const name of model.table.names.filter(name => /^[wp]/.test(name))) {
          const users = made.filter(example =>
            ` ${example.text.split(' ').map(stem).join(' ')} `.includes(` ${name.slice(1)} `),
          )
          expect(new Set(users.map(({ respondent }) => respondent)).size, name).to.be.at.least(
            fewestRespondents,
          )
        }
      }),
      { numRuns: 60 },
    )
  })

  it('says which words made a suggestion, with weights that sum to its score', () => {
    const model = train(inventExamples(120))
    const text = 'Last winter the ferry left late, and the FERRY sank.'
    for (const { theme, score } of predict(model, { text })) {
      const why = explainPrediction(model, { text }, theme)
      expect(why.score).to.be.closeTo(score, 1e-9)
      const sum = why.reasons.reduce((total, { weight }) => total + weight, why.constant)
      expect(sum).to.be.closeTo(score, 1e-9)
    }
    const { reasons } = explainPrediction(model, { text }, 'ferry')
    const ferry = reasons.find(({ kind, feature }) => kind === 'words' && feature === 'ferri')
    expect(ferry?.weight).to.be.greaterThan(0)
    expect(ferry?.spans.map(({ start, end }) => text.slice(start, end))).to.deep.equal(['ferry', 'FERRY'])
    for (const { kind, feature, spans } of reasons.filter(({ kind }) => kind === 'characters'))
      for (const { start, end } of spans)
        expect(feature.trim(), kind).to.equal(text.slice(start, end).toLowerCase())
    expect(() => explainPrediction(model, { text }, 'none')).to.throw('explainPrediction')
  })

  it('learns from what the rules of a theme know', () => {
    const words = ['alder', 'birch', 'cedar', 'elm', 'fir', 'hazel', 'larch', 'maple', 'oak', 'pine']
    const examples: Example[] = Array.from({ length: 120 }, (_, index) => ({
      id: `t${index}`,
      text: words[(index * 7) % words.length] ?? '',
      rules: index % 3 === 0 ? ['trees'] : [],
      labels: index % 3 === 0 ? ['trees'] : [],
    }))
    const model = train(examples)
    const [fired] = predict(model, { text: 'oak', rules: ['trees'] })
    const [silent] = predict(model, { text: 'oak' })
    expect(fired?.given).to.equal(true)
    expect(silent?.probability).to.be.lessThan(0.2)
  })

  it('takes every sort of text and label', () => {
    const odd: Example[] = [
      { id: '1', text: '', labels: ['__proto__'] },
      { id: '2', text: 'constructor', labels: ['__proto__', 'constructor'] },
      { id: '3', text: '👩‍👩‍👧 🎉🎉', labels: [] },
      { id: '4', text: 'half \ud800 שלום a pair', labels: ['constructor'] },
      { id: '5', text: 'constructor constructor', labels: ['once'] },
      { id: '6', text: 'constructor __proto__', labels: ['__proto__'] },
    ]
    const model = train(odd)
    expect(model.themes.map(({ label }) => label)).to.deep.equal(['__proto__', 'constructor', 'once'])
    for (const { text } of odd) {
      const predictions = predict(model, { text })
      expect(predictions).to.have.length(3)
      for (const { score, probability } of predictions) {
        expect(score).to.satisfy(Number.isFinite)
        expect(probability).to.be.within(0, 1)
      }
    }
    expect(predict(model, { text: '' }).some(({ given }) => given)).to.equal(false)
    expect(finish(crossValidateInSteps(odd, 5))).to.have.length(6)
  })

  it('takes a theme that all texts have, none, and a single text', () => {
    const texts = inventExamples(30)
    const all = train(texts.map(example => ({ ...example, labels: ['all'] })))
    expect(givenTo(all, 'The ferry left late')).to.deep.equal(['all'])
    const none = train(texts.map(example => ({ ...example, labels: [] })))
    expect(predict(none, { text: 'The ferry left late' })).to.deep.equal([])
    const single = train(texts.slice(0, 1))
    expect(predict(single, { text: 'The ferry' })[0]?.probability).to.be.within(0, 1)
  })

  it('reads a text of a million words without a stop', () => {
    const model = train(inventExamples(60))
    expect(givenTo(model, 'ferry '.repeat(1_000_000))).to.deep.equal(['ferry'])
  })

  it('refuses no examples, and a label given twice', () => {
    expect(() => train([])).to.throw('trainInSteps: there are no examples')
    expect(() => train([{ id: 'x', text: 'quay', labels: ['a', 'a'] }])).to.throw(
      'example x names a theme twice',
    )
    expect(() => train(inventExamples(20), { cost: 0 })).to.throw('the cost must be above 0')
  })
})
