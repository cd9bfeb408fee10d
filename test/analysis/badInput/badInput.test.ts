import { expect } from 'chai'
import fc from 'fast-check'
import * as analysis from '../../../analysis/index.ts'
import { answersOf, askedAboutNumbers, askedAboutTexts, manyWords, values } from './everyFunction.ts'
import { expectNumbers } from './expectNumbers.ts'

/** What people, machines and those who mean harm send in. */
const pieces = [
  '',
  ' \n\t ',
  'ferry',
  'The ferry is late again. ',
  'constructor __proto__ toString hasOwnProperty valueOf ',
  '🙂🙂👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿 ',
  'The \u202Eferry\u202C \u05E2\u05D1\u05E8\u05D9\u05EA is \u0645\u062A\u0623\u062E\u0631 late. ',
  'half \uD83D of \uDE00 a ferry ',
  `e${'\u0301'.repeat(1200)} `,
  '\u0000\uFFFE\uFEFF\u00AD',
  '“‘((["',
  'ask Dr Orla Penhale on 020 7946 0018 or orla@penhale.example ',
  '渡船又晚点了。',
  'Mae’r fferi yn hwyr eto. ',
  '0 1e400 -0 NaN Infinity ',
  '$& $1 {{who}} %s \\u0000 <script> ',
]

