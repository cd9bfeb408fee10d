import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { readChoice, readConsent } from '../../scripts/analysis/consent.ts'
import { CannotRun } from '../../scripts/cannotRun.ts'
import { type LintCommandOptions, lint } from '../../scripts/lint.ts'
import { docx } from '../files/made/documents.ts'

const responses = [
  'id,view,quote me',
  'B1,The ferry is late on every day that the tide is low and the crew is short.,yes',
  'B2,Nobody on the quay can change the timetable without asking the mainland first.,no',
].join('\n')

describe('soundings lint', () => {
  let folder: string
  let out: string[]
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lint-'))
    out = []
    await writeFile(path.join(folder, 'in.csv'), responses)
  })
  afterEach(() => rm(folder, { recursive: true }))

  const run = async (
    draft: string | Buffer,
    json = true,
    file = 'draft.md',
    more: Partial<LintCommandOptions> = {},
  ) => {
    await writeFile(path.join(folder, file), draft)
    const options = {
      draft: path.join(folder, file),
      responses: path.join(folder, 'in.csv'),
      consent: 'quote me',
      text: [],
      json,
      ...more,
    }
    return lint(options, { out: text => out.push(text), err: () => undefined })
  }

  it('holds attributions against the capacity in which somebody answered', async () => {
    const columns = 'id,view,quote me,name,body,as'
    const rows = [
      'B1,The ferry is late on every day that the tide is low.,by name,Ana Example,Quay Works,organisation',
      'B2,Nobody on the quay can change the timetable.,by name,Bo Test,Quay Works,personal',
      'B3,The lamp on the pier has been out since spring.,by name,Cy Trial,Quay Works,meeting',
    ]
    await writeFile(path.join(folder, 'who.csv'), [columns, ...rows].join('\n'))
    const draft = [
      'Ana Example wrote of ferries “late on every day”.',
      'Quay Works wrote that the ferry is “late on every day”.',
      'Bo wrote that “Nobody on the quay can change the timetable”.',
    ].join('\n\n')
    const who = { name: 'name', organisation: 'body', capacity: 'as' }
    await run(draft, true, 'draft.md', { responses: path.join(folder, 'who.csv'), text: ['view'], who })
    const { quotes, problems } = JSON.parse(out.join(''))
    const warnings = quotes.map((quote: { warnings: string[] }) => quote.warnings.join())
    expect(warnings[0]).to.include('it is their organisation that answered. Write “Quay Works”')
    expect(warnings[1]).to.equal('')
    expect(warnings[2]).not.to.include('organisation that answered')
    expect(problems).to.deep.equal([
      {
        place: 'response B3',
        message: '“meeting” is no capacity. Write personal, organisation, official, joint or notes.',
      },
    ])
  })

  it('ends with 0 where every quote may stand, and prints the result as JSON', async () => {
    expect(await run('It is “late on every day”.')).to.equal(0)
    const { quotes, summary } = JSON.parse(out.join(''))
    expect(quotes[0]).to.include({
      text: 'late on every day',
      line: 1,
      verdict: 'verbatim',
      response: 'B1',
      question: 'view',
    })
    expect(quotes[0]).to.have.all.keys(
      ...[
        'text',
        'line',
        'verdict',
        'response',
        'question',
        'start',
        'end',
        'edits',
        'reason',
        'warnings',
        'candidates',
        'place',
        'unclear',
        'evidence',
        'looksLike',
        'mends',
      ],
    )
    expect(summary).to.include({ total: 1, failed: 0, verbatim: 1 })
  })

  it('ends with 1 where a quote is altered or not permitted, and says why', async () => {
    expect(await run('“late on most days that the tide is low”\n\n“nobody on the quay”', false)).to.equal(1)
    expect(out.join('\n'))
      .to.match(/draft\.md:1 {2}altered/)
      .and.to.match(/draft\.md:3 {2}not-permitted \(B2\)/)
    expect(out.join('\n')).to.match(/its consent reads “no”/)
    expect(out.join('\n')).to.match(/2 quotes: 2 to mend\.$/)
  })

  it('reads Word and HTML, and says in Word where a quote is', async () => {
    const bytes = docx(['Of the ferry:', 'It is “late on most days that the tide is low”.'])
    expect(await run(bytes, false, 'draft.docx')).to.equal(1)
    expect(out.join('\n')).to.match(/draft\.docx, paragraph 2 {2}altered/)
    expect(await run('<p>It is <q>late on every day</q>.', false, 'draft.html')).to.equal(0)
    expect(out.join('\n')).to.match(/draft\.html:1 {2}verbatim \(B1\)/)
  })

  it('holds attributions against the consent, and knows excerpts of publications', async () => {
    await writeFile(
      path.join(folder, 'in.csv'),
      'id,view,quote me,who\nB1,The ferry is late on every day that the tide is low and the crew is short.,role,Dr Ana Pellow',
    )
    await writeFile(path.join(folder, 'review.txt'), 'Half of all piers have no light.')
    const draft = 'Dr Ana Pellow wrote “late on every day”. The review found “no light”.'
    const more = { who: { name: 'who' }, evidence: [path.join(folder, 'review.txt')] }
    expect(await run(draft, true, 'draft.md', more)).to.equal(0)
    const { quotes } = JSON.parse(out.join(''))
    expect(quotes[0].warnings.join()).to.include('Dr Ana Pellow')
    expect(quotes[1]).to.include({ verdict: 'evidence', evidence: 'review.txt' })
  })

  it('prints sentences that claim too much, without failing for them', async () => {
    expect(await run('Many respondents (3 of 58) raised it.', false)).to.equal(0)
    expect(out.join('\n')).to.match(/draft\.md:1 {2}wording {2}Many.*\n.*“few”/)
  })

  it('refuses a draft that is missing, or is called Word and is none', async () => {
    const options = { responses: path.join(folder, 'in.csv'), text: [], json: false }
    await writeFile(path.join(folder, 'report.docx'), 'no Word')
    for (const draft of ['none.md', 'report.docx']) {
      const error = await lint({ ...options, draft: path.join(folder, draft) }).then(
        () => null,
        reason => reason,
      )
      expect(error).to.be.instanceOf(CannotRun)
    }
  })
})

describe('a cell of a consent column', () => {
  it('allows a name or a role only where it says so', () => {
    const cells = ['yes', 'role', 'Yes, with my name', 'named', 'without my name', 'unnamed', 'no', '']
    expect(cells.map(readChoice)).to.deep.equal([
      ...['unnamed', 'role', 'named', 'named', 'unnamed', 'unnamed', 'none', 'none'],
    ])
  })

  it('permits only what is understood as a yes', () => {
    for (const cell of ['yes', 'Y', 'TRUE', 'Anonymous', 'Yes, without my name', 'role', 'Named']) {
      expect(readConsent(cell).permitted, cell).to.equal(true)
    }
    for (const cell of [
      '',
      ' ',
      'no',
      'none',
      'Yes, but do not quote me',
      'maybe',
      'nameless',
      'withdrawn',
    ]) {
      expect(readConsent(cell).permitted, cell).to.equal(false)
    }
  })
})
