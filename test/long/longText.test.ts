import { askedAboutTexts, manyWords } from '../analysis/badInput/everyFunction.ts'
import { expectNumbers } from '../analysis/badInput/expectNumbers.ts'

/** A million words of two kinds, and a quarter of that which are all different. */
const million = 'ferry late '.repeat(500_000)
const different = manyWords(250_000)

describe('a million words without a stop', () => {
  for (const [name, ask] of Object.entries(askedAboutTexts))
    it(`are taken by ${name}`, () => {
      expectNumbers(name, () => ask([million]))
      expectNumbers(name, () => ask([different]))
    })
})
