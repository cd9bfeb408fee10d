import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'chai'
import type { LintedQuote, LintResult } from '../../analysis/index.ts'
import { lint } from '../../scripts/lint.ts'
import { root } from '../../server/root.ts'

const folder = path.join(root, 'scripts', 'demo', 'lint')

/** What each section of the draft is there to show: a verdict, or words that no other section is told. */
const verdicts: Record<string, LintedQuote['verdict']> = {
  Verbatim: 'verbatim',
  Normalised: 'normalised',
  'Edited within the rules': 'edited',
  'Evidence on file': 'evidence',
  'The author’s own words': 'own-words',
  Altered: 'altered',
  Untraceable: 'untraceable',
  'Not permitted': 'not-permitted',
}
const warnings: Record<string, RegExp> = {
  'A scare quote that is not marked': /looks like your own expression/,
  'Attributed to somebody else': /“Captain Ian Strand”, but these words are of response R2/,
  'More than was allowed': /allowed neither a name nor a role/,
  'Personal details': /looks like a phone number/,
  'Held by several responses': /The same words are in 2 responses/,
  'Marked as from the wrong response': /marked as from response R1, which does not hold/,
  'A cut that changes the sense': /“Nobody”/,
  'Marks that do not match': /The marks do not match/,
  'Marked as own, and found in a response': /own words, but found in 1 response/,
  'One respondent again and again': /Response R1 is quoted 4 times/,
  'Words that claim more than the count': /“agreed”/,
  'A mark that never closes': /never closed/,
}

describe('the draft with one of every fault', () => {
  let sections: Map<string, string[]>
  let quotes: { section: string; verdict: string }[]
  let code: number
  before(async () => {
    const draft = path.join(folder, 'draft.md')
    const headings = (await readFile(draft, 'utf8')).split('\n')
    const sectionAt = (line: number) =>
      headings
        .slice(0, line)
        .findLast(text => text.startsWith('## '))
        ?.slice(3) ?? ''
    const said: string[] = []
    code = await lint(
      {
        draft,
        responses: path.join(folder, 'responses.csv'),
        consent: 'consent',
        who: { name: 'name', role: 'role', organisation: 'organisation' },
        evidence: [path.join(folder, 'survey.txt')],
        id: 'id',
        text: ['comment'],
        json: true,
      },
      { out: text => said.push(text), err: text => said.push(text) },
    )
    const result: LintResult = JSON.parse(said.join(''))
    quotes = result.quotes.map(({ line, verdict }) => ({ section: sectionAt(line), verdict }))
    sections = new Map(headings.flatMap(text => (text.startsWith('## ') ? [[text.slice(3), []]] : [])))
    for (const { line, reason, warnings } of result.quotes)
      sections.get(sectionAt(line))?.push(reason, ...warnings)
    for (const { line, warnings } of result.sentences) sections.get(sectionAt(line))?.push(...warnings)
  })

  it('shows one thing in each of its sections, and ends with 1', () => {
    expect(code).to.equal(1)
    expect([...sections.keys()]).to.have.members([...Object.keys(verdicts), ...Object.keys(warnings)])
  })

  for (const [section, verdict] of Object.entries(verdicts))
    it(`has one quote that is ${verdict} in its section`, () => {
      expect(quotes.filter(quote => quote.section === section)).to.deep.equal([{ section, verdict }])
    })

  for (const [section, words] of Object.entries(warnings))
    it(`is told once, and nowhere else: ${section}`, () => {
      const told = [...sections].flatMap(([name, said]) =>
        said.filter(message => words.test(message)).map(() => name),
      )
      expect(told).to.deep.equal([section])
    })
})
