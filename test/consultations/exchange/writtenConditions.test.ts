import { expect } from 'chai'
import fc from 'fast-check'
import { type Comparison, type Condition, isMet } from '../../../server/consultations/conditions.ts'
import { surveyjs, xlsform } from '../../../server/consultations/exchange/expressions/dialects.ts'
import { parseCondition, type Reference } from '../../../server/consultations/exchange/expressions/parse.ts'
import { writeCondition } from '../../../server/consultations/exchange/expressions/write.ts'
import { surveyjsConditions } from '../../../server/consultations/exchange/surveyjs/conditions.ts'
import { xlsformConditions } from '../../../server/consultations/exchange/xlsform/conditions.ts'
import type { Question } from '../../../server/consultations/questions.ts'

const asked = { label: '', required: false }
const options = ['a', "b's", 'c\\d'].map(value => ({ value, label: value }))
const questions = new Map<string, Question>(
  (
    [
      { ...asked, id: 'one', type: 'one', options },
      { ...asked, id: 'many', type: 'several', options },
      { ...asked, id: 'n', type: 'number' },
      { ...asked, id: 'words', type: 'shortText' },
    ] satisfies Question[]
  ).map(question => [question.id, question]),
)
const anyOption = fc.constantFrom(...options.map(({ value }) => value))
const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.constantFrom(...questions.keys()).map(question => ({ question, is: 'answered' as const })),
  anyOption.map(value => ({ question: 'one', is: 'equals' as const, value })),
  fc.record({
    question: fc.constant('many'),
    is: fc.constantFrom('contains' as const, 'equals' as const),
    value: anyOption,
  }),
  fc.record({
    question: fc.constant('n'),
    is: fc.constantFrom(
      'equals' as const,
      'over' as const,
      'under' as const,
      'atLeast' as const,
      'atMost' as const,
    ),
    value: fc.constantFrom('0', '2', '-1.5'),
  }),
  fc.record({
    question: fc.constant('words'),
    is: fc.constantFrom('equals' as const, 'contains' as const),
    value: fc.constantFrom('x', "y's", 'y\'s "z"'),
  }),
)
const { condition } = fc.letrec<{ condition: Condition }>(tie => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    comparison,
    fc.array(tie('condition'), { maxLength: 3 }).map(all => ({ all })),
    fc.array(tie('condition'), { maxLength: 3 }).map(any => ({ any })),
    tie('condition').map(not => ({ not })),
  ),
}))
const answered = fc.record({
  one: fc.subarray(['a', "b's"], { maxLength: 1 }),
  many: fc.subarray(options.map(({ value }) => value)),
  n: fc.subarray(['2', '7'], { maxLength: 1 }),
  words: fc.subarray(['xy\'s "z"', 'x'], { maxLength: 1 }),
})

function referenceTo(name: string): Reference | undefined {
  const question = questions.get(name)
  return question && { question }
}

describe('a condition that another program is given', () => {
  for (const [name, writer, dialect] of [
    ['XLSForm', xlsformConditions, xlsform],
    ['SurveyJS', surveyjsConditions, surveyjs],
  ] as const)
    it(`holds for the same answers when it comes back from ${name}`, () => {
      fc.assert(
        fc.property(condition, fc.array(answered, { minLength: 1, maxLength: 8 }), (given, all) => {
          const written = writeCondition(given, writer, questions)
          const parsed = parseCondition(written, dialect, referenceTo)
          if (!parsed.ok) throw new Error(`${written}: ${parsed.why}`)
          const back = parsed.condition ?? { all: [] }
          for (const answers of all) {
            const answersTo = (id: string) => answers[id as keyof typeof answers] ?? []
            expect(isMet(back, answersTo), written).to.equal(isMet(given, answersTo))
          }
        }),
        { numRuns: 300 },
      )
    })
})
