import { expect } from 'chai'
import * as fc from 'fast-check'
import { newThemesOver } from '../../../analysis/application.ts'

describe('New themes over responses read', () => {
  it('names the responses that brought any, with their places among all that were read', () => {
    const read = [
      { response: 'a', themes: [] },
      { response: 'b', themes: ['pay', 'culture', 'pay'] },
      { response: 'c', themes: ['culture'] },
      { response: 'd', themes: ['pay', 'vision'] },
    ]
    expect(newThemesOver(read)).to.deep.equal([
      { place: 2, response: 'b', themes: ['pay', 'culture'], soFar: 2 },
      { place: 4, response: 'd', themes: ['vision'], soFar: 3 },
    ])
    expect(newThemesOver([])).to.deep.equal([])
  })

  it('is as a plain count of distinct themes after each response, in any order', () => {
    const themes = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__'), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(themes, { maxLength: 20 }), all => {
        const steps = newThemesOver(all.map((own, at) => ({ response: `r${at}`, themes: own })))
        for (let read = 0; read <= all.length; read++) {
          const soFar = steps.findLast(step => step.place <= read)?.soFar ?? 0
          expect(soFar).to.equal(new Set(all.slice(0, read).flat()).size)
        }
      }),
    )
  })

  it('takes no response twice', () => {
    const twice = { response: 'a', themes: [] }
    expect(() => newThemesOver([twice, twice])).to.throw('newThemesOver: response a was read twice')
  })
})
