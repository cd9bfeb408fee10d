import { expect } from 'chai'
import fc from 'fast-check'
import { type Expression, parseRule, ruleLimits } from '../../../analysis/index.ts'

/** The tree with every pair in parentheses. */
function written(expression: Expression): string {
  if (expression.kind === 'term')
    return expression.atoms.map(atom => `${atom.kind[0]}:${atom.value}`).join('+')
  if (expression.kind === 'within') return `[${written(expression.inside)}]`
  const operator = expression.kind === 'near' ? `near${expression.distance}` : expression.kind
  return `(${written(expression.left)} ${operator} ${written(expression.right)})`
}

function treeOf(source: string): string {
  const parsed = parseRule(source)
  if (!parsed.ok) return parsed.problem.message
  return written(parsed.rule.expression) + (parsed.rule.scope === 'answer' ? ' anywhere' : '')
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
    ['a AND b WITHIN sentence', '(f:a and f:b)'],
    ['a AND b WITHIN answer', '(f:a and f:b) anywhere'],
    ['(a AND b WITHIN sentence) NOT within WITHIN answer', '([(f:a and f:b)] not f:within) anywhere'],
    ['"WITHIN" OR withins', '(f:WITHIN or f:withins)'],
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
    ['a WITHIN reason', 2, /“sentence” or “answer”/],
    ['(a AND b WITHIN answer) OR c', 9, /Move it to the end/],
    ['a WITHIN answer WITHIN sentence', 16, /second WITHIN/],
    ['a WITHIN answer b', 16, /side by side/],
    ['WITHIN answer', 0, /needs words before/],
    ['a AND WITHIN answer', 6, /needs words before/],
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
      ' WITHIN ',
      'sentence',
      'answer',
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
