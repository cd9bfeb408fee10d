import { expect } from 'chai'
import fc from 'fast-check'
import { Frames } from '../../../analysis/findings/drafting/frames.ts'
import { fragmentShape, losesCapital, type Shape, shapes } from '../../../analysis/findings/drafting/shape.ts'

const known: Record<Shape, string[]> = {
  clause: [
    'this is slow for all of us',
    'many have left since',
    'that was the last pilot',
    'not one of the three pilots asked the people on the quay',
    'every change request goes through a help desk',
    'we wait for the tide and for the harbour master',
    'our supplier is the only party that stayed',
    'the rota has not changed in nine years',
    'nobody asks the pilots',
    'I have never met the person who decides',
    'they don’t read what we send',
    'there is no plan for winter',
    'it takes a year to mend a crane',
    'contracts are signed by people who never sail',
    'the quality of the charts was poor',
    'we never see the harbour plan',
  ],
  noun: [
    'the will to mend it',
    'our need for a plan',
    'four years to move one button',
    'a manager who has never met a pilot',
    'a lack of skills on the bridge',
    'contracts that nobody can read',
    'the habit of buying before thinking',
    'a modern harbour office',
    'long waits and short tempers',
    'the third rota this year',
    'no plan for the winter',
    'the cost of waiting',
  ],
  doing: [
    'paying rent on our own charts',
    'being asked twice for the same form',
    'waiting for a tide that never comes',
  ],
  quality: [
    'not sufficiently careful',
    'too slow for the tide',
    'seen as secondary to the office',
    'overly influenced by the agents',
    'treated as a nuisance',
  ],
  predicate: [
    'goes through a help desk twice',
    'is paid by the hour',
    'cannot be changed without the agents',
  ],
  whole: [
    'the next eight boats arrive and I teach them the tide again',
    'the people who sign are never there',
    'asked the harbour master twice',
    'Every change request goes through a help desk',
    'We wait. Nobody comes.',
    'why does nobody ask?',
    'to move one button',
    'in the hands of the agents',
    'ask for things that cannot be done',
    'slow',
    'they said “wait” and left',
  ],
}

describe('the shape of words as a part of a sentence', () => {
  for (const shape of shapes)
    for (const words of known[shape])
      it(`of “${words}” is ${shape}`, () => {
        expect(fragmentShape(words)).to.equal(shape)
      })

  it('is found under an editor’s brackets and cuts', () => {
    expect(fragmentShape('every [change] request goes […] twice')).to.equal('clause')
    expect(fragmentShape('a [distant] office')).to.equal('noun')
  })

  it('is one of any words whatever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), words => {
        expect(shapes).to.include(fragmentShape(words))
      }),
    )
  })

  it('may lose the capital of a word that is no name', () => {
    for (const words of ['The rota is late', 'We wait', 'Every pilot knows'])
      expect(losesCapital(words)).to.equal(true)
    for (const words of ['I wait', 'Pilots wait', 'NHS staff', 'Orla waits', 'the rota', 'It’s late'])
      expect(losesCapital(words), words).to.equal(false)
  })
})

describe('the frames of quotes', () => {
  it('come in turn, the same for the same seed', () => {
    const leads = (seed: string) => {
      const frames = new Frames(seed)
      return Array.from({ length: 8 }, () => frames.lead('clause'))
    }
    expect(leads('a')).to.deep.equal(leads('a'))
    expect(new Set(leads('a').slice(0, 4))).to.have.length(4)
    const firsts = new Set(['harbour', 'rota', 'charts', 'pay', 'crew', 'tide'].map(seed => leads(seed)[0]))
    expect(firsts.size).to.be.greaterThan(1)
  })

  it('always have a place for whoever said it, and never two colons', () => {
    const frames = new Frames('x')
    for (const shape of shapes)
      for (let i = 0; i < 6; i++) {
        const lead = frames.counterLead(shape, i % 2 === 0)
        expect(lead).to.include('{who}')
        if (shape === 'whole') expect(lead.match(/:/g)).to.have.length(1)
      }
  })
})
