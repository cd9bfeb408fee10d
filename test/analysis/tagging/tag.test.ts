import { expect } from 'chai'
import fc from 'fast-check'
import { compileCodebook, explainTag, type Tag, tag, tagAnswer } from '../../../analysis/index.ts'
import { slowMatches } from './slowMatcher.ts'

function tagsOf(source: string, text: string): Tag[] {
  return tagAnswer(compileCodebook([{ id: 't', rules: [{ id: 'r', source }] }]), { id: 'a', text })
}

/** The words of evidence in each tagged sentence. */
function evidenceOf(source: string, text: string): string[][] {
  return tagsOf(source, text).map(tag => tag.evidence.map(({ start, end }) => text.slice(start, end)))
}

describe('tagging', () => {
  const matching: [string, string, string[][]][] = [
    ['hierarchy', 'Two hierarchies. It is HIERARCHICAL.', [['hierarchies'], ['HIERARCHICAL']]],
    ['organisation', 'An organization', [['organization']]],
    ['labor', 'Labour costs', [['Labour']]],
    ['organis*', 'Reorganise or organize', [['organize']]],
    ['=IT', 'IT, not it', [['IT']]],
    ['"digital skill"', 'Digital skills and digital, skilled', [['Digital skills', 'digital, skilled']]],
    ['"apprentice* levy"', 'The apprenticeship levy', [['apprenticeship levy']]],
    ['in-house', 'We build in house and in-house', [['in house', 'in-house']]],
    ['culture NEAR/3 change', 'Change the culture', [['Change', 'culture']]],
    ['culture NEAR/3 culture', 'One culture', []],
    ['culture NEAR/1 change', 'Change the culture', []],
    ['culture AND risk', 'Culture and risk. Culture. Risk.', [['Culture', 'risk']]],
    ['outsourcing NOT printing', 'Outsourced printing. Outsourced care.', [['Outsourced']]],
    ['constructor OR __proto__', 'constructor __proto__', [['constructor', '__proto__']]],
    ['vision', 'www.example.org/vision', []],
    ['culture AND risk WITHIN sentence', 'Culture and risk. Culture. Risk.', [['Culture', 'risk']]],
    ['culture AND risk WITHIN answer', 'Culture grew. So be it. Risks fell.', [['Culture'], ['Risks']]],
    ['culture NOT risk WITHIN answer', 'Culture grew. Risk fell.', []],
    ['culture NEAR/9 risk WITHIN answer', 'Culture. Risk. Cultural risk.', [['Cultural', 'risk']]],
    ['"end start"', 'The end. Start again', []],
    ['naive OR cafe', 'A naïve café', [['naïve', 'café']]],
  ]
  for (const [source, text, expected] of matching) {
    it(`finds ${source} in “${text}” ${expected.length} times`, () => {
      expect(evidenceOf(source, text)).to.deep.equal(expected)
    })
  }

  it('tags the sentence, once for each theme and rule, in order', () => {
    const rules = ['pay', 'skill'].map(source => ({ id: source, source }))
    const tagger = compileCodebook([
      { id: 'x', rules },
      { id: 'y', rules: [{ id: 'all', source: 'pay' }] },
    ])
    const text = 'Hello. Skills and pay and pay. Pay!'
    const found = tagAnswer(tagger, { id: 'a', text })
    expect(found.map(tag => [text.slice(tag.start, tag.end), tag.theme, tag.rule])).to.deep.equal([
      ['Skills and pay and pay.', 'x', 'pay'],
      ['Skills and pay and pay.', 'x', 'skill'],
      ['Skills and pay and pay.', 'y', 'all'],
      ['Pay!', 'x', 'pay'],
      ['Pay!', 'y', 'all'],
    ])
    expect(new Set(found.map(tag => tag.id)).size).to.equal(5)
    expect(tagAnswer(tagger, { id: 'a', text })).to.deep.equal(found)
  })

  it('keeps the order of place and codebook where rules look over the answer', () => {
    const rules = ['pay AND skill WITHIN answer', 'pay', 'skill'].map(source => ({ id: source, source }))
    const found = tagAnswer(compileCodebook([{ id: 't', rules }]), { id: 'a', text: 'Pay us. Skills.' })
    expect(found.map(tag => [tag.start, tag.rule])).to.deep.equal([
      [0, 'pay AND skill WITHIN answer'],
      [0, 'pay'],
      [8, 'pay AND skill WITHIN answer'],
      [8, 'skill'],
    ])
  })

  it('explains a tag by its rule and words', () => {
    const text = 'It is not hierarchical.'
    const [tag] = tagsOf('hierarch*', text)
    if (tag === undefined) throw new Error('no tag')
    expect(explainTag(tag, { id: 'r', source: 'hierarch*' }, text)).to.equal(
      'the rule “hierarch*” matched “hierarchical”, in a negated clause',
    )
  })

  it('tags many answers in one go as one by one', () => {
    const themes = [{ id: 'pay', rules: [{ id: 'p', source: 'pay' }] }]
    const answers = ['Pay is low.', 'Tea.', 'Pay! Pay!'].map((text, n) => ({ id: String(n), text }))
    const tagger = compileCodebook(themes)
    expect(tag(themes, answers)).to.deep.equal(answers.flatMap(answer => tagAnswer(tagger, answer)))
    expect(tag(themes, answers)).to.have.length(3)
  })

  it('refuses a codebook whose rule cannot be read, and names the rule', () => {
    expect(() => compileCodebook([{ id: 't', rules: [{ id: 'r7', source: 'a b' }] }])).to.throw(
      /rule r7 of theme t/,
    )
  })

  it('agrees with a plain, slow reading of every rule', () => {
    const word = fc.constantFrom('skill', 'skills', 'pay', 'paid', 'Pay', 'the', 'organise', 'organism')
    const atom = fc.oneof(
      word,
      word.map(value => `${value.slice(0, 3)}*`),
      word.map(value => `=${value}`),
    )
    const phrase = fc.array(atom, { minLength: 1, maxLength: 3 }).map(atoms => `"${atoms.join(' ')}"`)
    const { rule } = fc.letrec<{ rule: string }>(tie => ({
      rule: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(atom, phrase),
        fc
          .tuple(tie('rule'), fc.constantFrom('AND', 'OR', 'NOT', 'NEAR/1', 'NEAR/3'), tie('rule'))
          .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      ),
    }))
    const scoped = fc
      .tuple(rule, rule, fc.constantFrom('', ' WITHIN sentence'), fc.constantFrom('', ' WITHIN answer'))
      .map(([left, right, inner, outer]) => `(${left}${inner}) AND ${right}${outer}`)
    const text = fc
      .array(fc.oneof({ weight: 8, arbitrary: word }, { weight: 1, arbitrary: fc.constant('end. Next') }), {
        maxLength: 20,
      })
      .map(words => words.join(' '))
    fc.assert(
      fc.property(
        fc.array(fc.oneof(rule, scoped), { minLength: 1, maxLength: 6 }),
        text,
        (sources, answer) => {
          const rules = sources.map((source, index) => ({ id: `${index}`, source }))
          const found = tagAnswer(compileCodebook([{ id: 't', rules }]), { id: 'a', text: answer })
          for (const { id, source } of rules) {
            const fast = found
              .filter(tag => tag.rule === id)
              .map(
                tag =>
                  `${tag.start}: ${tag.evidence.map(span => answer.slice(span.start, span.end)).join(', ')}`,
              )
            expect(fast, `${source} in ${answer}`).to.deep.equal(slowMatches(source, answer))
          }
        },
      ),
      { numRuns: 600 },
    )
  })

  it('gives a defined answer to hostile text', () => {
    const source = '(pay OR "pay pay") NEAR/5 (pay* OR skill)'
    expect(tagsOf(source, '')).to.deep.equal([])
    expect(tagsOf(source, 'pay')).to.deep.equal([])
    expect(tagsOf(source, '😀'.repeat(10_000))).to.deep.equal([])
    expect(evidenceOf('pay', 'שלום pay مرحبا')).to.deep.equal([['pay']])
    expect(evidenceOf('pay', '\uD83Dpay\uDC00 pay\uD83D')).to.deep.equal([['pay', 'pay']])
    const endless = 'pay skill '.repeat(100_000)
    const [tag] = tagsOf(source, endless)
    expect(tag).to.include({ start: 0, end: endless.length - 1 })
    expect(tag?.evidence).to.have.length(200_000)
  })
})
