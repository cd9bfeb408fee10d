import { expect } from 'chai'
import fc from 'fast-check'
import { compileCodebook, compileEdit, parseRule, retagAnswer, tagAnswer } from '../../../analysis/index.ts'
import { Glance } from '../../../analysis/tagging/glance.ts'
import { relatedWords, writtenWord } from './words.ts'

describe('tagging anew after an edit', () => {
  const themesOf = (...sources: string[]) =>
    sources.map(source => ({ id: source, rules: [{ id: source, source }] }))

  describe('a glance', () => {
    const seen = { held: 0, ruledOut: 0 }
    const mayMatch = (source: string, text: string): boolean =>
      new Glance(compileCodebook(themesOf(source))).find(text) !== undefined
    const before = fc.constantFrom('', 'x', 'We say ', 'Tea, ', '(', '…', "'")

    it('never overlooks a word that a rule matches', () => {
      const asRule = fc.constantFrom(
        (word: string) => word,
        (word: string) => `${word.slice(0, Math.max(2, word.length - 2))}*`,
        (word: string) => `=${word}`,
        (word: string) => `"${word} tea"`,
      )
      fc.assert(
        fc.property(relatedWords, asRule, before, ([inRule, inText], write, ahead) => {
          const source = write(inRule.replace(/["“”*]/g, ''))
          fc.pre(parseRule(source).ok)
          const text = `${ahead}${inText} tea is here.`
          const tagger = compileCodebook(themesOf(source))
          if (tagAnswer(tagger, { id: 'a', text }).length > 0) {
            seen.held++
            expect(new Glance(tagger).find(text) !== undefined, `${source} in ${text}`).to.equal(true)
          } else if (new Glance(tagger).find(text) === undefined) seen.ruledOut++
        }),
        { numRuns: 1500 },
      )
      expect(seen.held).to.be.above(200)
      expect(seen.ruledOut).to.be.above(200)
    })

    it('finds a word wherever it stands', () => {
      for (const word of ['pay', 'it', 'hierarchical', 'a'])
        for (let at = 0; at < 9; at++)
          for (const end of ['', '.', ' and on'])
            expect(mayMatch(word, `${' '.repeat(at)}${word}${end}`), `${word} at ${at}`).to.equal(true)
    })

    it('rules out a text that holds a single word of a phrase', () => {
      expect(mayMatch('"ferry fares"', 'The ferry is late, and nobody says why.')).to.equal(false)
      expect(mayMatch('"ferry fares"', 'The fares of the ferry rise.')).to.equal(true)
      expect(mayMatch('"ferry ferry"', 'Ferry, ferry!')).to.equal(true)
      expect(mayMatch('ferry NEAR/3 fares', 'The ferry is late.')).to.equal(true)
    })

    it('rules out words that only begin alike, and judges no text with accents', () => {
      expect(mayMatch('hierarchy', 'Hierophants and heirs; the higher archways of Hieronymus.')).to.equal(
        false,
      )
      expect(mayMatch('=IT', 'It is, and it isolates.')).to.equal(false)
      expect(mayMatch('pay', 'Tea — “strong” — costs £2 a cup…')).to.equal(false)
      expect(mayMatch('pay', 'A café')).to.equal(true)
      expect(mayMatch('pay', '')).to.equal(false)
    })
  })

  it('gives what tagging the text anew gives, whatever was edited', () => {
    const term = fc.oneof(
      writtenWord,
      writtenWord.map(word => `"${word} the"`),
      fc.constantFrom('pay', 'pa*', '=Pay', 'skill', 'organis*', 'organization', '"no pay"'),
    )
    const plainTerm = term.map(source => source.replace(/[“”]/g, '').replace(/^"?(?=[^"]*"$)/, '"'))
    const rule = fc.oneof(
      plainTerm,
      fc
        .tuple(plainTerm, fc.constantFrom('AND', 'OR', 'NOT', 'NEAR/3'), plainTerm)
        .map(([left, operator, right]) => `${left} ${operator} ${right}`),
      fc
        .tuple(plainTerm, fc.constantFrom('AND', 'NOT'), plainTerm)
        .map(parts => `${parts.join(' ')} WITHIN answer`),
    )
    const rules = fc
      .uniqueArray(
        rule.filter(source => parseRule(source).ok),
        { maxLength: 3 },
      )
      .map(sources => sources.map(source => ({ id: source, source })))
    const codebook = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), rules }), {
      selector: theme => theme.id,
    })
    const text = fc
      .array(
        fc.oneof(
          fc.constantFrom('the', 'pay', 'Paid', 'no', 'skills', 'end. Next', 'organised', 'tea', 'but,', 'x'),
          writtenWord,
        ),
        { maxLength: 14 },
      )
      .map(words => words.join(' '))
    let untouched = 0
    let touched = 0
    fc.assert(
      fc.property(
        codebook,
        codebook,
        fc.integer({ min: 0, max: 15 }),
        text,
        (before, edited, kept, written) => {
          const after = edited.map(
            theme =>
              ((kept >> 'abcd'.indexOf(theme.id)) & 1 && before.find(({ id }) => id === theme.id)) || theme,
          )
          const answer = { id: 't', text: written }
          const old = tagAnswer(compileCodebook(before), answer)
          const found = retagAnswer(compileEdit(before, after), answer, old)
          expect(found).to.deep.equal(tagAnswer(compileCodebook(after), answer))
          if (found === old) untouched++
          else touched++
        },
      ),
      { numRuns: 400 },
    )
    expect(untouched).to.be.above(40)
    expect(touched).to.be.above(20)
  })

  it('leaves alone what the edit does not touch, and takes away the tags of a theme that is gone', () => {
    const answer = { id: 't', text: 'Pay is low. Skills are rare.' }
    const both = themesOf('pay', 'skill')
    const old = tagAnswer(compileCodebook(both), answer)
    expect(retagAnswer(compileEdit(both, [...both, ...themesOf('vision')]), answer, old)).to.equal(old)
    expect(
      retagAnswer(compileEdit(both, themesOf('skill')), answer, old).map(tag => tag.theme),
    ).to.deep.equal(['skill'])
  })
})
