import { expect } from 'chai'
import fc from 'fast-check'
import { eachBucket } from '../../../../analysis/discovery/duplicates/buckets.ts'
import { pickRuns } from '../../../../analysis/discovery/duplicates/passages.ts'
import { TextWords } from '../../../../analysis/discovery/duplicates/textWords.ts'

function picked(text: string): Set<number> {
  const words = new TextWords()
  words.read(text)
  const runs = new Set<number>()
  pickRuns(words, run => runs.add(run))
  return runs
}

const wordsOf = (letter: string, length: { minLength: number; maxLength: number }) =>
  fc.array(
    fc.nat(20).map(number => `${letter}${number}`),
    length,
  )

describe('picked runs', () => {
  it('have one in common where two texts share fifteen words in a row', () => {
    const around = (letter: string) =>
      fc.tuple(
        wordsOf(letter, { minLength: 0, maxLength: 40 }),
        wordsOf(letter, { minLength: 0, maxLength: 40 }),
      )
    fc.assert(
      fc.property(
        around('a'),
        around('b'),
        wordsOf('s', { minLength: 15, maxLength: 30 }),
        ([before, after], [head, tail], passage) => {
          const one = picked([...before, ...passage, ...after].join(' '))
          const other = picked([...head, ...passage, ...tail].join(' '))
          expect([...one].some(run => other.has(run))).to.equal(true)
        },
      ),
    )
  })

  it('are none in a text of fewer than eight words, and few in a long one', () => {
    expect(picked('one two three four five six seven').size).to.equal(0)
    expect(picked('one two three four five six seven eight').size).to.equal(1)
    const long = Array.from({ length: 9000 }, (_, at) => `w${at}`).join(' ')
    expect(picked(long).size).to.be.within(1500, 2500)
  })
})

describe('eachBucket', () => {
  it('brings together exactly what has the same number', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 2, 16, 17, 32, 4294967295)), numbers => {
        const found: number[][] = []
        eachBucket(Uint32Array.from(numbers), entries => found.push(entries))
        const plain = [...new Set(numbers)]
          .map(number => numbers.flatMap((other, at) => (other === number ? [at] : [])))
          .filter(entries => entries.length > 1)
        const inOrder = (lists: number[][]) => lists.sort(([a = 0], [b = 0]) => a - b)
        expect(inOrder(found)).to.deep.equal(inOrder(plain))
      }),
    )
  })
})
