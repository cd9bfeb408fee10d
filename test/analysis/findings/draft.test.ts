import { expect } from 'chai'
import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { type DraftInput, draftFinding } from '../../../analysis/findings/draft.ts'
import { escapeMarkdown } from '../../../analysis/findings/escapeMarkdown.ts'
import { buildCorpusIndex } from '../../../analysis/quotes/lint/corpus.ts'
import { lintMarkdown } from '../../../analysis/quotes/lint/lint.ts'

const said = [
  'Our *own* code is a stranger to us.',
  'a queue with [no] end_to_it',
  'Nothing wrong here, "honestly"',
]
const input: DraftInput = {
  themes: [
    { name: 'Pay', respondents: 12 },
    { name: 'Outsourcing', respondents: 27 },
    { name: 'NHS', respondents: 4 },
  ],
  of: 58,
  basis: 'tags',
  quotes: [
    { words: said[0] ?? '', who: 'one respondent', isFragment: false },
    { words: said[1] ?? '', who: 'an adviser in policing', isFragment: true },
  ],
  counters: [{ words: said[2] ?? '', who: 'one respondent', isFragment: false }],
}

const cut = ({ name, respondents }: { name: string; respondents: number }) => ({
  name,
  respondents: Math.min(respondents, 18),
})

describe('a drafted finding', () => {
  it('names its themes in the order of their counts, those of one word of the scale together', () => {
    const { statement, markdown } = draftFinding(input)
    expect(statement).to.equal('Many respondents (27 of 58) raised outsourcing, pay (12) and NHS (4).')
    expect(markdown).to.match(
      /^Of the 58 respondents who answered, many \(27\) raised outsourcing, some \(12\) pay and few \(4\) NHS\./,
    )
    const skills = { name: 'Skills', respondents: 8 }
    expect(draftFinding({ ...input, themes: [...input.themes, skills] }).markdown).to.match(
      /many \(27\) raised outsourcing; some raised pay \(12\) and skills \(8\); and few \(4\) raised NHS\./,
    )
  })

  it('counts those who raised all of a set of themes, and not the largest theme', () => {
    const [pay, outsourcing] = input.themes
    const themes = pay && outsourcing ? [pay, outsourcing] : []
    const both = draftFinding({ ...input, themes, together: 5 })
    expect(both.statement).to.equal('Few respondents (5 of 58) raised both outsourcing and pay.')
    expect(both.markdown).to.match(/few \(5\) raised both outsourcing \(27 in all\) and pay \(12 in all\)\./)
    const three = draftFinding({ ...input, of: 18, themes: input.themes.map(cut), together: 1 })
    expect(three.statement).to.equal('1 of 18 respondents raised outsourcing, pay and NHS.')
  })

  it('gives numbers only among fewer than twenty', () => {
    const few = draftFinding({ ...input, of: 12, themes: [{ name: 'Pay', respondents: 7 }] })
    expect(few.statement).to.equal('7 of 12 respondents raised pay.')
    expect(few.markdown).to.match(/^Of 12 respondents who answered, 7 raised pay\. /)
    const one = draftFinding({ ...input, of: 1, themes: [{ name: 'Pay', respondents: 1 }] })
    expect(one.markdown).to.match(/^Of 1 respondent who answered, 1 raised pay\. /)
  })

  it('works fragments into sentences, and never calls one person others', () => {
    const queue = { words: 'a queue with no end', who: 'one respondent', isFragment: true }
    const years = { words: 'four years of waiting', who: 'one respondent', isFragment: true }
    const clause = { words: 'nobody asks the pilots', who: 'one respondent', isFragment: true }
    const drafted = (...quotes: DraftInput['quotes']) =>
      draftFinding({ ...input, quotes, counters: [] }).markdown
    const verbs = '(?:described|spoke of|wrote of|told us of|pointed to)'
    expect(drafted(queue)).to.match(new RegExp(`\\. One respondent ${verbs} “a queue with no end”\\.`))
    expect(drafted(queue, years)).to.match(
      new RegExp(`\\. Two respondents ${verbs} “a queue with no end” and “four years of waiting”\\.`),
    )
    expect(drafted(clause, queue, years)).to.match(
      new RegExp(`One respondent [a-z ]+ that “nobody asks the pilots”\\. Two others ${verbs} “a queue`),
    )
    expect(drafted(clause, queue)).to.match(new RegExp(`\\. Another respondent ${verbs} “a queue`))
  })

  it('holds nothing in quotation marks that nobody wrote', () => {
    const index = buildCorpusIndex(
      said.map((text, i) => ({ id: `t${i}`, respondent: `r${i}`, question: 'q', text })),
    )
    const { quotes } = lintMarkdown(draftFinding(input).markdown, index)
    expect(quotes.map(quote => quote.response)).to.deep.equal(['r0', 'r1', 'r2'])
    for (const { verdict, text } of quotes) expect(verdict, text).to.be.oneOf(['verbatim', 'normalised'])
  })

  it('attributes each quote, brings in a voice that differs and marks the gaps', () => {
    const { markdown } = draftFinding(input)
    expect(markdown).to.match(/(?:One respondent [a-z ]+|In the words of one respondent): “Our/)
    expect(markdown).to.match(/ An adviser in policing [a-z ]+ “a queue/)
    expect(markdown).to.match(/(?:Against this|On the other side), one respondent [a-z ]+: “Nothing wrong/)
    expect(markdown).to.include('\\[Author: say what follows')
  })

  it('says so where its counts are of machine tags, and how codings were made where they are not', () => {
    expect(draftFinding(input).note).to.match(/counts of machine tags that nobody has reviewed/)
    const prevalence = {
      supports: 20,
      opposes: 3,
      mixed: 0,
      mentions: 4,
      of: 58,
      coded: { unaided: 9, acceptedFromMachine: 18, unreviewed: 5 },
    }
    const coded = draftFinding({
      ...input,
      basis: 'codings',
      themes: [{ name: 'Pay', respondents: 27, prevalence }],
    })
    expect(coded.markdown).to.include('That is 20 in support, 3 against and 4 only in passing.')
    expect(coded.note).to.include('9 coded unaided, 18 accepted from the machine, 5 more only tagged')
  })

  it('throws without a theme', () => {
    expect(() => draftFinding({ ...input, themes: [] })).to.throw('draftFinding')
  })
})

describe('escaped Markdown', () => {
  it('reads as exactly the words', () => {
    const ink = fc.constantFrom(
      '*',
      '_',
      '`',
      '<',
      '>',
      '[',
      ']',
      '#',
      '-',
      '+',
      '1',
      '.',
      '!',
      '~',
      '|',
      '&',
      'a',
      'b',
      ' ',
      '\\',
      '(',
      ')',
      ':',
    )
    const markdown = new MarkdownIt({ html: true })
    fc.assert(
      fc.property(fc.array(ink, { minLength: 1, maxLength: 20 }), characters => {
        const words = `x${characters.join('')}x`
        const [inline] = markdown.parse(escapeMarkdown(words), {}).filter(token => token.type === 'inline')
        expect(inline?.children?.every(token => token.type.startsWith('text'))).to.equal(true)
        expect(inline?.children?.map(token => token.content).join('')).to.equal(words)
      }),
    )
  })
})
