import { expect } from 'chai'
import fc from 'fast-check'
import { concordance } from '../../../analysis/discovery/concordance.ts'

const answers = (...texts: string[]) =>
  texts.map((text, at) => ({ id: `a${at}`, respondent: `r${at}`, text }))

describe('concordance', () => {
  const quay = answers('The old ferry is late. No ferries came.', 'A new ferry, at last!')

  it('lists each match of a rule with the words around it', () => {
    const lines = concordance(quay, 'ferries')
    expect(lines.map(({ left, node, right }) => [left, node, right])).to.deep.equal([
      ['The old ', 'ferry', ' is late. No ferries came.'],
      ['The old ferry is late. No ', 'ferries', ' came.'],
      ['A new ', 'ferry', ', at last!'],
    ])
    expect(lines.map(({ negated }) => negated)).to.deep.equal([false, true, false])
  })

  it('takes every rule of the codebook’s language', () => {
    expect(concordance(quay, '"old ferry"').map(({ node }) => node)).to.deep.equal(['old ferry'])
    expect(concordance(quay, 'ferry NOT late').map(({ node }) => node)).to.deep.equal(['ferries', 'ferry'])
    expect(() => concordance(quay, '(ferry')).to.throw('never closed')
  })

  it('sorts by the words outward from the node', () => {
    const nodes = (order: 'left' | 'right' | 'node') =>
      concordance(quay, 'ferry', { order }).map(({ start, answer }) => `${answer} ${start}`)
    expect(nodes('left')).to.deep.equal(['a1 6', 'a0 26', 'a0 8'])
    expect(nodes('right')).to.deep.equal(['a1 6', 'a0 26', 'a0 8'])
    expect(nodes('node')).to.deep.equal(['a0 26', 'a0 8', 'a1 6'])
  })

  it('cuts at white space, or through no character where there is none', () => {
    const [line] = concordance(quay, 'came', { width: 8 })
    expect(line).to.include({ left: 'ferries ', right: '.' })
    const [emoji] = concordance(answers('😀😀😀,came,😀😀😀'), 'came', { width: 4 })
    expect([emoji?.left, emoji?.right]).to.deep.equal(['😀,', ',😀😀'])
    expect(() => concordance(quay, 'came', { width: -1 })).to.throw(RangeError, 'concordance: width is -1')
  })

  it('has spans of the texts as written, with their surroundings beside them', () => {
    const pieces = fc.array(
      fc.constantFrom('ferry', 'Ferries', ' ', '\n', '. ', 'é', '😀', '\ud800', 'not '),
      {
        maxLength: 30,
      },
    )
    fc.assert(
      fc.property(pieces, fc.nat(12), (list, width) => {
        const [answer = { id: '', respondent: '', text: '' }] = answers(list.join(''))
        for (const { start, end, left, node, right } of concordance([answer], 'ferry', { width })) {
          expect(answer.text.slice(start, end)).to.equal(node)
          expect(answer.text.slice(start - left.length, end + right.length)).to.equal(left + node + right)
          expect(left.length).to.be.at.most(width)
          expect(right.length).to.be.at.most(width + 1)
        }
      }),
    )
  })
})
