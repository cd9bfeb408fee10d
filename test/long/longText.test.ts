import { askedAboutTexts, manyWords } from '../analysis/badInput/everyFunction.ts'
import { expectNumbers } from '../analysis/badInput/expectNumbers.ts'

describe('a million words without a stop', () => {
  for (const [name, ask] of Object.entries(askedAboutTexts))
    it(`are taken by ${name}, all different or of two kinds`, () => {
      expectNumbers(name, () => ask([manyWords(1_000_000)]))
      expectNumbers(name, () => ask(['ferry late '.repeat(500_000)]))
    })
})
