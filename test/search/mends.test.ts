import { expect } from 'chai'
import { tag } from '../../analysis/index.ts'
import { mendsFor } from '../../server/search/rules/mends.ts'

/** Ways to mend a rule that matched a text of one sentence. */
function mends(source: string, text: string) {
  const [found] = tag([{ id: 't', rules: [{ id: 'r', source }] }], [{ id: 'a', text }])
  if (!found) throw new Error(`${source} does not match`)
  return mendsFor(source, text, found, found.evidence)
}

describe('ways to mend a rule', () => {
  it('leave out the phrase, what stands near, and the one form of the word', () => {
    const rules = mends('pay', 'Nobody pays attention to the tide tables.').map(({ rule }) => rule)
    expect(rules).to.include.members([
      'pay NOT "pays attention"',
      'pay NOT (pays NEAR/3 attention)',
      'pay NOT =pays',
    ])
  })

  it('never match the passage any more, and are rules that can be read', () => {
    for (const [rule, text] of [
      ['pay', 'They pay heed to the harbour office.'],
      ['pay AND harbour', 'They pay heed to the harbour office.'],
      ['harbour NEAR/5 office OR quay', 'They pay heed to the harbour office, at last.'],
      ['pay AND quay WITHIN answer', 'They pay at the old quay.'],
      ['"harbour office"', 'The new harbour office is shut.'],
      ['harb*', 'Harbour-side offices don’t pay.'],
    ] as const)
      for (const mend of mends(rule, text))
        expect(
          tag([{ id: 't', rules: [{ id: 'r', source: mend.rule }] }], [{ id: 'a', text }]),
          mend.rule,
        ).to.deep.equal([])
  })

  it('say how far they look where the rule did', () => {
    expect(
      mends('pay AND quay WITHIN answer', 'They pay at the old quay.').map(({ rule }) => rule),
    ).to.include('(pay AND quay) NOT (pay NEAR/3 old) WITHIN answer')
  })
})
