import { expect } from 'chai'
import { inOrder, letters, withDescendants } from '../../server/codebook/hierarchy.ts'

const theme = (id: string, parent: string | null = null, order = 0) => ({ id, parent, order, name: id })

describe('the hierarchy of themes', () => {
  it('puts parents before their children, and those whose parent is gone at the top', () => {
    const placed = inOrder([theme('c', 'b'), theme('b', 'a'), theme('z', 'gone', 2), theme('a', null, 1)])
    expect(placed.map(({ id, depth }) => [id, depth])).to.deep.equal([
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['z', 0],
    ])
  })

  it('finds a theme with all below it', () => {
    const found = withDescendants([theme('c', 'b'), theme('b', 'a'), theme('a'), theme('d')], 'a')
    expect([...found].sort()).to.deep.equal(['a', 'b', 'c'])
  })

  it('gives every theme letters of its own, from its name', () => {
    const names = ['Pay', 'People', 'Pe', '…', '…', 'économie', 'Pa', 'Pa']
    const given = letters(names.map((name, index) => ({ id: String(index), name })))
    expect([...given.values()]).to.deep.equal(['P', 'Pe', 'P2', '?', '?2', 'É', 'Pa', 'P3'])
  })
})
