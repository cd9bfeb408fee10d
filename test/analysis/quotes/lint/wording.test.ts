import { expect } from 'chai'
import type { WordingFacts } from '../../../../analysis/findings/wording/warning.ts'
import { wordingWarnings } from '../../../../analysis/findings/wording/wording.ts'
import { buildCorpusIndex } from '../../../../analysis/quotes/lint/corpus.ts'
import { lintMarkdown } from '../../../../analysis/quotes/lint/lint.ts'
import { answers } from './corpus.fixture.ts'

const index = buildCorpusIndex(answers)
const warned = (draft: string, isScaled?: boolean) => {
  const { sentences, quotes } = lintMarkdown(draft, index, isScaled === undefined ? {} : { isScaled })
  return [...sentences, ...quotes].flatMap(({ warnings }) => warnings)
}

describe('quote lint of words that claim more than the count', () => {
  it('holds words of the scale against the count beside them', () => {
    const wrong: [string, RegExp][] = [
      [
        'Of the 58 respondents who answered, most (27) raised pay.',
        /“most” does not fit 27 of 58 respondents\. .* “many”/,
      ],
      ['Many respondents (3 of 58) raised pay.', /“few”/],
      ['In 12 of 58 answers, many respondents raised pay.', /“some”/],
      ['Almost all respondents (72 %) raised pay.', /“most”/],
      ['Most respondents (12 of 15) raised pay.', /below 20 respondents numbers stand alone/],
      ['Many respondents raised pay.', /has no count beside it/],
      ['Some (90 of 58) raised pay.', /is not a count/],
    ]
    for (const [draft, message] of wrong) expect(warned(draft).join(), draft).to.match(message)
    for (const draft of [
      'Of the 58 respondents who answered, many (27) raised pay, some (9) skills and few (2) parking.',
      'Of 58 respondents many raised pay (27).',
      'Most respondents (1,020 of 1,204) raised pay.',
      'The most used services are old, and many years have passed.',
    ])
      expect(
        warned(draft).filter(message => /scale|no count|does not fit/.test(message)),
        draft,
      ).to.deep.equal([])
  })

  it('knows no scale where there is none, and holds words against counts that contradict them', () => {
    for (const draft of [
      'Many respondents (3 of 58) raised pay.',
      'Most respondents (12 of 15) raised pay.',
      'Many respondents raised pay.',
      'The majority of respondents (30 of 58) raised pay.',
      'Several respondents (6 of 58) raised pay.',
    ])
      expect(warned(draft, false), draft).to.deep.equal([])
    for (const draft of [
      'Of the 58 respondents who answered, most (27) raised pay.',
      'The majority of respondents (20 of 58) raised pay.',
      'A minority of respondents (72 %) raised pay.',
    ])
      expect(warned(draft, false).join(), draft).to.match(/says (?:more|less) than half, and it is/)
    expect(warned('Our respondents raised pay.', false).join()).to.include('needs at least three who said so')
  })

  it('shows a sentence whole that follows a quote which nothing closes', () => {
    const { quotes, sentences } = lintMarkdown('One wrote “dull work.\n\nMany respondents raised pay.', index)
    expect(quotes[0]?.warnings.join()).to.include('never closed')
    expect(sentences).to.have.length(1)
    expect(sentences[0]).to.include({ text: 'Many respondents raised pay.', line: 3 })
  })

  it('knows a count from the sentence before', () => {
    expect(warned('Of the 58 respondents, 27 raised pay. Few (9) raised skills.').join()).to.match(/“some”/)
  })

  it('asks three quoted respondents, or a count, of a bare plural', () => {
    expect(warned('Our respondents told us that it is dear.').join()).to.match(
      /“Our respondents” needs .* three/,
    )
    expect(warned('Others noted “dull work”.').join()).to.match(/one is quoted/)
    const three = 'Others wrote of “dull work”, of “a queue”, and that they “leave for want of one”.'
    expect(warned(three)).to.deep.equal([])
    expect(warned('Our respondents (27 of 58) told us that it is dear.')).to.deep.equal([])
    expect(warned('It would create better lives for others.')).to.deep.equal([])
  })

  it('flags a cause, unless the quote states it, and agreement where something was raised', () => {
    expect(warned('One respondent said that contracts led to dull work.').join()).to.match(
      /“led to” claims a cause/,
    )
    expect(warned('Contracts led to dull work.')).to.deep.equal([])
    expect(warned('12 of 58 respondents agreed that pay is low.').join()).to.match(
      /“agreed” claims that people were asked/,
    )
    expect(warned('The majority of respondents raised pay.').join()).to.match(/no word of the scale/)
    expect(warned('Respondents in councils raised it more often than those in trusts.').join()).to.match(
      /sets groups against each other/,
    )
    const cause = buildCorpusIndex([
      { id: 't', respondent: 'R', question: 'q', text: 'It stopped because of the tide.' },
    ])
    const stated = 'One respondent said that it was due to nature: it “stopped because of the tide”.'
    expect(lintMarkdown(stated, cause).quotes[0]?.warnings).to.deep.equal([])
  })

  it('knows the same words as the pages of findings and reports', () => {
    const facts: WordingFacts = { count: undefined, side: 'supports', quoted: [], causeStated: false }
    for (const sentence of [
      'Our respondents stayed away owing to the tide.',
      'Respondents were of one mind on the harbour.',
      'Consultees in the harbour were less likely to stay than those on the hill.',
      'Most respondents (27 of 58) raised the tide.',
    ]) {
      const told = wordingWarnings(sentence, facts).filter(({ rule }) => rule !== 'plural')
      expect(told, sentence).to.have.length(1)
      expect(warned(sentence), sentence).to.include(told[0]?.message)
    }
  })

  it('tells it with the first quote of the sentence, or by itself with its line', () => {
    const { quotes, sentences, summary } = lintMarkdown(
      'Fine.\n\nMost respondents raised it.\n\nMany (3 of 58) wrote of “dull work”.',
      index,
    )
    expect(sentences).to.deep.include.members([
      { line: 3, place: 'line 3', text: 'Most respondents raised it.', warnings: sentences[0]?.warnings },
    ])
    expect(quotes[0]?.warnings.join()).to.include('“few”')
    expect(summary.warned).to.equal(2)
  })
})
