import { expect } from 'chai'
import { promptedThemes } from '../../../analysis/findings/prompted.ts'
import type { Theme } from '../../../analysis/model.ts'

const theme = (id: string, ...sources: string[]): Theme => ({
  ...{ id, name: id, parent: null, definition: '', include: '', exclude: '', colour: 'blue' },
  rules: sources.map((source, at) => ({ id: `${id} ${at}`, source })),
})

describe('Prompted themes', () => {
  const themes = [theme('outsourcing', 'outsourc* OR supplier'), theme('pay', 'pay'), theme('trust')]
  const named = (wording: string) => [...(promptedThemes(themes, [{ id: 'q', wording }]).get('q') ?? [])]

  it('are those whose rules match the question, in its label or its hint', () => {
    expect(named('What has outsourcing done to your service?')).to.deep.equal(['outsourcing'])
    expect(named('What gets in the way?\n\nFor example your suppliers, or pay.')).to.have.members([
      'outsourcing',
      'pay',
    ])
  })

  it('are none where the question names none, and none without rules', () => {
    expect(named('What gets in the way of trust?')).to.deep.equal([])
    expect(promptedThemes([], [{ id: 'q', wording: 'Pay?' }]).get('q')).to.deep.equal(new Set())
  })
})
