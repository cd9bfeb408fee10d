import { expect } from 'chai'
import fc from 'fast-check'
import { seededRandom } from '../../../../analysis/application.ts'
import { auditEstimate, type Reviewable, reviewOrder } from '../../../../analysis/index.ts'

/** Passages with a probability, the tagged being those from .4 on, and which of them speak of the theme. */
function inventPassages(count: number, seed: number) {
  const random = seededRandom(seed)
  const passages: Reviewable[] = []
  const isTrue = new Map<string, boolean>()
  for (let index = 0; index < count; index++) {
    const probability = random() ** 3
    passages.push({ id: `p${index}`, probability, tagged: probability >= 0.4 })
    isTrue.set(`p${index}`, random() < probability * 0.9)
  }
  return { passages, isTrue }
}

describe('the order of review', () => {
  it('names each passage once: the uncertain by nearness, an audited one after each three', () => {
    const { passages } = inventPassages(200, 1)
    const { order, tagged, untagged } = reviewOrder(passages, { threshold: 0.4, seed: 1, audit: 10 })
    expect(new Set(order.map(({ id }) => id)).size).to.equal(200)
    expect(order).to.have.length(200)
    expect(tagged + untagged).to.equal(200)
    const four = ['uncertain', 'uncertain', 'uncertain', 'audit']
    expect(order.slice(0, 8).map(({ why }) => why)).to.deep.equal([...four, ...four])
    const audited = order.filter(({ why }) => why === 'audit')
    expect(audited.filter(review => review.tagged)).to.have.length(10)
    expect(audited.filter(review => !review.tagged)).to.have.length(10)
    const margins = order
      .filter(({ why }) => why === 'uncertain')
      .map(({ id }) => Math.abs((passages.find(passage => passage.id === id)?.probability ?? 0) - 0.4))
    expect(margins).to.deep.equal([...margins].sort((a, b) => a - b))
    expect(reviewOrder(passages, { threshold: 0.4, seed: 1, audit: 10 }).order).to.deep.equal(order)
  })

  it('takes no passages, and fewer than the audit asks', () => {
    expect(reviewOrder([], { threshold: 0.5, seed: 1 })).to.deep.equal({ order: [], tagged: 0, untagged: 0 })
    const few = reviewOrder(inventPassages(7, 2).passages, { threshold: 0.4, seed: 1 })
    expect(few.order.map(({ why }) => why)).to.deep.equal(new Array(7).fill('audit'))
    expect(() => reviewOrder([], { threshold: 0.5, seed: 1, audit: -1 })).to.throw('reviewOrder')
  })
})

describe('estimates from the audit', () => {
  it('are without bias over many draws, and their intervals hold the truth', () => {
    const { passages, isTrue } = inventPassages(800, 3)
    const truth = (wanted: boolean) =>
      passages.filter(({ id, tagged }) => tagged === wanted && isTrue.get(id)).length
    const tagged = passages.filter(passage => passage.tagged).length
    const precision = truth(true) / tagged
    const total = truth(true) + truth(false)
    const recall = truth(true) / total
    const draws = 1000
    const sums = { precision: 0, total: 0, recall: 0 }
    const held = { precision: 0, total: 0, recall: 0 }
    for (let seed = 0; seed < draws; seed++) {
      const { order } = reviewOrder(passages, { threshold: 0.4, seed, audit: 60 })
      const sample = (wanted: boolean) =>
        order.filter(review => review.why === 'audit' && review.tagged === wanted)
      const stratum = (wanted: boolean) => ({
        passages: wanted ? tagged : passages.length - tagged,
        reviewed: sample(wanted).length,
        accepted: sample(wanted).filter(({ id }) => isTrue.get(id)).length,
      })
      const estimates = auditEstimate({ tagged: stratum(true), untagged: stratum(false) })
      for (const [name, value] of [
        ['precision', precision],
        ['total', total],
        ['recall', recall],
      ] as const) {
        const estimate = estimates[name]
        sums[name] += (estimate?.value ?? 0) / draws
        if (estimate && estimate.low <= value && value <= estimate.high) held[name]++
      }
    }
    expect(sums.precision).to.be.closeTo(precision, 0.005)
    expect(sums.total / total).to.be.closeTo(1, 0.02)
    expect(sums.recall).to.be.closeTo(recall, 0.02)
    for (const count of Object.values(held)) expect(count / draws).to.be.within(0.93, 0.99)
  }).timeout(20_000)

  it('are exact where all was reviewed', () => {
    const all = auditEstimate({
      tagged: { passages: 10, reviewed: 10, accepted: 8 },
      untagged: { passages: 90, reviewed: 90, accepted: 2 },
    })
    expect(all.precision).to.deep.equal({ value: 0.8, low: 0.8, high: 0.8 })
    expect(all.total).to.deep.equal({ value: 10, low: 10, high: 10 })
    for (const end of ['value', 'low', 'high'] as const) expect(all.recall?.[end]).to.be.closeTo(0.8, 1e-12)
  })

  it('are null or bounded, never NaN, for every count that can be', () => {
    const stratum = fc
      .tuple(fc.nat(40), fc.nat(40), fc.nat(40))
      .map(([a, b, c]) => [a, b, c].sort((x, y) => y - x))
      .map(([passages = 0, reviewed = 0, accepted = 0]) => ({ passages, reviewed, accepted }))
    fc.assert(
      fc.property(stratum, stratum, (tagged, untagged) => {
        for (const [name, estimate] of Object.entries(auditEstimate({ tagged, untagged }))) {
          if (estimate === null) continue
          const most = name === 'total' ? tagged.passages + untagged.passages : 1
          expect(estimate.low).to.be.within(-1e-9, estimate.value + 1e-9)
          expect(estimate.high).to.be.within(estimate.value - 1e-9, most + 1e-9)
        }
      }),
      { numRuns: 500 },
    )
    const none = { passages: 5, reviewed: 0, accepted: 0 }
    expect(auditEstimate({ tagged: none, untagged: none })).to.deep.equal({
      precision: null,
      recall: null,
      total: null,
    })
    expect(() => auditEstimate({ tagged: { ...none, accepted: 1 }, untagged: none })).to.throw('cannot be')
  })
})
