import { expect } from 'chai'
import fc from 'fast-check'
import { changesBetween } from '../../../server/reports/publication/changes.ts'
import { inLondon, londonTime } from '../../../server/reports/publication/londonTime.ts'

const report = (markdown: string, notes: string[] = []) => ({ markdown, notes })

describe('the changes of a correction', () => {
  it('are the sentences that were changed, taken out or put in, in order', () => {
    const before = report('# Quays\n\nIt is dark.[^1] It is cold. We wait.\n\nWe end.')
    const after = report('# Quays\n\nIt is **light**.[^1] We wait. So do you.\n\nWe end.')
    expect(changesBetween(before, after)).to.deep.equal({
      sentences: [{ was: 'It is dark.', now: 'It is light.' }, { was: 'It is cold.' }, { now: 'So do you.' }],
      notes: false,
    })
  })

  it('tell a chart by what it shows', () => {
    const chart = (of: number) => ({ markdown: `![Who said so, of ${of}][chart-1]\n`, notes: [] })
    expect(changesBetween(chart(7), chart(8)).sentences).to.deep.equal([
      { was: 'Chart: Who said so, of 7', now: 'Chart: Who said so, of 8' },
    ])
  })

  it('are none where only note marks moved, and tell of changed notes', () => {
    expect(changesBetween(report('It is.[^1]', ['a']), report('It is.[^2]', ['b']))).to.deep.equal({
      sentences: [],
      notes: true,
    })
  })

  it('lead from one version to the other, whatever they are', () => {
    const text = fc.array(fc.constantFrom('One is.', 'Two is.', 'Three is.', 'Four is.'), { maxLength: 12 })
    fc.assert(
      fc.property(text, text, (was, now) => {
        const { sentences } = changesBetween(report(was.join(' ')), report(now.join(' ')))
        const gone = sentences.flatMap(change => change.was ?? [])
        const come = sentences.flatMap(change => change.now ?? [])
        const less = (all: string[], some: string[]) => {
          const left = [...all]
          for (const each of some) left.splice(left.indexOf(each), 1)
          return left.sort()
        }
        expect(less(was, gone)).to.deep.equal(less(now, come))
        expect(was.length - gone.length).to.equal(longestCommon(was, now))
      }),
    )
  })
})

/** How many sentences two lists have in common, in order: by trying everything. */
function longestCommon(a: string[], b: string[]): number {
  const [head, ...rest] = a
  if (head === undefined || b.length === 0) return 0
  const at = b.indexOf(head)
  const without = longestCommon(rest, b)
  return at < 0 ? without : Math.max(without, 1 + longestCommon(rest, b.slice(at + 1)))
}

describe('a time in London', () => {
  it('is the moment at which clocks there show it, in winter and in summer', () => {
    expect(londonTime('2027-01-15T09:30')?.toISOString()).to.equal('2027-01-15T09:30:00.000Z')
    expect(londonTime('2027-07-15T09:30')?.toISOString()).to.equal('2027-07-15T08:30:00.000Z')
    expect(inLondon(new Date('2027-07-15T08:30:00Z'))).to.equal('2027-07-15T09:30')
  })

  it('is none where clocks never show it', () => {
    for (const shown of ['2027-03-28T01:30', '2027-02-30T10:00', '2027-01-01', 'soon', ''])
      expect(londonTime(shown), shown).to.equal(undefined)
  })
})
