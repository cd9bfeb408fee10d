import { expect } from 'chai'
import type { Answer, Speaker } from '../../../../analysis/model.ts'
import { buildCorpusIndex } from '../../../../analysis/quotes/lint/corpus.ts'
import { lintMarkdown } from '../../../../analysis/quotes/lint/lint.ts'

const nobody = { capacity: 'personal', name: '', role: '', sector: '', organisation: '' } as const
const speakers: Speaker[] = [
  {
    ...{ respondent: 'R1', choice: 'role', capacity: 'official', name: 'Jess Arden' },
    ...{ role: 'senior harbour adviser', sector: 'local government', organisation: 'Quay Council' },
  },
  { ...nobody, respondent: 'R2', choice: 'unnamed', name: 'Mo Sands', role: 'deck hand' },
  { ...nobody, respondent: 'R3', choice: 'named', name: 'Dr Ilse Brandt' },
  { ...nobody, respondent: 'R4', choice: 'none', name: 'Al Fenn' },
]
const said: [string, string][] = [
  ['R1', 'The ferry is late on most winter mornings, and nobody on the quay can change the timetable.'],
  ['R2', 'They ask for things that are impossible to deliver. Ring Dr Ana Pellow on 07700 900123.'],
  ['R3', 'We need a shared purpose, and the crew is always short on a Friday.'],
  ['R4', 'A shared purpose would help, and a night boat would help more.'],
]
const answers: Answer[] = said.map(([respondent, text]) => ({
  id: respondent,
  respondent,
  question: 'q',
  text,
}))
const index = buildCorpusIndex(answers)
const lint = (draft: string) =>
  lintMarkdown(draft, index, {
    speaker: respondent => speakers.find(speaker => speaker.respondent === respondent),
    permission: respondent => ({ permitted: respondent !== 'R4' }),
  }).quotes
const warnings = (draft: string) => lint(draft).flatMap(quote => quote.warnings)
/** A draft with the first mend of that name made. */
function mended(draft: string, label: RegExp): string {
  const mend = lint(draft)
    .flatMap(({ mends }) => mends)
    .find(one => label.test(one.label))
  if (!mend || mend.start === null || mend.end === null) throw new Error(`nothing is called ${label}`)
  return draft.slice(0, mend.start) + mend.with + draft.slice(mend.end)
}

describe('quote lint of who is said to have spoken', () => {
  it('passes what the respondent allowed', () => {
    for (const draft of [
      'One respondent wrote that “nobody on the quay can change the timetable”.',
      'A senior harbour adviser in local government wrote that “nobody on the quay can change the timetable”.',
      'Dr Ilse Brandt noted that “the crew is always short”.',
      '“The crew is always short”, said Dr Ilse Brandt.',
      'As one respondent put it, they “ask for things that are impossible to deliver”.',
    ])
      expect(warnings(draft), draft).to.deep.equal([])
  })

  it('warns where a name, a role or an organisation is told that was not allowed, and writes what may stand', () => {
    const named = 'In winter, Jess Arden told us that “nobody on the quay can change the timetable”.'
    expect(warnings(named).join()).to.include('allowed their role and no name')
    expect(mended(named, /^Say/)).to.equal(
      'In winter, a senior harbour adviser in local government told us that “nobody on the quay can change the timetable”.',
    )
    expect(
      warnings('A deck hand said they “ask for things that are impossible to deliver”.').join(),
    ).to.include('neither a name nor a role')
    expect(warnings('At Quay Council, “nobody on the quay can change the timetable”.').join()).to.include(
      'The sentence names “Quay Council”',
    )
  })

  it('warns where the words are another’s, or the role is more than was given', () => {
    expect(
      warnings('Dr Ilse Brandt said that “nobody on the quay can change the timetable”.').join(),
    ).to.include('these words are of response R1')
    const more = warnings(
      'A retired harbour adviser wrote that “nobody on the quay can change the timetable”.',
    )
    expect(more.join()).to.include('has no “retired”')
  })

  it('warns where one respondent is given the words of two', () => {
    const draft =
      'One respondent spoke of “the crew is always short” and “things that are impossible to deliver”.'
    expect(warnings(draft).join()).to.include('responses R3 and R2')
  })

  it('checks permission for the one that is meant, and asks where that is unclear', () => {
    const [unclear] = lint('It is about “a shared purpose”.')
    expect(unclear).to.include({ unclear: true, response: 'R3' })
    expect(unclear?.warnings.join()).to.include('<!-- from R3 -->').and.to.include('may not be quoted: R4')
    expect(lint('Dr Ilse Brandt called it “a shared purpose”.')[0]).to.deep.include({
      ...{ unclear: false, response: 'R3', verdict: 'verbatim', warnings: [] },
      candidates: ['R3', 'R4'],
    })
    const declared = lint('It is about “a shared purpose”<!-- from R4 -->.')[0]
    expect(declared).to.include({ verdict: 'not-permitted', response: 'R4', unclear: false })
    expect(lint(mended('It is about “a shared purpose”.', /from response R3/))[0]).to.deep.include({
      ...{ unclear: false, response: 'R3', warnings: [] },
    })
    expect(warnings('“the crew is always short”<!-- from R1 -->').join()).to.include(
      'marked as from response R1, which does not hold these words',
    )
  })

  it('warns of personal details, and puts their kind in brackets', () => {
    const draft = 'One said “Ring Dr Ana Pellow on 07700 900123”.'
    expect(warnings(draft).join()).to.include('a phone number').and.to.include('a name')
    const [quote] = lint(mended(mended(draft, /phone/), /name/))
    expect(quote).to.deep.include({
      text: 'Ring [name redacted] on [phone number redacted]',
      verdict: 'edited',
      warnings: [],
    })
  })

  it('warns of a respondent who is quoted again and again', () => {
    const often = ['the ferry', 'late on most', 'winter mornings', 'nobody on', 'the timetable']
    const found = warnings(often.map(words => `It is “${words}”.`).join('\n\n'))
    expect(found.filter(warning => /quoted 5 times/.test(warning))).to.have.length(1)
    expect(warnings('It is “winter mornings”, “the ferry” and “the crew”.')).to.deep.equal([])
  })
})

