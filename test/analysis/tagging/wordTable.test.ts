import { expect } from 'chai'
import { WordTable } from '../../../analysis/tagging/wordTable.ts'
import { hashOf } from '../../../analysis/text/wordHash.ts'

const ask = (
  table: WordTable<string>,
  text: string,
  start: number,
  end: number,
  make: (word: string) => string,
): string => table.get(text, start, end, hashOf(text, start, end), make)

describe('the table of words', () => {
  it('makes a value once for each word, wherever it stands', () => {
    const table = new WordTable<string>()
    const made: string[] = []
    const make = (word: string): string => {
      made.push(word)
      return `<${word}>`
    }
    expect(ask(table, 'pay and pay', 0, 3, make)).to.equal('<pay>')
    expect(ask(table, 'pay and pay', 8, 11, make)).to.equal('<pay>')
    expect(ask(table, 'pay and pay', 4, 7, make)).to.equal('<and>')
    expect(made).to.deep.equal(['pay', 'and'])
  })

  it('stays right when more words come than it keeps, and for words too long to keep', () => {
    const table = new WordTable<string>()
    for (let round = 0; round < 2; round++) {
      for (let number = 0; number < 150_000; number++) {
        const word = `w${number}`
        if (ask(table, word, 0, word.length, made => made) !== word) expect.fail(word)
      }
    }
    const long = 'x'.repeat(10_000)
    expect(ask(table, long, 0, long.length, word => word)).to.equal(long)
  })
})
