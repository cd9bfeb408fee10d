import { expect } from 'chai'
import fc from 'fast-check'
import { compileCodebook, tagAnswer, themesToRetag } from '../../../analysis/index.ts'
import { mergeTags } from '../../../analysis/tagging/mergeTags.ts'

describe('merging tags after an edit', () => {
  const source = fc.constantFrom(
    'pay',
    'skill',
    'pay AND skill',
    'skill NOT pay WITHIN answer',
    'the NEAR/2 pay',
  )
  const rules = fc
    .uniqueArray(source, { maxLength: 3 })
    .map(sources => sources.map(each => ({ id: each, source: each })))
  const codebook = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), rules }), {
    selector: theme => theme.id,
  })
  const words = fc.array(fc.constantFrom('the', 'pay', 'skills', 'end. Next', 'x'), { maxLength: 14 })

  it('gives what tagging the text anew gives, whatever themes were changed, moved, added or removed', () => {
    fc.assert(
      fc.property(codebook, codebook, fc.boolean(), words, (before, edited, isKept, parts) => {
        const after = isKept ? edited.map(theme => before.find(({ id }) => id === theme.id) ?? theme) : edited
        const answer = { id: 't', text: parts.join(' ') }
        const old = tagAnswer(compileCodebook(before), answer)
        const changed = new Set(themesToRetag(before, after))
        const part = compileCodebook(after.filter(theme => changed.has(theme.id)))
        expect(mergeTags(after, old, changed, tagAnswer(part, answer))).to.deep.equal(
          tagAnswer(compileCodebook(after), answer),
        )
      }),
      { numRuns: 500 },
    )
  })
})
