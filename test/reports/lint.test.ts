import { expect } from 'chai'
import { buildCorpusIndex, failingVerdicts, lintMarkdown } from '../../analysis/index.ts'
import { markdownFile } from '../../server/reports/export/markdown.ts'
import { material, source, written } from './material.ts'

describe('an exported report', () => {
  it('passes the same lint as any other draft', () => {
    const sources = [
      source(1, { words: 'every change has to go through *a* call centre [far away] that never saw us' }),
      source(2, { words: 'They said “never again” & left_the_room', choice: 'role' }),
      source(3, {
        words: 'It is slow, and dear, and nobody knows why.',
        edits: [{ kind: 'cut', start: 11, end: 20 }],
        end: 42,
      }),
    ]
    const excerpt = 'Three of *five*\ncould not say which systems they may alter.'
    const audit = {
      _id: 'e1',
      consultation: 'harbour',
      key: 'audit',
      citation: 'Review',
      link: 'https://example.org/r',
      publisher: 'Audit House',
      year: 2024,
      pages: '',
      accessed: '',
      bearings: [],
      excerpt,
    }
    const from = material(sources, { evidence: new Map([['audit', audit]]) })
    const template =
      '{{heading}}\n\n{{quote "Q1"}}, and {{quote "Q2" lead="{who} told us:"}}. Others wrote of {{fragment "Q3"}}.\n\n{{evidence "audit" as="block"}}\n\n{{method}}'
    const out = written(template, from)
    const answers = sources.map(({ text, quote }) => ({
      id: quote.text,
      respondent: quote.respondent,
      question: quote.question,
      text: text?.text ?? '',
    }))
    const result = lintMarkdown(markdownFile(out), buildCorpusIndex(answers), { evidence: [excerpt] })
    expect(result.quotes.filter(quote => failingVerdicts.has(quote.verdict))).to.deep.equal([])
    expect(result.quotes.map(quote => quote.verdict)).to.deep.equal([
      'verbatim',
      'normalised',
      'edited',
      'evidence',
    ])
  })
})
