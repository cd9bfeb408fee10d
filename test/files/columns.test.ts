import { expect } from 'chai'
import { guessColumns } from '../../server/files/columns.ts'

const sentence = 'We wait for three boards to approve a change that took one afternoon'

function guess(rows: Record<string, string>[]) {
  const columns = Object.keys(rows[0] ?? {})
  return guessColumns(
    columns,
    rows.map((row, index) => ({ line: index + 2, cells: new Map(Object.entries(row)) })),
  )
}

describe('guessColumns', () => {
  it('tells ids, free text and attributes apart', () => {
    const rows = Array.from({ length: 12 }, (_, index) => ({
      'Response ID': `R-${index}`,
      Submitted: `2026-03-0${index % 9}`,
      Sector: index % 2 ? 'Local government' : 'Health and care',
      'What gets in the way?': index % 5 ? `${sentence}, ${index} times over` : '',
      Name: `Person ${index}`,
    }))
    expect(guess(rows)).to.deep.equal({ id: 'Response ID', text: ['What gets in the way?'], by: ['Sector'] })
  })

  it('takes the first column of values that are all different for the id when none is called so', () => {
    const rows = ['a1', 'b2', 'c3', 'd4'].map(code => ({ code, comment: `${sentence} (${code})` }))
    expect(guess(rows)).to.deep.equal({ id: 'code', text: ['comment'], by: [] })
  })

  it('takes repeated long answers for no free text', () => {
    const rows = Array.from({ length: 10 }, (_, index) => ({ id: `${index}`, choice: sentence }))
    expect(guess(rows)).to.deep.equal({ id: 'id', text: [], by: [] })
  })

  it('takes letters for free text, though most of them are copies of one', () => {
    const letter = Array.from({ length: 4 }, () => sentence).join('. ')
    const rows = Array.from({ length: 10 }, (_, index) => ({ id: `${index}`, view: letter }))
    expect(guess(rows)).to.deep.equal({ id: 'id', text: ['view'], by: [] })
  })

  it('finds nothing in a table without rows', () => {
    expect(guessColumns(['id', 'text'], [])).to.deep.equal({ text: [], by: [] })
  })
})
