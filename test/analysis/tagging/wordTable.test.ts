import { expect } from 'chai'
import { WordTable } from '../../../analysis/tagging/wordTable.ts'
import { hashOf } from '../../../analysis/text/wordHash.ts'

const ask = (
  table: WordTable,
  text: string,
  start: number,
  end: number,
  make: (word: string) => number,
): number => {
  const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
  return table.get(units, start, end, hashOf(text, start, end), make)
}

describe('the table of words', () => {
  it('makes a value once for each word, wherever it stands', () => {
    const table = new WordTable()
    const made: string[] = []
    const make = (word: string): number => made.push(word)
    expect(ask(table, 'pay and pay', 0, 3, make)).to.equal(1)
    expect(ask(table, 'pay and pay', 8, 11, make)).to.equal(1)
    expect(ask(table, 'pay and pay', 4, 7, make)).to.equal(2)
    expect(made).to.deep.equal(['pay', 'and'])
  })

  it('stays right when more words come than it keeps, and for words too long to keep', () => {
    const table = new WordTable()
    const lengthened = (word: string): number => Number(word.slice(1)) + word.length
    for (let round = 0; round < 2; round++) {
      for (let number = 0; number < 150_000; number++) {
        const word = `w${number}`
        if (ask(table, word, 0, word.length, lengthened) !== number + word.length) expect.fail(word)
      }
    }
    const long = 'é'.repeat(10_000)
    expect(ask(table, long, 0, long.length, word => (word === long ? 7 : 0))).to.equal(7)
  })

  it('tells apart words of one hash and length', () => {
    const table = new WordTable()
    const words = ['one', 'two', 'six']
    const values = words.map((word, index) =>
      table.get(Uint16Array.from(Buffer.from(word)), 0, 3, 1, () => index),
    )
    expect(values).to.deep.equal([0, 1, 2])
  })
})
