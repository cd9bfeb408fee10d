import { expect } from 'chai'
import { ruleKeys, textKeys } from '../../../analysis/application.ts'
import { parseRule, tag } from '../../../analysis/index.ts'

const texts = [
  'Hierarchical organisations reorganise; nobody is organised.',
  'The IT team at the café said “no longer outsourced”, and it went well.',
  'In-house suppliers’ pay lags the market’s pay. U.K. staff leave.',
  'They therefore went to the theatre; the théâtre was closed.',
  'Mae’r gwasanaeth iechyd yn araf. 東京の交通は便利です。 👍🏽 🇬🇧',
  'Nurses’ programmes: colour-coded, 37% late, see https://example.org/pay or a@b.org.',
  'The children and the child, mice and analyses.',
]
const rules = [
  'organisation',
  'organiz*',
  'organis*',
  '=IT',
  'it',
  '"no longer outsourc*"',
  'in-house AND pay',
  'supplier NEAR/3 pay',
  'pay NOT pension',
  '(pension OR pay) AND (staff OR nurse)',
  'pay OR "went well"',
  'ther*',
  'theatr*',
  'théâtr*',
  'th*',
  'gwasanaeth',
  '東京',
  '交通*',
  'programm*',
  'program',
  'color',
  '37%',
  'child',
  'mouse',
  'analysis',
  '"the child"',
  'pay AND market WITHIN answer',
  '(pay AND lag WITHIN sentence) NOT pension WITHIN answer',
]

function mayMatch(rule: string, text: string): boolean {
  const parsed = parseRule(rule)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  const keys = new Set(textKeys(text))
  return ruleKeys(parsed.rule.expression).every(group => group.some(key => keys.has(key)))
}

describe('the keys by which texts are found', () => {
  it('leave in every text that a rule matches', () => {
    let matched = 0
    for (const source of rules)
      for (const text of texts) {
        const found = tag([{ id: 't', rules: [{ id: 'r', source }] }], [{ id: 'a', text, language: 'en' }])
        if (found.length === 0) continue
        matched++
        expect(mayMatch(source, text), `${source} in ${text}`).to.equal(true)
      }
    expect(matched).to.be.greaterThan(25)
  })

  it('leave out texts that lack a word of the rule', () => {
    expect(mayMatch('pay AND pension', texts[2] ?? '')).to.equal(false)
    expect(mayMatch('"quality of care"', texts[2] ?? '')).to.equal(false)
    expect(mayMatch('outsourc*', texts[2] ?? '')).to.equal(false)
    expect(mayMatch('pension OR mortgage', texts[2] ?? '')).to.equal(false)
  })

  it('are the same for words of one family, and hold none of the commonest', () => {
    expect(textKeys('hierarchical hierarchy of the')).to.deep.equal(textKeys('hierarchy'))
  })
})
