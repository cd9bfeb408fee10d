import { expect } from 'chai'
import fc from 'fast-check'
import { type Claim, inScope, prevalence, unreviewedTags } from '../../../analysis/findings/prevalence.ts'
import {
  type Answer,
  type Coding,
  origins,
  type Stance,
  stances,
  type Tag,
  verdicts,
} from '../../../analysis/model.ts'

const answer = (respondent: string, text = 'We wait for approval.', question = 'q1'): Answer => ({
  id: `t-${respondent}-${question}`,
  respondent,
  question,
  text,
})

let made = 0
const coding = (respondent: string, stance: Stance, change: Partial<Coding> = {}): Coding => ({
  id: `c${made++}`,
  text: `t-${respondent}-q1`,
  respondent,
  theme: 'layers',
  verdict: 'accepted',
  stance,
  origin: 'unaided',
  coder: 'k1',
  start: 0,
  end: 7,
  ...change,
})
const tag = (respondent: string, change: Partial<Tag> = {}): Tag => ({
  id: `g${made++}`,
  text: `t-${respondent}-q1`,
  theme: 'layers',
  rule: 'r',
  negated: false,
  evidence: [],
  start: 0,
  end: 7,
  ...change,
})

const layers: Claim = { themes: ['layers'], match: 'any' }
const answers = ['a', 'b', 'c', 'd', 'e'].map(respondent => answer(respondent))
const count = (codings: Coding[], claim = layers, tags: Tag[] = []) =>
  prevalence({ claim, answers, codings, tags })

describe('the count of a claim', () => {
  it('counts each respondent once, by where they stand', () => {
    const codings = [
      coding('a', 'supports'),
      coding('a', 'supports', { coder: 'k2' }),
      coding('b', 'opposes'),
      coding('c', 'mentions'),
      coding('d', 'supports', { verdict: 'rejected' }),
    ]
    expect(count(codings)).to.deep.include({ supports: 1, opposes: 1, mixed: 0, mentions: 1, of: 5 })
  })

  it('takes one who supports and opposes as mixed, and one who supports and mentions as in support', () => {
    const codings = [
      coding('a', 'supports'),
      coding('a', 'opposes'),
      coding('b', 'mentions'),
      coding('b', 'supports'),
    ]
    expect(count(codings)).to.deep.include({ supports: 1, opposes: 0, mixed: 1, mentions: 0 })
  })

  it('asks for every theme where all are to be there', () => {
    const both: Claim = { themes: ['layers', 'pay'], match: 'all' }
    const codings = [
      coding('a', 'supports'),
      coding('b', 'supports'),
      coding('b', 'supports', { theme: 'pay' }),
      coding('c', 'supports'),
      coding('c', 'opposes', { theme: 'pay' }),
      coding('d', 'supports'),
      coding('d', 'mentions', { theme: 'pay' }),
    ]
    expect(count(codings, both)).to.deep.include({ supports: 1, opposes: 0, mixed: 1, mentions: 1 })
    expect(count(codings, { ...both, match: 'any' })).to.deep.include({ supports: 3, mixed: 1, mentions: 0 })
  })

  it('says how much was coded unaided, accepted from the machine, and is unreviewed', () => {
    const codings = [
      coding('a', 'supports', { origin: 'rule' }),
      coding('b', 'supports', { origin: 'rule' }),
      coding('b', 'supports'),
      coding('c', 'supports', { verdict: 'rejected', origin: 'rule' }),
    ]
    const tags = [
      tag('a'),
      tag('c'),
      tag('d'),
      tag('d'),
      tag('e', { theme: 'pay' }),
      tag('a', { start: 8, end: 9 }),
    ]
    expect(count(codings, layers, tags).coded).to.deep.equal({
      unaided: 1,
      acceptedFromMachine: 1,
      unreviewed: 1,
    })
  })

  it('is over those who answered with more than a non-answer and have not withdrawn', () => {
    const all = [...answers, answer('f', 'n/a'), answer('g', 'Fine.', 'q2'), answer('h')]
    const scope = inScope(all, { questions: ['q1'], withdrawn: new Set(['a', 'h']) })
    expect(scope.map(one => one.respondent)).to.deep.equal(['b', 'c', 'd', 'e'])
    const codings = [coding('a', 'supports'), coding('b', 'supports')]
    expect(prevalence({ claim: layers, answers: scope, codings, tags: [] })).to.deep.include({
      supports: 1,
      of: 4,
    })
  })

  it('takes a tag as reviewed once a coding of its theme touches it', () => {
    const tags = [tag('a'), tag('a', { start: 7, end: 9 }), tag('a', { theme: 'pay' })]
    expect(unreviewedTags(tags, [coding('a', 'supports', { verdict: 'rejected' })])).to.deep.equal(
      tags.slice(1),
    )
  })

  it('throws for a claim without themes', () => {
    expect(() => count([], { themes: [], match: 'any' })).to.throw('prevalence')
  })

  it('never counts more respondents than answered, nor the same one twice', () => {
    const anyCoding = fc
      .record({
        respondent: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'nobody'),
        stance: fc.constantFrom(...stances),
        verdict: fc.constantFrom(...verdicts),
        origin: fc.constantFrom(...origins),
        theme: fc.constantFrom('layers', 'pay'),
      })
      .map(({ respondent, stance, ...change }) => coding(respondent, stance, change))
    fc.assert(
      fc.property(fc.array(anyCoding), fc.constantFrom<'any' | 'all'>('any', 'all'), (codings, match) => {
        const result = count(codings, { themes: ['layers', 'pay'], match }, [tag('a'), tag('e')])
        const counted = result.supports + result.opposes + result.mixed + result.mentions
        expect(result.coded.unaided + result.coded.acceptedFromMachine).to.equal(counted)
        expect(counted + result.coded.unreviewed).to.be.at.most(result.of)
      }),
    )
  })
})
