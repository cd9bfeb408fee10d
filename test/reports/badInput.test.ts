import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { checkZip, readEntry } from '../../server/files/zip.ts'
import { htmlFile } from '../../server/reports/export/htmlFile.ts'
import { markdownFile } from '../../server/reports/export/markdown.ts'
import { quotesCsv } from '../../server/reports/export/quotes/csv.ts'
import { type Column, columnNames, columns, type QuoteRow } from '../../server/reports/export/quotes/rows.ts'
import { quotesXlsx } from '../../server/reports/export/quotes/xlsx.ts'
import { material, source, written } from './material.ts'

const formulas = ['=1+1', '+1', '-2', '@SUM(A1)', '=cmd|’/C calc’!A0', '\t=1', '\r=1']

/** A row in which every cell of words would be run by a spreadsheet that may. */
function rowOf(formula: string): QuoteRow {
  const cells = columnNames.map(name => [name, columns[name] === 'number' ? 1 : formula])
  return { ...Object.fromEntries(cells), changes: [] } as unknown as QuoteRow
}

describe('A report of what should not be', () => {
  it('has formulas in every cell of its quote bank, and none is one', async () => {
    const rows = formulas.map(rowOf)
    const read: Record<string, string>[] = parse(quotesCsv(rows), { columns: true, bom: true })
    expect(read).to.have.length(formulas.length)
    for (const row of read)
      for (const [name, cell] of Object.entries(row))
        if (columns[name as Column] === 'words') expect(cell, name).to.match(/^'/)
    const xlsx = await quotesXlsx(rows)
    const [sheet] = await readExcelFile(xlsx)
    expect(sheet?.data).to.have.length(formulas.length + 1)
    for (const name of await checkZip(xlsx))
      expect(String(await readEntry(xlsx, name)), name).not.to.match(/<f[ >]/)
  })

  it('is refused at its place where its template calls itself, or nests without end', () => {
    const loops = [
      '{{#*inline "a"}}{{> a}}{{/inline}}{{> a}}',
      '{{> (lookup . "a")}}',
      '{{#each findings}}'.repeat(50_000),
      '{{#own}}'.repeat(50_000) + '{{/own}}'.repeat(50_000),
      `{{#own}}${'{{else own}}'.repeat(50_000)}{{/own}}`,
      '{{#each quotes}}{{#each quotes}}{{quote}}{{/each}}{{/each}}',
      '{{#while true}}x{{/while}}',
    ]
    for (const template of loops) {
      const { problems, markdown } = written(template, material([source(1, { words: 'we waited' })]))
      expect(problems[0]?.message, template.slice(0, 40)).to.match(/^Line 1, column \d+: \S/)
      expect(markdown.length, template.slice(0, 40)).to.be.below(1_000)
    }
  })

  it('quotes five thousand passages, each with its note', () => {
    const numbers = Array.from({ length: 5_000 }, (_, i) => i + 1)
    const from = material(numbers.map(number => source(number, { words: `we waited ${number} days` })))
    const template = numbers.map(number => `{{quote "Q${number}" lead="{who} wrote that"}}.`).join('\n\n')
    const report = written(template, from)
    expect(report.printed).to.have.length(5_000)
    expect(report.problems).to.deep.equal([])
    expect(report.markdown.match(/^One respondent wrote that “we waited \d+ days”\.\[/gm)).to.have.length(
      5_000,
    )
    expect(markdownFile(report).match(/^\[\^\d+\]: /gm)).to.have.length(5_000)
    expect(htmlFile('T', report).match(/<li id="note-/g)).to.have.length(5_000)
  })
})
