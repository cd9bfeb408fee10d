import { expect } from 'chai'
import fc from 'fast-check'
import { statesCause } from '../../../analysis/findings/wording/claims.ts'
import type { WordingFacts, WordingRule } from '../../../analysis/findings/wording/warning.ts'
import { wordingWarnings } from '../../../analysis/findings/wording/wording.ts'

const count = (
  supports: number,
  of: number,
  others: Partial<Record<'opposes' | 'mixed' | 'mentions', number>> = {},
) => ({
  supports,
  of,
  opposes: 0,
  mixed: 0,
  mentions: 0,
  ...others,
})
const facts = (changes: Partial<WordingFacts> = {}): WordingFacts => ({
  count: count(27, 58, { opposes: 6 }),
  side: 'supports',
  quoted: [],
  causeStated: false,
  ...changes,
})
const rules = (sentence: string, given: Partial<WordingFacts> = {}): WordingRule[] =>
  wordingWarnings(sentence, facts(given)).map(warning => warning.rule)
const few = { count: count(2, 58) }

describe('the wording of what respondents said', () => {
  const passes: [string, Partial<WordingFacts>?][] = [
    ['Our respondents told us that contracts carry knowledge away.'],
    ['Others spoke of waiting for years.'],
    ['Expert contributors noted a lack of vision.'],
    ['Many respondents described work that nobody could change.'],
    ['Of the 58 respondents who answered, many (27) described such work.'],
    ['Of the respondents who answered, 27 described such work.'],
    ['27 of 58 respondents raised it.'],
    ['27 of the 58 respondents raised it, and 6 respondents spoke against it.'],
    ['One respondent called it slow.', few],
    ['Two respondents called it slow.', few],
    ['2 of 58 respondents called it slow.', few],
    ['Few respondents (2 of 58) called it slow.', few],
    ['No respondents supported it.', { count: count(0, 58) }],
    ['All the respondents raised it.', { count: count(5, 5) }],
    ['We asked our respondents about their suppliers.', few],
    ['It matters to our respondents, and to those who answered.', few],
    ['The survey thanked respondents for their time.', few],
    ['One respondent wrote that “our respondents all agreed because of others”.', few],
    ['He went otherwise, each after the others.', few],
    [
      'Those with suppliers (12 of 30 respondents) raised it more often than those without (15 of 28).',
      { count: count(27, 58, { mentions: 12, mixed: 15 }) },
    ],
    ['Our respondents told us that the contract led to losses.', { causeStated: true }],
    ['Some respondents disagreed.', { side: 'opposes' }],
    ['Others may think otherwise.', { count: undefined }],
    ['The authority has agreed a plan, because of the audit.', { count: undefined }],
  ]
  for (const [sentence, given] of passes)
    it(`passes: ${sentence}`, () => {
      const silent = sentence.startsWith('Those with')
        ? rules(sentence, given).filter(rule => rule !== 'number')
        : rules(sentence, given)
      expect(silent).to.deep.equal([])
    })

  const fails: [string, WordingRule[], Partial<WordingFacts>?][] = [
    ['Our respondents told us that it is slow.', ['plural'], few],
    ['As expert contributors noted, it is slow.', ['plural'], few],
    ['Respondents raised it.', ['plural'], few],
    ['It is slow; others spoke of waiting.', ['plural'], few],
    ['It was raised by our respondents, those who answered said.', ['plural', 'plural'], few],
    ['Respondents raised it.', ['plural'], { count: undefined }],
    ['Our respondents opposed it.', ['plural'], { side: 'opposes', count: count(27, 58, { opposes: 2 }) }],
    ['Most respondents raised it.', ['scale']],
    ['Some of our respondents raised it.', ['scale']],
    ['Many respondents raised it.', ['scale'], { count: count(7, 12) }],
    ['Most (27 of 58) raised it.', ['scale']],
    ['Almost all (27) of the 58 respondents raised it.', ['scale']],
    ['Few respondents (27) raised it.', ['scale']],
    ['The majority of respondents raised it.', ['scale']],
    ['A handful of respondents raised it.', ['scale']],
    ['Several respondents raised it.', ['scale']],
    ['All respondents raised it.', ['scale']],
    ['Of those who wrote, most said that it is slow.', ['scale']],
    ['30 of 58 respondents raised it.', ['number']],
    ['27 of 60 respondents raised it.', ['number']],
    ['Three respondents raised it.', ['number'], few],
    ['One respondent raised it.', ['singular'], { count: count(0, 58) }],
    ['Another respondent raised it.', ['singular'], { count: count(1, 58), quoted: [{ at: -20, who: 'a' }] }],
    ['Our respondents were more likely to raise it in councils than in trusts.', ['contrast']],
    ['Our respondents in councils raised it, whereas trusts did not (27 of 58).', ['contrast']],
    ['Unlike officials, our respondents in councils raised it.', ['contrast']],
    ['Our respondents told us that the contract led to losses.', ['cause']],
    ['Staff left because of pay, many respondents wrote.', ['cause']],
    ['Many respondents described delays caused by suppliers, resulting in losses.', ['cause', 'cause']],
    ['Our respondents agreed that it is slow.', ['agreed']],
    ['There was consensus among the respondents: it is slow.', ['agreed']],
  ]
  for (const [sentence, expected, given] of fails)
    it(`warns (${expected.join(', ')}): ${sentence}`, () => {
      expect(rules(sentence, given)).to.deep.equal(expected)
    })

  it('judges by no scale where there is none, and still by what a word says and the count contradicts', () => {
    const unscaled = (sentence: string, given: Partial<WordingFacts> = {}) =>
      rules(sentence, { isScaled: false, ...given })
    for (const [sentence, given] of [
      ['Some of our respondents raised it.'],
      ['Many respondents raised it.', { count: count(7, 12) }],
      ['Several respondents raised it.'],
      ['Few respondents (27) raised it.'],
      ['Most respondents raised it.', { count: count(7, 12) }],
      ['The majority of respondents (31 of 58) raised it.', { count: count(31, 58) }],
      ['All respondents raised it.', { count: count(5, 5) }],
    ] as [string, Partial<WordingFacts>?][])
      expect(unscaled(sentence, given), sentence).to.deep.equal([])
    for (const [sentence, rule, given] of [
      ['Most respondents raised it.', 'scale'],
      ['The majority of respondents raised it.', 'scale'],
      ['Almost all respondents raised it.', 'scale', { count: count(31, 58) }],
      ['Few respondents raised it.', 'scale', { count: count(31, 58) }],
      ['Half of our respondents raised it.', 'scale', { count: count(50, 58) }],
      ['All respondents raised it.', 'number'],
      ['Both respondents raised it.', 'number'],
      ['Many (30) raised it.', 'number'],
      ['Some (27 of 60) raised it.', 'number'],
      ['Many respondents raised it.', 'plural', few],
      ['Several respondents raised it.', 'plural', few],
      ['Our respondents raised it.', 'plural', few],
      ['30 of 58 respondents raised it.', 'number'],
    ] as [string, WordingRule, Partial<WordingFacts>?][])
      expect(unscaled(sentence, given), sentence).to.include(rule)
    const [told] = wordingWarnings('Most respondents raised it.', facts({ isScaled: false }))
    expect(told?.message).to.equal(
      '“Most” says more than half, and it is 27 of 58 respondents. Give the number instead.',
    )
  })

  it('counts the others besides those who were just quoted', () => {
    const sentence = 'One respondent called it “slow”, and others wrote of “waiting”.'
    const quoted = [
      { at: -40, who: 'a' },
      { at: 25, who: 'b' },
      { at: 52, who: 'c' },
    ]
    expect(rules(sentence, { count: count(5, 58), quoted })).to.deep.equal([])
    const [warning] = wordingWarnings(sentence, facts({ count: count(4, 58), quoted }))
    expect(warning?.message).to.equal(
      '“others” speaks for three people at least, and two support this besides the two just quoted. Say “two others”.',
    )
    expect(sentence.slice(warning?.start, warning?.end)).to.equal('others')
  })

  it('takes one respondent for one, up to whoever is spoken of next', () => {
    const sentence = 'One respondent wrote of “delay” and “loss”, and many respondents of “pay”.'
    const at = (words: string) => sentence.indexOf(words)
    const two = [
      { at: at('“delay”'), who: 'a' },
      { at: at('“loss”'), who: 'b' },
      { at: at('“pay”'), who: 'c' },
    ]
    expect(rules(sentence, { quoted: two })).to.deep.equal(['singular'])
    expect(rules(sentence, { quoted: two.map(quote => ({ ...quote, who: 'a' })) })).to.deep.equal([])
  })

  it('says the word or number that fits', () => {
    const message = (sentence: string, given = {}) => wordingWarnings(sentence, facts(given))[0]?.message
    expect(message('Most respondents raised it.')).to.equal(
      '“most” does not fit 27 of 58 respondents. The word for that is “many”.',
    )
    expect(message('Many respondents raised it.', { count: count(7, 12) })).to.include(
      'Say “7 of 12 respondents”',
    )
    expect(message('The majority of respondents raised it.')).to.include('Say “many respondents”')
    expect(message('Our respondents raised it.', few)).to.equal(
      '“Our respondents” speaks for three people at least, and two support this. Say “2 of 58 respondents”.',
    )
  })

  it('warns of what the author typed, and not of what the software wrote', () => {
    const sentence = 'Most (27) of them said that respondents agreed.'
    const typed = [{ start: 10, end: sentence.length }]
    expect(wordingWarnings(sentence, facts(), typed).map(({ rule }) => rule)).to.deep.equal(['agreed'])
  })

  it('knows a passage that names a cause from one that does not', () => {
    for (const passage of [
      'They left because the pay is poor.',
      'The contract led to two years of delay.',
      'Nobody was asked, which is why it failed.',
      'It means we cannot change it.',
    ])
      expect(statesCause(passage), passage).to.equal(true)
    for (const passage of ['It is slow.', 'The leader of the council came.', 'They leave.'])
      expect(statesCause(passage), passage).to.equal(false)
  })

  it('takes any text, and points into it', () => {
    const words = fc.array(
      fc.constantFrom(
        'Others',
        'most',
        '(27 of 58)',
        'our',
        'respondents',
        '99 of 3',
        'agreed',
        '“',
        '”',
        ',',
        'who wrote',
        'than',
        'more often',
        '\n',
        '😀',
      ),
      { maxLength: 14 },
    )
    fc.assert(
      fc.property(words, parts => {
        const text = parts.join(' ')
        for (const { start, end } of wordingWarnings(text, facts())) {
          expect(start).to.be.lessThan(end)
          expect(text.slice(start, end).trim()).not.to.equal('')
        }
      }),
    )
  })

  it('takes a long line in time', () => {
    const long = 'most of the other respondents who more often many '.repeat(2_000)
    expect(wordingWarnings(long, facts()).length).to.be.greaterThan(0)
  })
})