describe('the analysis on bad input', () => {
  it('has every function asked', () => {
    const all = [...Object.keys(askedAboutTexts), ...Object.keys(askedAboutNumbers), ...values]
    expect(all.sort()).to.deep.equal(Object.keys(analysis).sort())
  })

  it('gives numbers for any text', () => {
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 5 }), texts => {
        for (const [name, ask] of Object.entries(askedAboutTexts)) expectNumbers(name, () => ask(texts))
      }),
      { numRuns: 12, seed: 3, examples: [[[]], [['']], [pieces], [pieces.map(piece => piece.repeat(8))]] },
    )
  })

  it('takes a long text without a stop', () => {
    const texts = [manyWords(5_000), 'ferry late '.repeat(2_500)]
    for (const [name, ask] of Object.entries(askedAboutTexts)) expectNumbers(name, () => ask(texts))
  })

  it('gives numbers for any counts', () => {
    const count = fc.oneof(fc.nat({ max: 3 }), fc.nat(), fc.constantFrom(2 ** 40, Number.MAX_SAFE_INTEGER))
    fc.assert(
      fc.property(fc.tuple(count, count, count), counts => {
        const [most, middle, least] = counts.sort((a, b) => b - a)
        for (const [name, ask] of Object.entries(askedAboutNumbers))
          expectNumbers(name, () => ask([most ?? 0, middle ?? 0, least ?? 0]))
      }),
      { numRuns: 500, seed: 3 },
    )
  })

  it('refuses what is no number, naming the function', () => {
    for (const [name, ask] of Object.entries(askedAboutNumbers))
      for (const wrong of [Number.NaN, -1])
        expect(() => ask([wrong, wrong, wrong]), `${name} of ${wrong}`).to.throw(new RegExp(`^${name}: `))
    for (const [name, ask] of Object.entries(askedAboutNumbers).filter(([name]) => name !== 'chiSquaredTail'))
      expect(() => ask([Infinity, Infinity, Infinity]), name).to.throw(new RegExp(`^${name}: `))
    expect(analysis.chiSquaredTail(Infinity)).to.equal(0)
  })

  it('refuses options out of their range, naming what is wrong', () => {
    const said = answersOf(['The ferry is late.', 'The ferry is full.'])
    const examples = said.map(({ id, text }) => ({ id, text, labels: ['ferries'] }))
    const ratings = [
      ['a', 'b'],
      ['a', 'a'],
    ]
    const raised = new Map([['r1', new Set(['pay', 'tea'])]])
    const passages = [{ id: 'p', probability: 0.5, tagged: true }]
    const wrong = Number.NaN
    const calls: [string, () => unknown][] = [
      ['keyness', () => analysis.keyness(said, said, { fewest: wrong })],
      ['keyness', () => analysis.keyness(said, said, { longest: wrong })],
      ['keyphrases', () => analysis.keyphrases(said, { fewest: wrong })],
      ['keyphrases', () => analysis.keyphrases(said, { most: wrong })],
      ['keyphrasesOfEach', () => [...analysis.keyphrasesOfEach(said, { most: wrong })]],
      ['concordance', () => analysis.concordance(said, 'ferry', { width: wrong })],
      ['collocations', () => analysis.collocations(said, 'ferry', { window: wrong })],
      ['collocations', () => analysis.collocations(said, 'ferry', { fewest: wrong })],
      ['themePairs', () => analysis.themePairs(raised, { of: wrong })],
      ['themePairs', () => analysis.themePairs(raised, { of: Infinity })],
      ['themesTogether', () => analysis.themesTogether(raised, { of: wrong })],
      ['themesTogether', () => analysis.themesTogether(raised, { of: Infinity })],
      ['themesTogether', () => analysis.themesTogether(raised, { fewest: wrong })],
      ['themeProposals', () => analysis.themeProposals(said, [], { fewest: wrong })],
      ['themeProposals', () => analysis.themeProposals(said, [], { most: wrong })],
      ['duplicates', () => analysis.duplicates(said, { threshold: wrong })],
      ['duplicates', () => analysis.duplicates(said, { fewestWords: wrong })],
      ['duplicates', () => analysis.duplicates(said, { seed: wrong })],
      ['bootstrap', () => analysis.krippendorffInterval(ratings, 'nominal', { seed: wrong })],
      ['bootstrap', () => analysis.krippendorffInterval(ratings, 'nominal', { resamples: wrong })],
      ['bootstrap', () => analysis.krippendorffInterval(ratings, 'nominal', { confidence: wrong })],
      ['ratings', () => analysis.agreement([[wrong, 1]])],
      ['ratings', () => analysis.agreement([['a'], ['a', 'b']])],
      ['agreement', () => analysis.gwetAC1(ratings, { categories: wrong })],
      ['selectQuotes', () => analysis.selectQuotes([], { count: wrong })],
      ['learnLinear', () => analysis.train(examples, { cost: wrong })],
      ['seededRandom', () => analysis.train(examples, { seed: wrong })],
      ['chooseThresholds', () => analysis.train(examples, { shrinkage: wrong })],
      ['stratifiedFolds', () => analysis.crossValidateInSteps(examples, wrong).next()],
      ['qualityInSteps', () => analysis.qualityInSteps(examples, { repeats: wrong }).next()],
      ['measure', () => analysis.measure([], { repeats: wrong })],
      ['measure', () => analysis.measure([], { least: wrong })],
      ['reviewOrder', () => analysis.reviewOrder(passages, { threshold: wrong, seed: 1 })],
      ['reviewOrder', () => analysis.reviewOrder(passages, { threshold: 0.5, seed: 1, audit: wrong })],
      ['seededRandom', () => analysis.reviewOrder(passages, { threshold: 0.5, seed: wrong })],
      ['quotePieces', () => analysis.quoteWords('ferry', { text: 't', start: wrong, end: 2, edits: [] })],
      ['redact', () => analysis.redact('ferry', [{ kind: 'name', start: wrong, end: 2 }])],
      ['toRedacted', () => analysis.toRedacted(analysis.redact('ferry', []), wrong)],
      ['unitizingAlpha', () => analysis.unitizingAlpha([[], []], { start: 0, end: wrong })],
    ]
    for (const [name, call] of calls) expect(call, String(call)).to.throw(new RegExp(`^${name}: \\S`))
  })

  it('has an answer for ratings of every kind', () => {
    const rating = fc.constantFrom<string | number | null>(
      'constructor',
      '__proto__',
      '',
      'a',
      0,
      -0,
      1,
      -1e308,
      1e308,
      null,
    )
    const table = fc
      .integer({ min: 0, max: 4 })
      .chain(coders => fc.array(fc.array(rating, { minLength: coders, maxLength: coders }), { maxLength: 6 }))
    fc.assert(
      fc.property(table, ratings => {
        const { coefficients } = analysis.agreement(ratings)
        const { krippendorff, ...others } = coefficients
        for (const coefficient of [...Object.values(krippendorff), ...Object.values(others)]) {
          if (coefficient.value === null) expect(coefficient.reason).to.match(/^\S.*\.$/)
          else expect(coefficient.value).to.be.finite
        }
      }),
      { numRuns: 1000, seed: 3 },
    )
  })

  it('says why two coders with nothing in common, or one rating alone, have no coefficient', () => {
    const apart = analysis.agreement([
      ['a', null],
      [null, 'b'],
    ]).coefficients
    expect(apart.cohen).to.deep.equal({ value: null, reason: 'No unit was rated by two coders.' })
    expect(apart.krippendorff.nominal).to.deep.equal(apart.cohen)
    const constant = analysis.agreement([
      ['a', 'a'],
      ['a', 'a'],
    ]).coefficients
    expect(constant.percent).to.deep.equal({ value: 1 })
    for (const { value } of [
      constant.cohen,
      constant.scott,
      constant.fleiss,
      constant.krippendorff.ratio,
      constant.gwetAC1,
    ])
      expect(value).to.equal(null)
    const never = analysis.agreement([
      ['a', 'b'],
      ['a', 'b'],
    ]).coefficients
    expect([never.percent, never.cohen]).to.deep.equal([{ value: 0 }, { value: 0 }])
  })

  it('learns where a theme stands in one fold only, everywhere or nowhere', () => {
    const labels = [['constructor'], [], ['__proto__'], ['__proto__'], [], [], [], [], [], []]
    for (const given of [labels, labels.map(() => ['__proto__']), labels.map(() => [])]) {
      const examples = given.map((own, at) => ({ id: `${at}`, text: `The ferry is late ${at}`, labels: own }))
      expectNumbers('qualityInSteps', () => {
        const steps = analysis.qualityInSteps(examples, { repeats: 1 })
        for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
      })
      const model = analysis.train(examples)
      expectNumbers('predict', () => analysis.predict(model, { text: 'ferry' }))
      expect(model.themes.map(({ label }) => label)).to.deep.equal([...new Set(given.flat())].sort())
    }
  })

  it('refuses a rule of ten thousand alternatives and a runaway NEAR, at the place', () => {
    const many = analysis.parseRule(Array.from({ length: 10_000 }, (_, at) => `word${at}`).join(' OR '))
    expect(many).to.have.property('ok', false)
    const far = analysis.parseRule('ferry NEAR/99999999999999999999 late')
    expect(far).to.have.nested.property('problem.at', 6)
    const chain = analysis.parseRule(Array.from({ length: 150 }, () => 'late').join(' NEAR/50 '))
    expect(chain.ok).to.equal(true)
    const themes = [
      { id: 't', rules: [{ id: 'r', source: Array.from({ length: 9 }, () => 'late').join(' NEAR/50 ') }] },
    ]
    expect(analysis.tag(themes, [{ id: 'a', text: 'late '.repeat(5000) }])).to.have.lengthOf(1)
  })

  it('tells themes that go round in a circle, and tags by them all the same', () => {
    const ring = ['a', 'b', 'constructor'].map((id, at, ids) => ({
      ...{ id, name: id, parent: ids[(at + 1) % ids.length] ?? null, rules: [{ id: 'r', source: 'ferry' }] },
    }))
    expect(analysis.codebookProblems(ring).filter(({ message }) => /circle/.test(message))).to.have.lengthOf(
      3,
    )
    expect(analysis.tag(ring, [{ id: 'a', text: 'Ferries.' }])).to.have.lengthOf(3)
  })
})
