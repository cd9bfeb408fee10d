import { expect } from 'chai'
import fc from 'fast-check'
import { seededRandom } from '../../../../analysis/application.ts'
import {
  auditDraw,
  auditEstimate,
  designEffect,
  type Reviewable,
  reviewOrder,
} from '../../../../analysis/index.ts'

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

describe('an audit that is drawn as passages come', () => {
  const drawOf = (count: number, size: number, seed: number) => {
    const draw = auditDraw<number>({ size, seed })
    for (let n = 0; n < count; n++) draw.add(n, n % 4 === 0)
    return draw.result()
  }

  it('holds as many of each stratum as asked, each once, and counts them all', () => {
    const { drawn, tagged, untagged } = drawOf(400, 30, 5)
    expect({ tagged, untagged }).to.deep.equal({ tagged: 100, untagged: 300 })
    expect(new Set(drawn.map(({ passage }) => passage)).size).to.equal(60)
    expect(drawn.filter(each => each.tagged)).to.have.length(30)
    for (const each of drawn) expect(each.tagged).to.equal(each.passage % 4 === 0)
    expect(drawOf(400, 30, 5)).to.deep.equal({ drawn, tagged, untagged })
    expect(drawOf(400, 30, 6).drawn).to.not.deep.equal(drawn)
  })

  it('takes every passage of a stratum that has no more, and none where none is asked for', () => {
    expect(drawOf(20, 30, 1).drawn.map(({ passage }) => passage)).to.have.members([...Array(20).keys()])
    expect(drawOf(20, 0, 1)).to.deep.equal({ drawn: [], tagged: 5, untagged: 15 })
    expect(() => drawOf(1, 1.5, 1)).to.throw('auditDraw')
  })

  it('draws each passage as often as any other, at every place of the order', () => {
    const draws = 4000
    const times = new Map<number, number>()
    const taggedFirst = { count: 0 }
    for (let seed = 0; seed < draws; seed++) {
      const { drawn } = drawOf(40, 5, seed)
      if (drawn[0]?.tagged) taggedFirst.count++
      for (const { passage } of drawn) times.set(passage, (times.get(passage) ?? 0) + 1)
    }
    for (let n = 0; n < 40; n++)
      expect((times.get(n) ?? 0) / draws).to.be.closeTo(n % 4 === 0 ? 5 / 10 : 5 / 30, 0.035)
    expect(taggedFirst.count / draws).to.be.closeTo(0.5, 0.035)
  })
})

describe('decisions that are drawn together', () => {
  it('say as much as so many apart where they are not alike, and half as much where two are the same', () => {
    const alike = Array.from({ length: 1000 }, (_, n) => ({ reviewed: 2, accepted: n % 5 === 0 ? 2 : 0 }))
    expect(designEffect(alike)).to.be.closeTo(2, 0.01)
    const apart = alike.flatMap(({ accepted }) => [0, 1].map(() => ({ reviewed: 1, accepted: accepted / 2 })))
    expect(designEffect(apart)).to.be.closeTo(1, 0.01)
    const even = alike.map(() => ({ reviewed: 2, accepted: 1 }))
    expect(designEffect(even)).to.equal(1)
    expect(designEffect([])).to.equal(1)
    expect(designEffect([{ reviewed: 2, accepted: 2 }])).to.equal(1)
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

  it('weigh each stratum of a side by its size', () => {
    const untagged = [
      { passages: 100, reviewed: 50, accepted: 25 },
      { passages: 900, reviewed: 50, accepted: 0 },
    ]
    const tagged = { passages: 100, reviewed: 50, accepted: 50 }
    const { precision, total, recall } = auditEstimate({ tagged, untagged })
    expect(precision?.value).to.equal(1)
    expect(total?.value).to.equal(150)
    expect(recall?.value).to.be.closeTo(2 / 3, 1e-12)
    const both = auditEstimate({ tagged: [tagged, { ...tagged, accepted: 0, passages: 300 }], untagged: [] })
    expect(both.precision?.value).to.equal(0.25)
    expect(both.recall).to.include({ value: 1 })
    expect(auditEstimate({ tagged: [], untagged: [] })).to.include({ precision: null, recall: null })
    const unseen = { passages: 1, reviewed: 0, accepted: 0 }
    expect(auditEstimate({ tagged, untagged: [...untagged, unseen] }).recall).to.equal(null)
  })

  it('are less sure of decisions that were drawn together', () => {
    const untagged = { passages: 0, reviewed: 0, accepted: 0 }
    const tagged = { passages: 1000, reviewed: 40, accepted: 30 }
    const width = (designEffect?: number) => {
      const given = designEffect === undefined ? tagged : { ...tagged, designEffect }
      const { precision } = auditEstimate({ tagged: given, untagged })
      return (precision?.high ?? 0) - (precision?.low ?? 0)
    }
    expect(width(1)).to.equal(width())
    expect(width(2)).to.be.greaterThan(width() * 1.2)
    expect(() => width(0.5)).to.throw('auditEstimate')
  })

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
