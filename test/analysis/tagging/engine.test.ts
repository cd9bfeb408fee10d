import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { taggingEngine } from '../../../analysis/application.ts'
import { tag } from '../../../analysis/index.ts'

const rules = [
  'hierarchy',
  'outsourc*',
  '"ways of working"',
  '=IT',
  'pay NEAR/4 market',
  'supplier NOT "supply chain"',
  'organisation AND colour',
  'training WITHIN answer',
  'policy',
  'café',
]
const text = `Our hierarchies, i.e. the hierarchical layers, are no longer outsourced. It isn't IT, it is the ways of working!
Dr. Okoro said: "Pay is below the market." We do not pay the market rate (and never did).
1. The organization's colours. 2. Suppliers in the supply chain; a supplier's word… policies, not police.
Nid oes gan y cyngor ddigon o bolisi outsourcing. Naïve cafés train nobody – retraining trainers costs £3.5m.
On Mon. 3 May policy-makers sat. Well-trained policy-makers at www.example.org/policy; POLICY: outsourcing/outsourcer no.4? Without organisation, colour fades.`

describe('the number of the tagging engine', () => {
  it('is raised when the same rules tag the same words otherwise than before', () => {
    const themes = [{ id: 'all', rules: rules.map((source, at) => ({ id: `${at}`, source })) }]
    const made = createHash('sha256').update(JSON.stringify(tag(themes, [{ id: 'a', text }])))
    expect(
      [taggingEngine, made.digest('hex').slice(0, 12)],
      'raise taggingEngine, and write here what it makes now',
    ).to.deep.equal([2, 'ba25956270a6'])
  })
})
