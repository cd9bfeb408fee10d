import { expect } from 'chai'
import { evaluate, type Passage } from '../../server/search/query/evaluate.ts'
import { type Names, resolveQuery } from '../../server/search/query/resolve.ts'

const names: Names = {
  themes: [
    { id: 't1', name: 'Pay', parent: null },
    { id: 't2', name: 'Pay gaps', parent: 't1' },
    { id: 't3', name: 'Skills', parent: null },
  ],
  questions: new Map([
    ['obstacles', 'What gets in the way?'],
    ['people', 'What would keep people?'],
  ]),
  attributes: ['sector', 'role', 'Job title'],
  coders: new Map([['a1', 'Ada Osei']]),
}

function problem(query: string): string {
  const read = resolveQuery(query, names)
  if (read.ok) throw new Error(`${query} was read`)
  return read.problems[0]?.message ?? ''
}

function search(query: string) {
  const read = resolveQuery(query, names)
  if (!read.ok) throw new Error(read.problems[0]?.message)
  if (!read.search) throw new Error(`${query} asks nothing`)
  return read.search
}

/** An answer of twenty words of four letters and a space, in which `words` and `themes` stand at these words. */
function answer(words: Record<string, number[]>, themes: Record<string, number[]>) {
  const at = (place: number): Passage => ({ start: place * 5, end: place * 5 + 4, evidence: [] })
  return (rules: string[]) => ({
    question: 'obstacles',
    attributes: {},
    matches: (rule: number) => (words[rules[rule] ?? ''] ?? []).map(at),
    coded: (ids: string[] | undefined) =>
      Object.entries(themes).flatMap(([id, places]) => (!ids || ids.includes(id) ? places.map(at) : [])),
    wordsBetween: (from: number, to: number) => Math.round((to - from - 1) / 5),
    is: (name: string, value: string) => name === 'sector' && value === 'health',
  })
}

const one = answer({ market: [2, 9], pension: [9] }, { t1: [2, 14], t3: [16] })

function found(query: string, facts = one): number[] | 'throughout' {
  const { condition, rules } = search(query)
  const result = evaluate(condition, facts(rules))
  return result === 'throughout' ? result : result.map(({ start }) => start / 5)
}

describe('a query', () => {
  it('keeps what is written in the language of rules whole, and joins the rest', () => {
    expect(search('(pay OR salary) NEAR/3 "market rate"').rules).to.deep.equal([
      '(pay OR salary) NEAR/3 "market rate"',
    ])
    expect(search('pay AND gap WITHIN answer').rules).to.deep.equal(['pay AND gap WITHIN answer'])
    expect(search('pay morale theme:Pay').rules).to.deep.equal(['pay', 'morale'])
  })

  it('finds themes on one passage, in one answer, near one another and without one another', () => {
    expect(found('theme:Pay AND market')).to.deep.equal([2])
    expect(found('theme:Pay market')).to.deep.equal([2, 9, 14])
    expect(found('theme:Pay AND theme:Skills')).to.deep.equal([])
    expect(found('theme:Pay AND theme:Skills WITHIN answer')).to.deep.equal([2, 14, 16])
    expect(found('theme:Pay NEAR/2 theme:Skills')).to.deep.equal([14, 16])
    expect(found('theme:Pay NEAR/1 theme:Skills')).to.deep.equal([])
    expect(found('theme:Pay NOT market')).to.deep.equal([14])
    expect(found('theme:Pay NOT market WITHIN answer')).to.deep.equal([])
    expect(found('theme:Skills OR pension')).to.deep.equal([9, 16])
    expect(found('theme:"Pay gaps" OR theme:Pay*')).to.deep.equal([2, 14])
    expect(found('market NOT theme:Skills theme:Pay')).to.deep.equal([2, 9, 14])
  })

  it('asks of the whole answer who wrote it and what it answers', () => {
    expect(found('sector:health market')).to.deep.equal([2, 9])
    expect(found('NOT sector:health market')).to.deep.equal([])
    expect(found('question:"in the way" theme:Skills')).to.deep.equal([16])
    expect(found('question:people')).to.deep.equal([])
    expect(found('sector:health NOT theme:Skills')).to.deep.equal([])
    expect(found('sector:health')).to.equal('throughout')
  })

  it('says of which codings it speaks, once', () => {
    expect(search('theme:Pay verdict:rejected stance:opposes coder:"ada osei"')).to.include({
      verdict: 'rejected',
      stance: 'opposes',
      coder: 'a1',
    })
    expect(found('verdict:rejected market')).to.deep.equal([2])
    expect(problem('verdict:rejected verdict:accepted pay')).to.contain('can say one thing')
  })

  it('that cannot be read says where and how to mend it', () => {
    expect(problem('theme:Pya')).to.match(/^At character 1: There is no theme called “Pya”/)
    expect(problem('market theme:gap')).to.match(/^At character 8: .*There is “Pay gaps”\./)
    expect(problem('sectr:health')).to.contain('sector, role, job-title').and.contain('quotation marks')
    expect(problem('market AND')).to.match(/^At its end: The query breaks off/)
    expect(problem('theme:Pay "market')).to.match(/^At character 11: This quotation mark is never closed/)
    expect(problem('theme:Pay (a* OR b)')).to.match(/^At character 12: “a\*” would match almost every word/)
    expect(problem('(theme:Pay market')).to.match(/^At character 1: This \( is never closed/)
    expect(problem('market)')).to.match(/^At character 7: This \) closes nothing/)
    expect(problem('theme:Pay NEAR/x market')).to.contain('from 1 to 50')
    expect(problem('verdict:maybe')).to.contain('accepted, rejected, unreviewed')
    expect(problem('question:weather')).to.contain('No question asks')
    expect(problem('coder:Nobody')).to.contain('Nobody called')
    expect(problem(`theme:Pay ${'x '.repeat(1500)}`)).to.contain('at most 2000 characters')
    expect(problem('('.repeat(12))).to.contain('more than 10 deep')
  })

  it('that is empty asks nothing', () => {
    expect(resolveQuery('  ', names)).to.deep.equal({ ok: true, search: undefined })
  })
})