describe('mends of quote lint', () => {
  const verdictOf = (draft: string) => lint(draft)[0]?.verdict
  it('put the words as they were written, or show the changes in brackets', () => {
    const draft = 'It “is late on most summer mornings”, *they* said.'
    expect(mended(draft, /as they were written/)).to.equal(
      'It “is late on most winter mornings”, *they* said.',
    )
    expect(mended(draft, /in brackets/)).to.equal('It “is late on most [summer] mornings”, *they* said.')
    expect(verdictOf(mended(draft, /in brackets/))).to.equal('edited')
    expect(mended('“the ferry … most winter mornings”', /cut/)).to.equal(
      '“the ferry […] most winter mornings”',
    )
  })

  it('close a mark, and say that words are the author’s own', () => {
    expect(mended("It is “always short'' there.", /^Close/)).to.equal('It is “always short” there.')
    expect(mended('It is “always short on a Friday', /^Close/)).to.equal('It is “always short on a Friday”')
    expect(mended('The “digital” agenda.', /own words/)).to.equal('The “digital”<!-- own --> agenda.')
    expect(verdictOf(mended('The “digital” agenda.', /own words/))).to.equal('own-words')
    expect(mended('The “digital” agenda.', /marks off/)).to.equal('The digital agenda.')
  })

  it('leave a gap for words that may not be quoted, and never offer the words of one who refuses', () => {
    expect(mended('They want “a night boat”.', /gap/)).to.match(/^They want \*\[to write: .*\]\*\.$/)
    const [altered] = lint('They want “a night boat would help much more”.')
    expect(altered?.verdict).to.equal('altered')
    expect(altered?.warnings.join()).to.include('Nor may the nearest words be quoted')
    expect(altered?.mends.map(({ label }) => label)).to.not.include('Use the words as they were written')
  })

  it('keep the lines of a block quote', () => {
    const draft = '> We need a shared aim, and the crew\n> is always short on a Friday.'
    expect(verdictOf(mended(draft, /as they were written/))).to.equal('verbatim')
  })
})

describe('passages that nobody wrote', () => {
  const looks = (draft: string) => lint(draft).map(({ looksLike }) => looksLike)
  it('are told apart as titles, scare quotes and quotations', () => {
    expect(looks('The “digital” agenda of “Grand Designs for Ports”.')).to.deep.equal([
      'scare-quote',
      'title',
    ])
    expect(looks('A report titled “Moving harbours”.')).to.deep.equal(['title'])
    expect(looks('One respondent called it “a moonshot”.')).to.deep.equal(['quotation'])
    expect(looks('They fear “a moonshot for plumbing that nobody asked for”.')).to.deep.equal(['quotation'])
  })

  it('of evidence on file are held against the nearest excerpt', () => {
    const evidence = [{ name: 'review', text: 'Three of five harbours keep no record of repairs.' }]
    const { quotes } = lintMarkdown('> Three of nine harbours keep no record of repairs.', index, {
      evidence,
    })
    expect(quotes[0]).to.deep.include({ verdict: 'altered', evidence: 'review', response: null })
    expect(quotes[0]?.reason).to.include('excerpt “review”')
  })

  it('of several paragraphs, each with an opening mark, are whole', () => {
    const draft = '“The ferry is late on most winter mornings\n\n“We need a shared purpose”'
    expect(lint(draft).map(({ verdict, warnings: found }) => [verdict, found])).to.deep.equal([
      ['verbatim', []],
      ['verbatim', []],
    ])
  })
})
