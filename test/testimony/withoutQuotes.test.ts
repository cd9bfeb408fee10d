import { expect } from 'chai'
import { withoutQuotes } from '../../server/testimony/withoutQuotes.ts'

describe('a template without withdrawn quotes', () => {
  const cases: [name: string, template: string, left: string][] = [
    [
      'loses the sentence that holds nothing else',
      'We asked. {{quote "Q1" lead="In 2024, i.e. late, {who} wrote:"}}. It was late.',
      'We asked. It was late.',
    ],
    [
      'loses a paragraph of one sentence',
      'One.\n\nAnother told us: {{fragment "Q1"}}.\n\nThree.\n',
      'One.\n\nThree.\n',
    ],
    [
      'loses the call and what joined it, where its sentence calls something else',
      '{{quote "Q1"}}, and {{quote "Q2" lead="{who} said"}}. Others wrote of {{fragment "Q3"}}, {{fragment "Q1"}} and {{fragment "Q4"}}.',
      '{{quote "Q2" lead="{who} said"}}. Others wrote of {{fragment "Q3"}} and {{fragment "Q4"}}.',
    ],
    [
      'keeps quotes of other names, and what comments say',
      '{{!-- {{quote "Q1"}} was here. --}}\n\n{{quote "Q12"}}. {{finding "Q"}}',
      '{{!-- {{quote "Q1"}} was here. --}}\n\n{{quote "Q12"}}. {{finding "Q"}}',
    ],
    [
      'keeps a passage of the author’s closed',
      '{{#own}}**It is late.** So {{fragment "Q1"}} says.{{/own}}',
      '{{#own}}**It is late.**{{/own}}',
    ],
    [
      'loses the stars round the sentence too',
      'It is. **Hear {{fragment "Q1"}}.** So it *is*.',
      'It is. So it *is*.',
    ],
  ]
  for (const [name, template, left] of cases)
    it(name, () => expect(withoutQuotes(template, ['Q1'])).to.equal(left))

  it('is the template itself where it calls none of them', () => {
    const template = '{{heading}}  \n\n\n{{quote "Q2"}}.\n'
    expect(withoutQuotes(template, ['Q1', 'Q3'])).to.equal(template)
  })
})
