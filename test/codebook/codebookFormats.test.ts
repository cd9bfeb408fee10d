import { expect } from 'chai'
import fc from 'fast-check'
import { themeColours } from '../../analysis/application.ts'
import { readDescription, writeDescription } from '../../server/codebook/formats/qdcDescription.ts'
import { readCodebook } from '../../server/codebook/formats/readCodebook.ts'
import { type CodebookFormat, writeCodebook } from '../../server/codebook/formats/writeCodebook.ts'

const read = async (content: string | Buffer, format: string) =>
  readCodebook({ name: `codebook.${format}`, content: Buffer.from(content) })

const line = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '=SUM(A1)',
    "'=x",
    "''+y",
    'Rules:',
    '\\Rules:',
    'Definition:',
    'Examples:',
    '- a | "b", c;',
    '<&>]]>',
    '_x000D_',
    'مرحبا',
  ),
)
const text = fc.array(line, { maxLength: 4 }).map(lines => lines.join('\n'))
const rule = fc.constantFrom(
  '=IT',
  '"the way we work"',
  'laptop NEAR/5 slow',
  'salar*',
  'pay',
  '=Exact',
  'naïve',
  'blam*',
)
const name = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom('=Pay', "'=Pay", 'a|b', '"q"'),
  )
  .map(given => given.replace(/\p{Cc}/gu, ' ').trim())
  .filter(given => given !== '')

const codebookOf = (size: number) =>
  fc
    .uniqueArray(
      fc.record({
        name,
        above: fc.option(fc.nat(), { nil: null }),
        definition: text,
        include: text,
        exclude: text,
        colour: fc.constantFrom(...themeColours),
        rules: fc.uniqueArray(rule, { maxLength: 4 }),
        examples: fc.array(text, { maxLength: 2 }),
        counterexamples: fc.array(text, { maxLength: 2 }),
      }),
      {
        selector: theme => theme.name.normalize('NFC').trim().toLocaleLowerCase('en-GB'),
        minLength: 1,
        maxLength: size,
      },
    )
    .map(themes => ({
      themes: themes.map(({ above, ...theme }, index) => ({
        ...theme,
        parent: above === null || index === 0 ? null : themes[above % index]?.name,
      })),
    }))

/** By name, since QDC puts each theme behind its parent. */
const essence = ({ themes, examples }: Awaited<ReturnType<typeof readCodebook>>) => {
  const names = new Map(themes.map(({ id, name }) => [id, name]))
  return new Map(
    themes.map(({ id, rules, parent, ...theme }) => [
      theme.name,
      {
        ...theme,
        parent: names.get(parent ?? ''),
        rules: rules.map(({ source }) => source),
        examples: examples.get(id),
      },
    ]),
  )
}

describe('codebook files', () => {
  const kept = (size: number, formats: CodebookFormat[]) =>
    fc.asyncProperty(codebookOf(size), fc.boolean(), async (given, guarded) => {
      const first = await read(JSON.stringify(given), 'json')
      expect(first.problems).to.deep.equal([])
      let at = first
      for (const format of formats) {
        at = await read(await writeCodebook(at.themes, format, { examples: at.examples, guarded }), format)
        expect(at.problems).to.deep.equal([])
        expect(essence(at), format).to.deep.equal(essence(first))
      }
    })

  it('keep every theme, parent, text, colour and rule from format to format', () =>
    fc.assert(kept(5, ['csv', 'json', 'qdc', 'csv']), { numRuns: 60 }))

  // Each spreadsheet is read in a process of its own, so a few large ones.
  it('keep all of it through a spreadsheet too', () =>
    fc.assert(kept(60, ['csv', 'json', 'qdc', 'xlsx', 'csv']), { numRuns: 2, endOnFailure: true }))

  it('keep themes called like what every object has', async () => {
    const names = Object.getOwnPropertyNames(Object.prototype)
    const first = await read(JSON.stringify({ themes: names.map(given => ({ name: given })) }), 'json')
    for (const format of ['csv', 'json', 'qdc', 'xlsx'] as const) {
      const again = await read(await writeCodebook(first.themes, format), format)
      expect(again.problems, format).to.deep.equal([])
      expect(
        again.themes.map(theme => theme.name),
        format,
      ).to.have.members(names)
    }
  })

  it('keep examples, and examples of what does not belong, in every format', async () => {
    const examples = ['One\n- two\nRules:\n  three', 'Four']
    const given = { themes: [{ name: 'Pay', examples, counterexamples: ['- Five'] }, { name: 'Hours' }] }
    const first = await read(JSON.stringify(given), 'json')
    for (const format of ['csv', 'json', 'qdc', 'xlsx'] as const) {
      const again = await read(
        await writeCodebook(first.themes, format, { examples: first.examples }),
        format,
      )
      expect(again.examples.get('pay'), format).to.deep.equal({ include: examples, exclude: ['- Five'] })
    }
    const lines = await read('theme,examples,rules\nPay,"One.\nTwo.",\n', 'csv')
    expect(lines.examples.get('pay')).to.deep.equal({ include: ['One.', 'Two.'], exclude: [] })
  })
})

