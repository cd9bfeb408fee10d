import { expect } from 'chai'
import fc from 'fast-check'
import { LetterTable, lettersEach, longestKept, withLetter } from '../../../analysis/tagging/letterTable.ts'

type Key = [first: number, second: number, third: number]

function keyOf(word: string): Key {
  const part = (from: number): number =>
    [...Buffer.from(word).subarray(from, from + lettersEach)].reduce(withLetter, 0)
  return [part(0), part(lettersEach), part(2 * lettersEach)]
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const plainWord = fc
  .array(fc.constantFrom(...letters), { minLength: 1, maxLength: longestKept })
  .map(chosen => chosen.join(''))

describe('the table of plain words', () => {
  it('has a key of its own for every word, in either case', () => {
    fc.assert(
      fc.property(plainWord, plainWord, (one, other) => {
        if (one === other) expect(keyOf(one)).to.deep.equal(keyOf(other))
        else expect(keyOf(one)).not.to.deep.equal(keyOf(other))
      }),
    )
    expect(keyOf('Pay')).not.to.deep.equal(keyOf('pay'))
    expect(keyOf('a')).not.to.deep.equal(keyOf('aa'))
  })

  it('gives what was kept and nothing else, like a map', () => {
    fc.assert(
      fc.property(fc.uniqueArray(plainWord, { maxLength: 60 }), fc.nat(60), (words, howMany) => {
        const table = new LetterTable()
        for (const [at, word] of words.slice(0, howMany).entries()) table.set(...keyOf(word), at)
        expect(words.map(word => table.get(...keyOf(word)))).to.deep.equal(
          words.map((_, at) => (at < howMany ? at : -1)),
        )
      }),
    )
  })

  it('forgets words rather than mistake one, when more come than it keeps', () => {
    const table = new LetterTable()
    let kept = 0
    for (let number = 0; number < 200_000; number++) {
      const word = Array.from(String(number), digit => letters[Number(digit)]).join('')
      const known = table.get(...keyOf(word))
      if (known !== -1) expect.fail(`${word} is known before it was kept`)
      table.set(...keyOf(word), number)
      const now = table.get(...keyOf(word))
      if (now === number) kept++
      else if (now !== -1) expect.fail(`${word} has the value ${now}`)
    }
    expect(kept).to.be.greaterThan(190_000)
  })
})
