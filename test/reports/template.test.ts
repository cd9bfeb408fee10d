import { expect } from 'chai'
import { finding, material, source, written } from './material.ts'

const messages = (template: string, from = material()) =>
  written(template, from).problems.map(problem => problem.message)

describe('a report’s template', () => {
  const paying = source(1, { words: 'paying rent on our own memory' })
  const calls = source(2, { words: 'every change goes through a call centre', choice: 'role' })
  const named = source(3, { words: 'Our supplier stayed.', choice: 'named', side: 'counter' })
  const all = material([paying, calls, named])

  it('puts quotes into sentences, attributed as each respondent allowed, with notes after the stop', () => {
    const template =
      'It is so. {{quote "Q1" lead="{who} called it"}}, and {{quote "Q2" lead="{who} wrote that"}}. {{counter "Q3" lead="Not everyone saw it so: {who} found:"}}.'
    const { markdown, notes, problems } = written(template, all)
    expect(problems).to.deep.equal([])
    expect(markdown).to.equal(
      'It is so. One respondent called it “paying rent on our own memory”,[^1] and an adviser in a combined authority wrote that “every change goes through a call centre”.[^2] Not everyone saw it so: Dr Ana Example, Example Works, found: “Our supplier stayed.”[^3]\n',
    )
    expect(notes).to.deep.equal([
      'Respondent A, question 1; verbatim; permitted without a name.',
      'Respondent B, question 1; verbatim; permitted with role.',
      'Respondent C, question 1; verbatim; permitted with a name.',
    ])
  })

  it('prints fragments without an attribution, and calls one respondent by one name', () => {
    const again = source(4, { words: 'four years to move one button', respondent: 'respondent-1' })
    const { markdown, notes } = written(
      'Others spoke of {{fragment "Q1"}} and {{fragment "Q4"}}.',
      material([paying, again]),
    )
    expect(markdown).to.equal(
      'Others spoke of “paying rent on our own memory”[^1] and “four years to move one button”.[^2]\n',
    )
    expect(notes.map(note => note.split(',')[0])).to.deep.equal(['Respondent A', 'Respondent A'])
  })

  it('tells one unnamed respondent from another within a paragraph', () => {
    const more = source(5, { words: 'it is slow' })
    const same = source(6, { words: 'it is dear', respondent: 'respondent-5' })
    const template = '{{quote "Q1"}}. {{quote "Q5"}}. {{quote "Q6"}}. {{quote "Q1"}}.\n\n{{quote "Q5"}}.'
    expect(written(template, material([paying, more, same])).markdown.replace(/\[\^\d\]/g, '')).to.equal(
      'One respondent wrote: “paying rent on our own memory”. Another respondent wrote: “it is slow”. The same respondent wrote: “it is dear”. A respondent quoted above wrote: “paying rent on our own memory”.\n\nOne respondent wrote: “it is slow”.\n',
    )
  })

  it('writes the heading, a finding with its note, its share and over whom', () => {
    const template =
      '###### RECOMMENDATION {{number}}\n# {{title}}\n## {{subtitle}}\n\n{{finding "contracts"}}\n\nOf the {{of}} respondents, {{prevalence}} said so.'
    const { markdown, notes } = written(template)
    expect(markdown).to.equal(
      '###### RECOMMENDATION 4\n# Keep what you know\n## In the building\n\nOur respondents told us that contracts carry knowledge away.[^1]\n\nOf the 58 respondents, many (27) said so.\n',
    )
    expect(notes).to.deep.equal(['Finding *contracts*: Outsourcing (27), of 58; 27 in support.'])
  })

  it('gives numbers alone below twenty respondents, and one respondent in the singular', () => {
    const few = material([], { findings: new Map([['contracts', finding({ supports: 7, of: 19 })]]) })
    expect(written('{{prevalence "contracts"}} of {{of as="respondents"}}', few).markdown).to.equal(
      '7 of 19 respondents\n',
    )
    const one = material([], {
      findings: new Map([['contracts', finding({ supports: 1, opposes: 0, mixed: 0, mentions: 0, of: 1 })]]),
    })
    expect(written('{{of "contracts" as="respondents"}}', one).markdown).to.equal('1 respondent\n')
  })

  it('cites evidence in a phrase and as a block quotation with its link', () => {
    const audit = {
      _id: 'e1',
      consultation: 'harbour',
      key: 'audit',
      citation: 'Review of contracts',
      link: 'https://example.org/a(b)',
      publisher: 'The Audit House',
      year: 2024,
      pages: '',
      accessed: '',
      bearings: [],
      excerpt: '# Three of *five*\ncould not say.',
    }
    const from = material([], { evidence: new Map([['audit', audit]]) })
    expect(
      written(
        'See {{evidence "audit" text="the review"}}, which found:\n\n{{evidence "audit" as="block"}}\n\nSo.',
        from,
      ).markdown,
    ).to.equal(
      'See [the review](<https://example.org/a(b)>), which found:\n\n> \\# Three of \\*five\\*\n>\n> could not say.\n\n— [Review of contracts](<https://example.org/a(b)>), The Audit House, 2024\n\nSo.\n',
    )
  })

  it('tells how it counted, from the counts, with only the words it uses', () => {
    const { markdown } = written('{{prevalence "contracts"}}\n\n{{method}}')
    expect(markdown).to.include('63 respondents chose to answer; 2 of them withdrew and are counted nowhere.')
    expect(markdown).to.include(
      '27 said so, 6 spoke against it, 1 was of two minds and 9 only mentioned the theme.',
    )
    expect(markdown).to.include('Many means 30 to 50 in a hundred.').and.not.include('Most means')
    expect(markdown).to.include('47 % rest on a coding made unaided and 53 %')
    expect(markdown).to.include('Suggestions that nobody has reviewed concern 4 more')
  })

  it('keeps apart what the author claims and recommends', () => {
    const { marked, markdown } = written(
      '{{#own}}**Buy less.**{{/own}}\n\n{{#recommend}}Keep people.{{/recommend}}',
    )
    expect(markdown).to.equal('**Buy less.**\n\nKeep people.\n')
    expect(marked).to.deep.equal([
      { kind: 'own', markdown: '**Buy less.**' },
      { kind: 'recommend', markdown: 'Keep people.' },
    ])
  })

  it('loops through findings, their quotes and their evidence, which helpers without a name then mean', () => {
    const bearing = (finding: string) => [{ finding, how: 'supports' as const }]
    const evidence = (key: string, finding: string) => ({
      _id: key,
      consultation: 'harbour',
      key,
      citation: key,
      link: 'https://example.org',
      publisher: 'Press',
      year: 2024,
      pages: '',
      accessed: '',
      bearings: bearing(finding),
      excerpt: '',
    })
    const other = source(4, { words: 'They pay too little.' })
    other.quote.finding = 'finding-2'
    const from = material([paying, named, other], {
      findings: new Map([
        ['contracts', finding()],
        ['pay', finding({ supports: 3 }, { _id: 'finding-2', key: 'pay', statement: 'Pay is low.' })],
        ['draft', finding({}, { _id: 'finding-3', key: 'draft', state: 'draft' })],
      ]),
      evidence: new Map([
        ['audit', evidence('audit', 'finding-1')],
        ['wages', evidence('wages', 'finding-2')],
      ]),
    })
    const template =
      '{{#each findings}}\n## {{claim}}\n\n{{prevalence}} of {{of}}.\n{{#each quotes}}{{quote}}. {{/each}}{{#each counters}}{{counter}}. {{/each}}{{#each evidence}}See {{evidence}}.{{/each}}\n\n{{/each}}'
    const { markdown, problems } = written(template, from)
    expect(problems).to.deep.equal([])
    expect(markdown.replace(/\[\^\d\]/g, '')).to.equal(
      '## Contracts carry the knowledge away.\n\nMany (27) of 58.\nOne respondent wrote: “paying rent on our own memory”. Dr Ana Example, Example Works, wrote: “Our supplier stayed.” See [audit](https://example.org).\n\n## Pay is low.\n\nFew (3) of 58.\nOne respondent wrote: “They pay too little.” See [wages](https://example.org).\n',
    )
  })

  it('keeps loops short, and each through one thing', () => {
    expect(messages('{{#each findings}}{{#each findings}}x{{/each}}{{/each}}')[0]).to.match(
      /^Line 1, column 19: this loop stands within another/,
    )
    const places = ['{{#each}}x{{/each}}', '{{#each "findings"}}x{{/each}}', '{{#each people}}x{{/each}}']
    for (const template of [
      ...places,
      '{{#each findings.constructor}}x{{/each}}',
      '{{#each findings as |f|}}x{{/each}}',
    ])
      expect(messages(template)[0], template).to.match(/^Line 1, column 1: /)
    const many = Array.from({ length: 5_001 }, (_, i) => source(i + 1, { words: 'so' }))
    expect(messages('a\n\n{{#each quotes}}b{{/each}}', material(many))).to.deep.equal([
      'Line 3, column 1: the loops write more than 5,000 passages. Choose fewer findings for the report.',
    ])
    expect(messages('{{quote}} {{evidence}}')).to.have.length(2)
  })

  it('passes over quotes in a loop that may not be printed', () => {
    const silent = source(5, { words: 'not this', choice: 'none' })
    expect(written('{{#each quotes}}{{fragment}} {{/each}}', material([paying, silent])).markdown).to.equal(
      '“paying rent on our own memory”[^1]\n',
    )
  })

  it('says the line and column of what cannot be read', () => {
    expect(messages('One\n\nand {{quote "Q1}} so')).to.deep.equal([
      'Line 3, column 13: what is in these curly brackets cannot be read. Write a helper like {{quote "Q1" lead="{who} wrote that"}}: look for a missing quotation mark or bracket.',
    ])
    expect(messages('x {{#own}}y{{/recommend}}')).to.deep.equal([
      'Line 1, column 6: {{#own}} is closed by {{/recommend}}. Close it by {{/own}}.',
    ])
    expect(messages('{{#own}}y')[0]).to.match(/^Line 1, column 10: the template ends before/)
    expect(messages('\n{{/own}}')[0]).to.match(/^Line 2, column 1: this closes a passage/)
  })

  it('lists every helper that asks for what is not there, each with its place', () => {
    const found = messages(
      '{{quote "Q9"}}\n{{fragment "Q1" lead="x"}} {{evidence "no"}}\n{{finding "no"}} {{prevalence}} {{quotes "Q1"}} {{quote Q1}}',
      all,
    )
    expect(found.map(message => message.split(':')[0])).to.have.members([
      'Line 1, column 1',
      'Line 2, column 1',
      'Line 2, column 28',
      'Line 3, column 1',
      'Line 3, column 18',
      'Line 3, column 33',
      'Line 3, column 49',
    ])
  })

  it('refuses an attribution that someone typed, notes of the author’s own, and a quote on the wrong side', () => {
    expect(messages('{{quote "Q1" lead="A minister wrote"}}', all)[0]).to.include('must hold {who}')
    expect(messages('So it is.[^1]\n\n[^1]: A note.')).to.have.length(2)
    expect(messages('{{quote "Q3"}}', all)[0]).to.include('speaks against its claim')
    expect(messages('{{counter "Q1"}}', all)[0]).to.include('speaks for its claim')
  })

  it('waits for a finding that is a draft', () => {
    const draft = material([], { findings: new Map([['contracts', finding({}, { state: 'draft' })]]) })
    expect(messages('{{finding "contracts"}}', draft)[0]).to.include('is a draft')
    const quoted = material([source(1, { words: 'we waited' })], { findings: draft.findings })
    expect(messages('{{quote "Q1"}}', quoted)[0]).to.include(
      'it is of the finding “contracts”, which is a draft. Mark it ready first.',
    )
  })

  it('reaches nothing but its helpers', () => {
    const attempts = [
      '{{constructor}}',
      '{{__proto__}}',
      '{{this}}',
      '{{@root}}',
      '{{../report}}',
      '{{material.people}}',
      '{{toString}}',
      '{{lookup this "constructor"}}',
      '{{#with "s" as |string|}}{{string.sub.constructor}}{{/with}}',
      '{{#each this}}{{@key}}{{/each}}',
      '{{> partial}}',
      '{{#> layout}}x{{/layout}}',
      '{{* decorator}}',
      '{{log "x"}}',
      '{{helperMissing}}',
      '{{quote (lookup this "x")}}',
      '{{#own}}a{{else}}b{{/own}}',
      '{{#own as |x|}}a{{/own}}',
      '{{quote "Q1" constructor="x"}}',
      '{{number __proto__="x"}}',
    ]
    for (const attempt of attempts) {
      const { problems, markdown } = written(attempt, all)
      expect(problems, attempt).to.have.length.of.at.least(1)
      expect(markdown, attempt).not.to.match(/function|object|native/i)
    }
  })

  it('never reads a template in what respondents wrote', () => {
    const sly = source(5, { words: 'they said {{method}} and {{{title}}}' })
    expect(written('{{fragment "Q5"}}', material([sly])).markdown).to.equal(
      '“they said {{method}} and {{{title}}}”[^1]\n',
    )
  })

  it('leaves out the words that a replacement may have been made to hide', () => {
    const words = 'My boss Jon Sample has to go'
    const hidden = source(6, { words, edits: [{ kind: 'replace', start: 8, end: 18, with: 'a manager' }] })
    const { notes } = written('{{fragment "Q6"}}', material([hidden]))
    expect(notes).to.deep.equal([
      'Respondent A, question 1; some words replaced by [a manager]; permitted without a name.',
    ])
    const plain = source(7, { words, edits: [{ kind: 'replace', start: 19, end: 28, with: 'goes' }] })
    expect(written('{{fragment "Q7"}}', material([plain])).notes[0]).to.include(
      '“has to go” replaced by [goes]',
    )
  })
})
