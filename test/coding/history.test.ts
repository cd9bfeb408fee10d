import { expect } from 'chai'
import type { Decision } from '../../server/coding/coding.ts'
import {
  begun,
  decisionOf,
  redoable,
  redone,
  removed,
  revised,
  undoable,
  undone,
} from '../../server/coding/history.ts'

const place = {
  id: 'c1',
  consultation: 'c',
  respondent: 'r',
  question: 'q',
  text: 't',
  start: 0,
  end: 3,
  theme: 'pay',
  coder: 'ines',
}
const decision = (stance: Decision['stance'], more: Partial<Decision> = {}): Decision => ({
  verdict: 'accepted',
  stance,
  origin: 'rule',
  codebookVersion: 2,
  ...more,
})
const act = (action: string, did: 'accepted' | 'changed' | 'removed' | 'undid' | 'redid') => ({
  at: new Date(0),
  by: 'ines',
  action,
  did,
})

describe('the history of a coding', () => {
  const first = begun(place, decision('supports', { tag: 'tag1', rule: 'rule1' }), act('a', 'accepted'))
  const second = revised(first, decision('opposes'), act('b', 'changed'))

  it('keeps how it stood before each change', () => {
    expect(second.history.map(change => change.before?.stance)).to.deep.equal([undefined, 'supports'])
    expect(second).to.include({ stance: 'opposes', revision: 2 }).and.not.have.property('tag')
    expect(decisionOf(second)).to.deep.equal(decision('opposes'))
  })

  it('goes back one change at a time until it is not there', () => {
    const once = undone(second, act('b', 'undid'))
    expect(decisionOf(once)).to.deep.equal(decisionOf(first))
    expect(undoable(once)?.action).to.equal('a')
    const twice = undone(once, act('a', 'undid'))
    expect(twice.removed?.by).to.equal('ines')
    expect(undoable(twice)).to.equal(undefined)
    expect(twice.history).to.have.length(4)
    expect(() => undone(twice, act('a', 'undid'))).to.throw('c1')
  })

  it('brings a removed coding back', () => {
    const gone = removed(second, act('c', 'removed'))
    expect(gone.removed).to.include({ by: 'ines' })
    expect(undone(gone, act('c', 'undid'))).to.not.have.property('removed')
  })

  it('goes forward again as far as it went back, and no further once something else was done', () => {
    const back = undone(undone(second, act('b', 'undid')), act('a', 'undid'))
    const once = redone(back, act('a', 'redid'))
    expect(decisionOf(once)).to.deep.equal(decisionOf(first))
    const twice = redone(once, act('b', 'redid'))
    expect(decisionOf(twice)).to.deep.equal(decisionOf(second))
    expect(redoable(twice)).to.equal(undefined)
    expect(undoable(twice)?.action).to.equal('b')
    expect(decisionOf(undone(twice, act('b', 'undid')))).to.deep.equal(decisionOf(first))
    expect(redoable(revised(once, decision('mixed'), act('d', 'changed')))).to.equal(undefined)
    expect(() => redone(second, act('a', 'redid'))).to.throw('c1')
  })
})
