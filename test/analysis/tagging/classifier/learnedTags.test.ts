import { expect } from 'chai'
import fc from 'fast-check'
import { learnedRule } from '../../../../analysis/application.ts'
import { explainLearned, learnedTags, predict, train } from '../../../../analysis/index.ts'

const late = ['The ferry came late again.', 'Ferries are late on Mondays.', 'A late ferry cost me a day.']
const other = ['The tea was cold today.', 'Nobody swept the quay.', 'Gulls took my lunch there.']

describe('tags that were learned', () => {
  const model = train(
    [...late, ...late, ...other, ...other].map((text, n) => ({
      id: String(n),
      text,
      question: 'travel',
      labels: late.includes(text) ? ['delays'] : [],
    })),
  )
  const tagsIn = (text: string, language?: string) =>
    learnedTags(model, { id: 'a', question: 'travel', text, ...(language ? { language } : {}) })

  it('are made for the sentences that are worded like what was coded, with the words that spoke for it', () => {
    const text = 'We had tea. The ferry was late, as ever. Gulls came.'
    const [tag, ...others] = tagsIn(text)
    if (!tag) throw new Error('nothing was suggested')
    expect(others).to.deep.equal([])
    expect(tag).to.include({ theme: 'delays', rule: learnedRule, text: 'a', negated: false })
    expect(text.slice(tag.start, tag.end)).to.equal('The ferry was late, as ever.')
    const passage = { text: 'The ferry was late, as ever.', question: 'travel' }
    const delays = predict(model, passage).find(({ theme }) => theme === 'delays')
    expect(tag.margin).to.be.closeTo((delays?.probability ?? 0) - (delays?.threshold ?? 0), 0.0001)
    expect(tag.evidence.map(({ start, end }) => text.slice(start, end))).to.include('late')
    expect(explainLearned(tag, text)).to.match(/^it is worded like passages that people coded so: .*“late”/)
  })

  it('have the same id each time, and another one elsewhere', () => {
    const ids = ['The ferry was late.', 'Oh! The ferry was late.'].map(text => tagsIn(text)[0]?.id)
    expect(ids[0]).to.be.a('string')
    expect(ids[0]).to.equal(tagsIn('The ferry was late.')[0]?.id)
    expect(ids[0]).to.not.equal(ids[1])
  })

  it('are not made for testimony in another language, nor for a word or two', () => {
    const welsh = 'Mae’r ferry yn hwyr bob dydd Llun ac nid oes neb yn gwybod pam.'
    expect(tagsIn(welsh)).to.deep.equal([])
    expect(tagsIn('The ferry was late.', 'cy')).to.deep.equal([])
    expect(tagsIn('Late ferry.')).to.deep.equal([])
    expect(tagsIn('')).to.deep.equal([])
  })

  it('name words inside their sentence, in order and apart, whatever the text', () => {
    const words = fc.constantFrom('ferry', 'late', 'tea', 'quay.', 'Mondays.', '🦆', 'constructor', '\n', 'a')
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), list => {
        const text = list.join(' ')
        for (const { start, end, evidence } of tagsIn(text)) {
          let from = start
          for (const part of evidence) {
            expect(part.start).to.be.at.least(from)
            expect(part.end).to.be.at.most(end).and.above(part.start)
            from = part.end
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})
