import { expect } from 'chai'
import fc from 'fast-check'
import { type Expression, parseRule, ruleLimits } from '../../../analysis/index.ts'

/** The tree with every pair in parentheses. */
function written(expression: Expression): string {
  if (expression.kind === 'term')
    return expression.atoms.map(atom => `${atom.kind[0]}:${atom.value}`).join('+')
  const operator = expression.kind === 'near' ? `near${expression.distance}` : expression.kind
  return `(${written(expression.left)} ${operator} ${written(expression.right)})`
}

function treeOf(source: string): string {
  const parsed = parseRule(source)
  return parsed.ok ? written(parsed.rule.expression) : parsed.problem.message
}

describe('the rule language', () => {
  const trees: [string, string][] = [
    ['hierarchy', 'f:hierarchy'],
    ['hierarch*', 'p:hierarch'],
    ['=IT', 'e:IT'],
    ['"no longer =IT cut*"', 'f:no+f:longer+e:IT+p:cut'],
    ['“curly quotes”', 'f:curly+f:quotes'],
    ['in-house', 'f:in+f:house'],
    ['a OR b AND c NOT d', '(f:a or ((f:b and f:c) not f:d))'],
    ['a NEAR/5 b AND c', '((f:a near5 f:b) and f:c)'],
    ['a AND NOT (b OR c)', '(f:a not (f:b or f:c))'],
  ]
  for (const [source, tree] of trees) {
    it(`reads ${source}`, () => {
      expect(treeOf(source)).to.equal(tree)
    })
  }

  const mistakes: [string, number, RegExp][] = [
    ['', 0, /empty/],
    ['pay gap', 4, /side by side/],
    ['culture and risk', 8, /Write AND in capitals/],
    ['(a', 0, /never closed/],
    ['a)', 1, /closes nothing/],
    ['a "b', 2, /never closed/],
    ['a NEAR b', 2, /number of words from 1 to 50/],
    ['a NEAR/51 b', 2, /from 1 to 50/],
    ['NOT a', 0, /to its left/],
    ['a AND', 5, /breaks off/],
    ['x*', 0, /at least 2 letters/],
    ['ab*c', 2, /end of a word/],
    ['=ab*', 0, /Take away/],
    ['a OR !!', 5, /holds no word/],
    ['a OR ""', 5, /phrase is empty/],
    ['()', 1, /no word before/],
  ]
  for (const [source, at, message] of mistakes) {
    it(`points at character ${at} of ${JSON.stringify(source)}`, () => {
      const parsed = parseRule(source)
      if (parsed.ok) throw new Error('the rule was accepted')
      expect(parsed.problem.at).to.equal(at)
      expect(parsed.problem.message).to.match(message)
    })
  }

  it('refuses rules beyond its limits', () => {
    expect(treeOf(Array(10_000).fill('a').join(' OR '))).to.match(/at most 4000/)
    expect(
      treeOf(
        Array(ruleLimits.terms + 1)
          .fill('a')
          .join(' OR '),
      ),
    ).to.match(/more than 200/)
    expect(treeOf(`${'('.repeat(11)}a${')'.repeat(11)}`)).to.match(/more than 10 deep/)
    expect(treeOf(`"${'a '.repeat(13)}"`)).to.match(/has 13 words; at most 12/)
  })

  it('reads or refuses any text, with a place inside it', () => {
    const piece = fc.constantFrom(
      'a',
      'b*',
      '=C',
      '"',
      '(',
      ')',
      ' ',
      ' AND ',
      ' OR ',
      ' NOT ',
      ' NEAR/3 ',
      '*',
      '=',
      '😀',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
        const source = pieces.join('')
        const parsed = parseRule(source)
        if (!parsed.ok) expect(parsed.problem.at).to.be.within(0, source.length)
      }),
      { numRuns: 500 },
    )
  })
})