describe('a QDC file', () => {
  const code = (attributes: string, inner = '') =>
    `<Code guid="6f2f7f0f-8a11-4d0c-9b43-b2c4f0de5a3e" ${attributes}>${inner}</Code>`
  const file = (codes: string, rest = '') =>
    `<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>${codes}</Codes>${rest}</CodeBook>`

  it('is written as the schema has it, with the same identifiers each time', async () => {
    const { themes } = await read('theme,parent,colour\nPay,,blue\nA & "B",Pay,teal\n', 'csv')
    const written = String(await writeCodebook(themes, 'qdc'))
    expect(written).to.match(
      /^<\?xml [^>]+>\n<CodeBook xmlns="urn:QDA-XML:codebook:1\.0" origin="Soundings">\n<Codes>\n<Code guid="[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}" name="Pay" isCodable="true" color="#1f5fa8"><Code guid="[0-9a-f-]{36}" name="A &amp; &quot;B&quot;" isCodable="true" color="#0d6b70"><\/Code>\n<\/Code>\n<\/Codes>\n<\/CodeBook>\n$/,
    )
    expect(await writeCodebook(themes, 'qdc')).to.equal(written)
  })

  it('from another tool has its descriptions as definitions, and says what was lost', async () => {
    const inner = `<Description>Rules:\nuse sparingly</Description>${code('name="Good" isCodable="true"')}`
    const sets = '<Sets><Set guid="x" name="Mine"><Description>no</Description></Set></Sets>'
    const codes = code('name="Pay" isCodable="false" color="#0000FF"', inner)
    const other = code('name="Work" isCodable="true" color="#1F5FA8"', code('name="good" isCodable="true"'))
    const { themes, problems, losses } = await read(file(codes + other, sets), 'qdc')
    expect(problems).to.deep.equal([])
    expect(themes.map(theme => [theme.name, theme.parent, theme.definition])).to.deep.equal([
      ['Pay', null, 'Rules:\nuse sparingly'],
      ['Good', 'pay', ''],
      ['Work', null, ''],
      ['Work – good', 'work', ''],
    ])
    expect(losses.map(({ message }) => message)).to.deep.equal([
      'Is not for coding there; here, any theme can be coded.',
      'Its colour #0000FF became blue, the nearest that there is.',
      'Has the name of another code, so it became “Work – good”.',
      'Sets of codes are not read.',
    ])
  })

  it('that is hostile or no codebook is refused with the reason', async () => {
    const open = '<Code guid="x" name="n" isCodable="true">'
    for (const [content, words] of [
      ['<!DOCTYPE x [<!ENTITY a "b">]><CodeBook/>', /DOCTYPE/],
      [file(open.repeat(60)), /deeper than 50/],
      [file('<a>'.repeat(100)), /too deeply/],
      ['<CodeBook><Codes>', /not sound XML/],
      ['<Project/>', /begins with <Project>/],
      [file(code('name="&a;"')), /not sound XML/],
      ['', /not sound XML/],
      [Buffer.from([0x3c, 0xff, 0xfe]), /not UTF-8/],
      [Buffer.alloc(11 * 1024 * 1024, 32), /larger than 10 MB/],
    ] as const) {
      const { themes, problems } = await read(content as string | Buffer, 'qdc')
      expect(themes).to.deep.equal([])
      expect(problems).to.have.length(1)
      expect(problems[0]?.message).to.match(words)
    }
  })
})

describe('a description', () => {
  it('gives back what was written into it', () => {
    const given = {
      definition: 'Rules:\n\\Use when:',
      include: '',
      exclude: 'not so',
      rules: ['=IT', 'Rules:'],
      examples: ['a\n- b'],
      counterexamples: ['c', 'Examples:'],
    }
    expect(readDescription(writeDescription(given))).to.deep.equal(given)
  })
})
